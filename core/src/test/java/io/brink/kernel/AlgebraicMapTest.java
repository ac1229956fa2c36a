package io.brink.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.ExpressionActivation;
import io.brink.internal.special.LogGamma;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Maps of |x|^α-like functions plus 0.1x, against the closed form of the power: E f(x)y = c E f(z)z
 * for unit variances, so that the linear part adds (0.2 E f(z)z + 0.01)(1 − c) to the gap.
 */
class AlgebraicMapTest {

  private static final double[] ANGLES = {
    1e-60, 1e-12, 1e-6, 1e-3, 0.02, 0.3, 1.2, 2.2, 3.0, 3.14, Math.PI
  };

  @ParameterizedTest
  @CsvSource({
    "relu(x)^1.5, 1.5, 0.5",
    "relu(x)^0.7, 0.7, 0.5",
    "sign(x)*sqrt(abs(x)), 0.5, 1",
    "sign(x)*abs(x)^0.4, 0.4, 1"
  })
  void gapAndSlopeAreThoseOfThePowerAndTheLinearPart(String power, double alpha, double share) {
    Activation whole = ExpressionActivation.parse(power + "+0.1*x");
    assertThat(whole.homogeneityDegree()).isEmpty();
    CorrelationMap map = CorrelationMap.compile(whole, 1);
    assertThat(map).isInstanceOf(AlgebraicMap.class);
    assertThat(map.errorBound()).isLessThan(1e-6);
    Kernel form = Kernel.of(ExpressionActivation.parse(power));
    // E f(z)z, with E z₊^p = 2^{p/2−1} Γ((p+1)/2)/√π
    double p = alpha + 1;
    double mixed =
        2 * share * Math.pow(2, p / 2 - 1) * LogGamma.gamma((p + 1) / 2) / Math.sqrt(Math.PI);
    double linear = 0.2 * mixed + 0.01;
    double variance = form.variance(1).value() + linear;
    assertThat(map.outputVariance()).isCloseTo(variance, within(1e-12));
    for (double angle : ANGLES) {
      Correlation c = new Correlation(angle);
      double gap = (form.gap(1, c).value() + linear * c.gap()) / variance;
      assertThat(map.gap(angle))
          .as("gap at %s", angle)
          .isCloseTo(gap, within((angle > 0.01 ? 1e-11 : map.errorBound()) * gap));
      double slope = (form.derivativeCovariance(1, 1, c).value() + linear) / variance;
      double allowed = angle > 0.01 ? 1e-7 : Math.max(1e-8, 20 * map.errorBound());
      assertThat(map.slope(angle))
          .as("slope at %s", angle)
          .isCloseTo(slope, within(allowed * slope));
    }
  }
}
