package io.brink.asymptotics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The constants of the laws against the closed forms of the paper, and against independent figures.
 */
class ResidualLawTest {

  private static final ResidualVariances TANH = new ResidualVariances(1.69, 0.49, 1.5, 0.5);

  @Test
  void tanhHasTheConstantsOfThePaper() {
    SaturatingLaw law = (SaturatingLaw) ResidualLaw.of(parse("tanh"), TANH);
    double v2 = 1.5;
    double w2 = 1.69;
    double b0 = 2;
    assertThat(law.linear()).isEqualTo(b0);
    double c = Math.sqrt(2 / Math.PI);
    assertThat(law.squareRoot()).isCloseTo(-2 * c * v2 / Math.sqrt(w2 * b0), relative(1e-11));
    assertThat(law.logarithmic()).isCloseTo(-c * c * v2 * v2 / (w2 * b0 * b0), relative(1e-11));
    assertThat(law.gradientSquareRoot())
        .isCloseTo(4.0 / 3 * c * v2 * Math.sqrt(w2 / b0), relative(1e-11));
    assertThat(law.gradientLogarithmic())
        .isCloseTo(4 / (9 * Math.PI) * v2 * v2 / b0 * (3 / b0 - w2), within(1e-11));
    // Figures of mpmath: e* solves 2e = (3/pi) asin e + 1/2.
    assertThat(law.fixedPoint()).isCloseTo(0.5, within(1e-14));
    assertThat(law.convergenceExponent()).isCloseTo(0.4486711, within(5e-8));
    assertThat(law.gradientSquareRoot()).isCloseTo(1.4668929, within(5e-8));
    assertThat(law.gradientLogarithmic()).isCloseTo(-0.0302394, within(5e-8));
    assertThat(law.relativeError()).isLessThan(1e-10);
  }

