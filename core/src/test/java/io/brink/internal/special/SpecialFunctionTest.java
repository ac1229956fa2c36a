package io.brink.internal.special;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Each function against mpmath, within the figure that its documentation states. */
final class SpecialFunctionTest {

  private static void check(String name, double relative, DoubleUnaryOperator function) {
    assertThat(SpecialFunctionReference.of(name)).isNotEmpty();
    for (SpecialFunctionReference.Point point : SpecialFunctionReference.of(name)) {
      double expected = point.value();
      double actual = function.applyAsDouble(point.x());
      double allowed = Math.abs(expected) < 1e-300 ? 1e-300 : relative * Math.abs(expected);
      assertThat(Math.abs(actual - expected))
          .as("%s(%s) = %s, got %s", name, point.x(), expected, actual)
          .isLessThanOrEqualTo(allowed);
    }
  }

  @Test
  void errorFunctions() {
    check("erf", 5e-16, ErrorFunction::erf);
    check("erfc", 1e-15, ErrorFunction::erfc);
    check("erfcx", 1e-15, ErrorFunction::erfcx);
    check("gaussian", 5e-16, ErrorFunction::gaussian);
  }

  @Test
  void normalDistribution() {
    check("cdf", 1e-15, NormalDistribution::cdf);
    check("density", 5e-16, NormalDistribution::density);
  }

  @Test
  void logisticFamily() {
    check("sigmoid", 1e-15, Logistic::sigmoid);
    check("sigmoid1", 1e-15, Logistic::sigmoidDerivative);
    check("softplus", 1e-15, Logistic::softplus);
    check("sech2", 1e-15, Logistic::sechSquared);
    check("asinh", 1e-15, Logistic::asinh);
  }

  @Test
  void logGamma() {
    check("logGamma", 2e-15, GammaFunction::logGamma);
    assertThatThrownBy(() -> GammaFunction.logGamma(0)).hasMessageContaining("> 0, got 0");
  }

  @Test
  void limits() {
    assertThat(ErrorFunction.erf(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(ErrorFunction.erfc(-1e300)).isEqualTo(2);
    assertThat(ErrorFunction.erfcx(1e300)).isEqualTo(0.5641895835477563 / 1e300);
    assertThat(ErrorFunction.erfcx(Double.POSITIVE_INFINITY)).isZero();
    assertThat(ErrorFunction.erf(Double.NaN)).isNaN();
    assertThat(NormalDistribution.cdf(1e300)).isEqualTo(1);
    assertThat(NormalDistribution.cdf(Double.NEGATIVE_INFINITY)).isZero();
  }
}
