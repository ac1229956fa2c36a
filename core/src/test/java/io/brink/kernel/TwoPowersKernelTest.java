package io.brink.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.AlphaRelu;
import io.brink.activation.ExpressionActivation;
import io.brink.expectation.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Homogeneous expressions: powers on each side of 0. */
class TwoPowersKernelTest {

  /** The degree is that of the scaling law; what only looks like a power has none. */
  @ParameterizedTest
  @CsvSource({
    "relu(x)^1.5, 1.5",
    "sign(x)*sqrt(abs(x)), 0.5",
    "'max(x, 0.1*x)', 1",
    "x*abs(x)^0.3, 1.3",
    "2*x-abs(x)/3, 1",
    "'max(x, 0)', 1",
    "x*step(x), 1",
    "sign(x)+0.5, 0",
    "x^2*sign(x), 2",
    "relu(x)^2-relu(-x)^2, 2"
  })
  void degreeIsReadFromTheTree(String expression, double degree) {
    Activation activation = ExpressionActivation.parse(expression);
    assertThat(activation.homogeneityDegree()).hasValue(degree);
    for (double x : new double[] {-3, -0.2, 0.7, 5}) {
      double expected = Math.pow(7, degree) * activation.value(x);
      assertThat(activation.value(7 * x))
          .isCloseTo(expected, within(1e-13 * Math.abs(expected) + 1e-300));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu(x)^1.5+0.1*x", "relu(x-1)", "tanh(x)", "abs(x)+1", "3", "x^2-1"})
  void othersHaveNone(String expression) {
    assertThat(ExpressionActivation.parse(expression).homogeneityDegree()).isEmpty();
  }

  /** Against E φ⁽ᵏ⁾(x)φ⁽ᵏ⁾(y) by quadrature, whose moments need no formula. */
  @ParameterizedTest
  @CsvSource({
    "sign(x)*sqrt(abs(x)), 0.5",
    "sqrt(abs(x)), 0.5",
    "x*abs(x)^0.3, 1.3",
    "relu(x)^1.7-0.3*relu(-x)^1.7, 1.7",
    "abs(x)^2.5, 2.5"
  })
  void momentsAgreeWithQuadrature(String expression, double degree) {
    Activation activation = ExpressionActivation.parse(expression);
    Kernel form = Kernel.of(activation);
    Kernel quadrature = Kernel.quadrature(activation);
    assertThat(form).isInstanceOf(TwoPowersKernel.class);
    for (double q : new double[] {0.3, 4}) {
      same(form.variance(q), quadrature.variance(q), 1e-12);
      same(form.mean(q), quadrature.mean(q), 1e-12);
      same(form.fourthMoment(q), quadrature.fourthMoment(q), 1e-11);
      same(form.varianceDerivative(q), quadrature.varianceDerivative(q), 1e-9);
      for (double angle : new double[] {0.4, 1.3, 2.0, 2.7}) {
        Correlation c = new Correlation(angle);
        same(form.covariance(q, q, c), quadrature.covariance(q, q, c), 1e-11);
        same(form.gap(q, c), quadrature.gap(q, c), 1e-11);
        same(form.covariance(q, 2 * q, c), quadrature.covariance(q, 2 * q, c), 1e-11);
        if (degree > 1) {
          same(form.derivativeCovariance(q, q, c), quadrature.derivativeCovariance(q, q, c), 1e-7);
        }
      }
    }
  }

  /** The slope of the gap in the angle is that of dW/dc = q E φ′φ′, also where x and y oppose. */
  @ParameterizedTest
  @ValueSource(strings = {"sign(x)*sqrt(abs(x))", "sqrt(abs(x))", "x*abs(x)^0.3", "relu(x)^0.4"})
  void derivativesAreThoseOfTheGap(String expression) {
    Kernel kernel = Kernel.of(ExpressionActivation.parse(expression));
    for (double angle : new double[] {0.01, 0.8, 2.2, 3.0}) {
      double h = 1e-4 * Math.min(angle, Math.PI - angle);
      double difference =
          kernel.gap(2, new Correlation(angle + h)).value()
              - kernel.gap(2, new Correlation(angle - h)).value();
      double slope = kernel.derivativeCovariance(2, 2, new Correlation(angle)).value();
      assertThat(difference / (2 * h) / (2 * Math.sin(angle)))
          .isCloseTo(slope, within(1e-7 * Math.abs(slope)));
      double slopes =
          kernel.derivativeCovariance(2, 2, new Correlation(angle - h)).value()
              - kernel.derivativeCovariance(2, 2, new Correlation(angle + h)).value();
      double curvature = kernel.secondDerivativeCovariance(2, 2, new Correlation(angle)).value();
      assertThat(slopes / (2 * h) / (2 * Math.sin(angle)))
          .isCloseTo(curvature, within(1e-6 * Math.abs(curvature)));
    }
  }

  /** One side alone is α-ReLU; of tiny angles the even function's gap keeps its power. */
  @Test
  void oneSideIsAlphaRelu() {
    Kernel expression = Kernel.of(ExpressionActivation.parse("3*relu(x)^1.5"));
    Kernel twin = Kernel.of(new AlphaRelu(1.5));
    for (double angle : new double[] {1e-120, 1e-9, 0.1, 1.6, 3.1}) {
      Correlation c = new Correlation(angle);
      assertThat(expression.gap(2, c).value() / twin.gap(2, c).value()).isCloseTo(9, within(1e-12));
      assertThat(
              expression.derivativeCovariance(2, 2, c).value()
                  / twin.derivativeCovariance(2, 2, c).value())
          .isCloseTo(9, within(1e-12));
    }
    Kernel even = Kernel.of(ExpressionActivation.parse("abs(x)^0.3"));
    double ratio =
        even.gap(1, new Correlation(1e-60)).value() / even.gap(1, new Correlation(1e-61)).value();
    assertThat(ratio).isCloseTo(Math.pow(10, 1.6), within(1e-10));
    assertThat(even.gap(1, new Correlation(Math.PI - 1e-3)).value())
        .isCloseTo(even.gap(1, new Correlation(1e-3)).value(), within(1e-15));
  }

  private static void same(Estimate form, Estimate quadrature, double relative) {
    double allowed =
        relative * Math.abs(form.value()) + form.errorBound() + quadrature.errorBound() + 1e-14;
    assertThat(quadrature.value()).isCloseTo(form.value(), within(allowed));
  }
}
