package io.brink.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.expectation.Estimate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Quadratures against closed forms over all angles, across every change of method. */
class QuadratureAnglesTest {

  private static final double[] ANGLES = {
    1e-8, 0.0039, 0.0041, 0.02, 0.05, 0.08, 0.12, 0.2, 0.33, 0.5, 0.8, 1.1, 1.4, 1.57, 1.5708, 1.6,
    1.9, 2.3, 2.7, 2.9, 3.0, 3.05, 3.1, 3.13, 3.1385
  };

  @ParameterizedTest
  @CsvSource({
    "erf, 1e-4, 1e-4",
    "erf, 1, 1",
    "erf, 100, 100",
    "erf, 1e4, 1e4",
    "erf, 0.3, 40",
    "sin, 1, 1",
    "sin, 20, 20",
    "cos, 9, 2",
    "gaussian, 1, 1",
    "gaussian, 300, 300",
    "relu, 1, 1",
    "relu, 3, 50",
    "abs, 2, 2",
    "step, 1, 1",
    "exp, 2, 1",
    "monomial(3), 1, 2",
    "hermite(4), 1, 1",
  })
  void everyMomentIsThatOfTheClosedForm(String name, double q1, double q2) {
    Activation activation = Activations.parse(name);
    Kernel exact = Kernel.of(activation);
    Kernel quadrature = Kernel.quadrature(activation);
    double v1 = exact.variance(q1).value();
    double v2 = exact.variance(q2).value();
    double slopes = size(exact.derivativeVariance(q1), exact.derivativeVariance(q2));
    double bends = size(exact.secondDerivativeVariance(q1), exact.secondDerivativeVariance(q2));
    for (double angle : ANGLES) {
      Correlation c = new Correlation(angle);
      String place = name + " at " + q1 + ", " + q2 + ", angle " + angle;
      agree(
          "covariance " + place,
          exact.covariance(q1, q2, c),
          quadrature.covariance(q1, q2, c),
          Math.sqrt(v1 * v2));
      agree(
          "slope " + place,
          exact.derivativeCovariance(q1, q2, c),
          quadrature.derivativeCovariance(q1, q2, c),
          slopes);
      agree(
          "curvature " + place,
          exact.secondDerivativeCovariance(q1, q2, c),
          quadrature.secondDerivativeCovariance(q1, q2, c),
          bends);
      if (q1 == q2) {
        agree("gap " + place, exact.gap(q1, c), quadrature.gap(q1, c), 0);
      }
      Estimate gap = exact.normalisedGap(q1, q2, c);
      // of unequal lengths the rounding of √V is what is left where the gap vanishes
      double rounding = q1 == q2 ? 0 : Math.sqrt(gap.value());
      agree("normalised gap " + place, gap, quadrature.normalisedGap(q1, q2, c), rounding);
    }
  }

  private static double size(Estimate a, Estimate b) {
    double size = Math.sqrt(a.value()) * Math.sqrt(b.value());
    return size < Double.POSITIVE_INFINITY ? size : 0;
  }

  private static void agree(String place, Estimate exact, Estimate got, double size) {
    double error = Math.abs(got.value() - exact.value());
    if (got.value() == exact.value()) {
      return;
    }
    assertThat(error)
        .as("%s: %s, exact %s", place, got, exact)
        .isLessThanOrEqualTo(Math.max(1e-12 * Math.abs(exact.value()), 4e-15 * size))
        .as("bound of %s: %s, exact %s", place, got, exact)
        .isLessThanOrEqualTo(got.errorBound() + exact.errorBound());
  }
}
