package io.brink.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.LeakyRelu;
import io.brink.network.WeightLaw;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.JacobianFactor.Weights;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One Gaussian layer of leaky ReLU that narrows to r of its input: t is 1 or b = a², each for half
 * of the units, and its squared singular values are those of a sample covariance. By Silverstein
 * and Choi 1995, with z(w) = w (1 + r M(w)), M(w) = ½ (1/(w−1) + b/(w−b)), the support leaves out
 * z(w) wherever z′ &gt; 0. Between b and 1 that is so for some w as long as r is less than r_c = 2
 * (1−b)²/(1+b^{2/3})³.
 */
class HiddenGapTest {

  private static double critical(double b) {
    return 2 * Math.pow(1 - b, 2) / Math.pow(1 + Math.cbrt(b * b), 3);
  }

  private static JacobianSpectrum spectrum(double slope, double ratio, int points) {
    SpectrumOutcome outcome =
        JacobianSpectrum.of(
            List.of(
                new Weights(WeightLaw.GAUSSIAN, 1, 1, ratio), Slopes.of(new LeakyRelu(slope), 1)),
            points);
    assertThat(outcome).isInstanceOf(SpectrumOutcome.Computed.class);
    return ((SpectrumOutcome.Computed) outcome).spectrum();
  }

  /** z′(w) = 1 − ½ r (1/(1−w)² + b²/(w−b)²). */
  private static double slope(double w, double b, double r) {
    return 1 - r / 2 * (1 / ((1 - w) * (1 - w)) + b * b / ((w - b) * (w - b)));
  }

  private static double z(double w, double b, double r) {
    return w * (1 + r / 2 * (1 / (w - 1) + b / (w - b)));
  }

  private static double root(double inside, double outside, double b, double r) {
    double in = inside;
    double out = outside;
    for (int i = 0; i < 200; i++) {
      double middle = 0.5 * (in + out);
      if (slope(middle, b, r) > 0) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }

  /**
   * Gaps of a width from 0.6 to 10⁻⁵ in ln s², most of them narrower than a step of the samples.
   */
  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5",
    "0.5, 0.1",
    "0.5, 0.03",
    "0.5, 0.01",
    "0.5, 0.003",
    "0.5, 0.001",
    "0.5, 0.0003",
    "0.2, 0.01",
    "0.2, 0.001",
    "0.8, 0.1",
    "0.8, 0.01",
    "0.8, 0.001",
    "-0.7, 0.001"
  })
  void gapsBetweenSamplesAreFound(double slope, double below) {
    double b = slope * slope;
    double r = critical(b) * (1 - below);
    double s = Math.cbrt(b * b);
    double least = (b + s) / (1 + s);
    double lower = Math.log(z(root(least, b, b, r), b, r));
    double upper = Math.log(z(root(least, 1, b, r), b, r));
    JacobianSpectrum spectrum = spectrum(slope, r, 200);
    List<SupportInterval> intervals = spectrum.intervals();
    assertThat(intervals).hasSize(2);
    double width = upper - lower;
    assertThat(intervals.get(0).upperLogSquare()).isCloseTo(lower, within(1e-9 + 1e-3 * width));
    assertThat(intervals.get(1).lowerLogSquare()).isCloseTo(upper, within(1e-9 + 1e-3 * width));
    assertThat(spectrum.at(0.5 * (lower + upper)).density()).isZero();
    assertThat(spectrum.massAbove(0.5 * (lower + upper))).isCloseTo(0.5 * r, within(1e-7));
    assertThat(spectrum.checks().worst()).isLessThan(1e-6);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0003, 0.001, 0.01, 0.1, 1})
  void aDensityThatOnlyDipsHasNoGap(double above) {
    JacobianSpectrum spectrum = spectrum(0.5, critical(0.25) * (1 + above), 200);
    assertThat(spectrum.intervals()).hasSize(1);
    assertThat(spectrum.checks().worst()).isLessThan(1e-6);
  }
}
