package io.brink.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.ExpressionActivation;
import io.brink.expectation.Estimate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Activations with thousands of kinks or waves, most of them out of reach of the Gaussian. */
class ManyKinksTest {

  private static final Activation RECTIFIED_SINE = ExpressionActivation.parse("abs(sin(x))");

  /**
   * W from the Fourier series |sin x| = 2/π − (4/π) Σ cos(2kx)/(4k² − 1), 60 × 60 terms in mpmath
   * with 30 digits; V = (1 − e^{−2q})/2.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0.5, 0.3446185809519128072, 0.087713777429780846849",
    "0.3, -0.8, 0.19504223024233112085, 0.030551951710655662839",
    "100, 0.9, 0.40528473456935108616, 0.094715265430648913842"
  })
  void rectifiedSineMatchesItsFourierSeries(double q, double c, double covariance, double gap) {
    Kernel kernel = Kernel.of(RECTIFIED_SINE);
    Correlation correlation = Correlation.ofValue(c);
    Estimate w = kernel.covariance(q, q, correlation);
    Estimate g = kernel.gap(q, correlation);
    assertThat(w.value()).isCloseTo(covariance, within(1e-13));
    assertThat(g.value()).isCloseTo(gap, within(1e-13));
    assertThat(Math.abs(w.value() - covariance)).isLessThanOrEqualTo(w.errorBound());
    assertThat(Math.abs(g.value() - gap)).isLessThanOrEqualTo(g.errorBound());
  }

  @Test
  void theirMapIsCompiledFromTheKinksInReach() {
    CorrelationMap map = CorrelationMap.compile(RECTIFIED_SINE, 1);
    double variance = -Math.expm1(-2) / 2;
    assertThat(map.errorBound()).isLessThan(1e-12);
    assertThat(map.gap(Math.PI / 3)).isCloseTo(0.087713777429780846849 / variance, within(1e-13));
  }

  /** Where the Gaussian reaches 10⁶ kinks, the rules see the mean: E sin² = ½, E|sin| = 2/π. */
  @ParameterizedTest
  @CsvSource({"1e6", "1e8", "3e9", "1e10"})
  void beyondTheKinksThatCanBeFollowedTheMeanCountsWithItsError(double q) {
    Kernel kernel = Kernel.quadrature(RECTIFIED_SINE);
    Estimate variance = kernel.variance(q);
    assertThat(variance.errorBound()).isLessThan(0.02);
    assertThat(variance.value()).isCloseTo(0.5, within(variance.errorBound()));
    Estimate mean = kernel.mean(q);
    assertThat(mean.errorBound()).isLessThan(0.02);
    assertThat(mean.value()).isCloseTo(2 / Math.PI, within(mean.errorBound()));
    assertThatThrownBy(() -> kernel.covariance(q, q, Correlation.ofValue(0.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("waves or kinks within reach");
  }

  /** E(relu(x) + sin 3x)² at q = 10⁸ is q/2 + ½ + 2√q E[z₊ sin(3√q z)] = q/2 + ½ + O(1/√q). */
  @Test
  void wavesOnARectifierAreAveraged() {
    Kernel kernel = Kernel.of(ExpressionActivation.parse("relu(x)+sin(3*x)"));
    Estimate variance = kernel.variance(1e8);
    assertThat(variance.value()).isCloseTo(5e7 + 0.5, within(variance.errorBound()));
    assertThat(variance.errorBound()).isLessThan(5e7 * 1e-5);
  }
}
