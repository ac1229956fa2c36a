package io.brink.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.activation.Activations;
import io.brink.expectation.Estimate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quadrature of activations with kinks and algebraic singularities against closed forms. */
class SingularQuadratureTest {
  private static final double[] ANGLES = {
    1e-12, 1e-8, 1e-5, 1e-3, 0.01, 0.1, 0.19, 0.21, 0.5, 1, 1.57, 2, 2.5, 3, 3.1, 3.14
  };

  @ParameterizedTest
  @ValueSource(strings = {"alpha_relu(0.3)", "alpha_relu(0.7)", "alpha_relu(1.5)", "relu", "abs"})
  void boundsCoverTheErrorsAtEveryAngle(String name) {
    Kernel exact = Kernel.of(Activations.parse(name));
    Kernel quadrature = Kernel.quadrature(Activations.parse(name));
    for (double angle : ANGLES) {
      Correlation c = new Correlation(angle);
      covers(quadrature.covariance(1, 1, c), exact.covariance(1, 1, c), name + angle);
      covers(quadrature.covariance(0.5, 3, c), exact.covariance(0.5, 3, c), name + angle);
      covers(
          quadrature.derivativeCovariance(1, 1, c),
          exact.derivativeCovariance(1, 1, c),
          name + angle);
      covers(quadrature.gap(1, c), exact.gap(1, c), name + angle);
    }
  }

  private static void covers(Estimate got, Estimate exact, String place) {
    assertThat(Math.abs(got.value() - exact.value()))
        .as(place)
        .isLessThanOrEqualTo(got.errorBound() + exact.errorBound());
  }

  /** Covariances for every angle, derivative covariances where Hermite series serve, the gap. */
  @ParameterizedTest
  @CsvSource({"alpha_relu(0.7)", "alpha_relu(1.5)"})
  void accuracyOfPowers(String name) {
    Kernel exact = Kernel.of(Activations.parse(name));
    Kernel quadrature = Kernel.quadrature(Activations.parse(name));
    for (double angle : ANGLES) {
      Correlation c = new Correlation(angle);
      double w = exact.covariance(2, 2, c).value();
      assertThat(quadrature.covariance(2, 2, c).errorBound()).isLessThanOrEqualTo(2e-12 * w);
      if (angle > 0.2 && angle < 2.9) {
        double slope = exact.derivativeCovariance(2, 2, c).value();
        assertThat(quadrature.derivativeCovariance(2, 2, c).errorBound())
            .isLessThanOrEqualTo(1e-12 * slope);
      }
      if (angle >= 1e-3) {
        double gap = exact.gap(2, c).value();
        assertThat(quadrature.gap(2, c).errorBound()).isLessThanOrEqualTo(1e-12 * gap);
      }
    }
  }
}