  @Test
  void reducedTanhNetworkTendsToOrthogonality() {
    SaturatingLaw law =
        (SaturatingLaw) ResidualLaw.of(parse("tanh"), ResidualVariances.reduced(1.21, 0.2));
    assertThat(law.fixedPoint()).isCloseTo(0, within(1e-15));
    assertThat(law.convergenceExponent()).isCloseTo(1 - 2 / Math.PI, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({"0.9,0.9997298", "0.8,0.9977595", "0.7,0.9928236", "0.6,0.9840204"})
  void powersOfTheRectifierHaveTheKnownFixedPoints(double alpha, double fixedPoint) {
    PowerLaw law =
        (PowerLaw)
            ResidualLaw.of(
                parse("alpha_relu(" + alpha + ")"), new ResidualVariances(1.7, 0.5, 1.5, 0.5));
    assertThat(law.fixedPoint()).isCloseTo(fixedPoint, within(5e-8));
    assertThat(law.lengthExponent()).isCloseTo(1 / (1 - alpha), relative(1e-14));
    assertThat(law.gradientExponent().orElseThrow())
        .isCloseTo(alpha * alpha / ((1 - alpha) * (2 * alpha - 1)), relative(1e-12));
    assertThat(law.gradientVariance())
        .isEqualTo(
            alpha > 0.75 ? PowerLaw.GradientVariance.FINITE : PowerLaw.GradientVariance.INFINITE);
  }

  @Test
  void lengthOfAPowerNetworkFollowsTheLaw() {
    double alpha = 0.7;
    ResidualVariances v = new ResidualVariances(1.7, 0.5, 1.5, 0.5);
    PowerLaw law = (PowerLaw) ResidualLaw.of(parse("alpha_relu(0.7)"), v);
    // The recurrence itself, with E psi^2 = c q^alpha, c = 2^(alpha-1) Gamma(alpha+1/2)/sqrt(pi);
    // Gamma(1.2)
    // = 0.91816874239976061064 (mpmath).
    double c = Math.pow(2, alpha - 1) * 0.91816874239976061064 / Math.sqrt(Math.PI);
    double p = 1;
    int depth = 2_000_000;
    for (int l = 0; l < depth; l++) {
      p += 1.5 * c * Math.pow(1.7 * p + 0.5, alpha) + 0.5;
    }
    double leading = Math.exp(law.logLength(depth));
    double next =
        leading
            - law.secondLengthCoefficient().orElseThrow()
                * Math.pow(depth, alpha / (1 - alpha))
                * Math.log(depth);
    assertThat(p / leading).isCloseTo(1, within(1e-4));
    // The next term takes the logarithm away: what is left is O(1/l) relative.
    assertThat(Math.abs(p - next) / leading).isLessThan(30.0 / depth);
  }

  @Test
  void gradientsOfFlatPowersDoNotExist() {
    PowerLaw law =
        (PowerLaw) ResidualLaw.of(parse("alpha_relu(0.4)"), new ResidualVariances(1, 0, 1, 0));
    assertThat(law.gradientExponent()).isEmpty();
    assertThat(law.gradientVariance()).isEqualTo(PowerLaw.GradientVariance.INFINITE_MEAN);
    assertThat(law.secondLengthCoefficient()).isEmpty();
  }

  @Test
  void reluLengthsAndGapsFollowTheRecurrence() {
    ResidualVariances v = new ResidualVariances(1.69, 0.49, 1.5, 0.5);
    RectifierLaw law = (RectifierLaw) ResidualLaw.of(parse("relu"), v);
    assertThat(law.cusp()).isCloseTo(2 * Math.sqrt(2) / (3 * Math.PI), relative(1e-15));
    assertThat(law.growth()).isCloseTo(1 + 1.5 * 1.69 / 2, relative(1e-15));
    double p = 1;
    for (int l = 1; l <= 500; l++) {
      p += 1.5 * (1.69 * p + 0.49) / 2 + 0.5;
      assertThat(law.logLength(l, 1)).isCloseTo(Math.log(p), within(1e-12 * (1 + l)));
    }
    assertThat(law.logLength(100_000, 1)).isBetween(8.0e4, 8.3e4);
    assertThat(law.logGradientRatio(3, 5)).isCloseTo(2 * Math.log(law.growth()), relative(1e-14));
  }

  @Test
  void linearNetworksKeepTheirCorrelations() {
    RectifierLaw law =
        (RectifierLaw) ResidualLaw.of(parse("identity"), new ResidualVariances(1, 0.1, 1, 0));
    assertThat(law.cusp()).isZero();
    assertThat(law.gapRate()).isZero();
  }

  @Test
  void withoutWeightsLengthsGrowLinearly() {
    ResidualVariances v = new ResidualVariances(0, 0.49, 1.5, 0.5);
    FrozenLaw law = (FrozenLaw) ResidualLaw.of(parse("tanh"), v);
    // V(0.49) of tanh, mpmath 30 digits.
    assertThat(law.outWeightGradient().value()).isCloseTo(0.270406156222485157931, within(1e-14));
    assertThat(law.length(10, 2)).isCloseTo(2 + 10 * law.lengthGrowth().value(), relative(1e-15));
    assertThat(law.gap(10, 2, 0.5) * law.length(10, 2)).isCloseTo(1, relative(1e-15));
  }

  @ParameterizedTest
  @CsvSource({"softplus", "softsign", "atan", "sign", "sin", "sigmoid"})
  void activationsThatNoTheoremCoversSaySo(String name) {
    assertThat(ResidualLaw.of(parse(name), TANH)).isInstanceOf(UnknownLaw.class);
  }

  @Test
  void erfIsTanhLike() {
    assertThat(ResidualLaw.of(parse("erf"), TANH)).isInstanceOf(SaturatingLaw.class);
  }

  @Test
  void badVariancesAreNamed() {
    assertThatThrownBy(() -> new ResidualVariances(1, -1, 1, 1))
        .hasMessageContaining("bias variance")
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> new ResidualVariances(1, 1, 0, 1)).hasMessageContaining("out-weight");
  }

  private static Activation parse(String name) {
    return Activations.parse(name);
  }

  private static org.assertj.core.data.Percentage relative(double tolerance) {
    return org.assertj.core.data.Percentage.withPercentage(100 * tolerance);
  }
}
