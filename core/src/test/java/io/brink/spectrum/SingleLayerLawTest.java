package io.brink.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.internal.special.ErrorFunction;
import io.brink.internal.special.NormalDistribution;
import io.brink.network.WeightLaw;
import io.brink.spectrum.JacobianFactor.Multiple;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.JacobianFactor.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SingleLayerLawTest {

  private static JacobianSpectrum spectrum(List<JacobianFactor> factors) {
    SpectrumOutcome outcome = JacobianSpectrum.of(factors, 200);
    assertThat(outcome).as(factors.toString()).isInstanceOf(SpectrumOutcome.Computed.class);
    return ((SpectrumOutcome.Computed) outcome).spectrum();
  }

  private static JacobianSpectrum spectrum(String activation, double q, double weightVariance) {
    return spectrum(
        List.of(
            Weights.square(WeightLaw.ORTHOGONAL, weightVariance),
            Slopes.of(Activations.parse(activation), q)));
  }

  /** tanh′ = 1/cosh²: s > a is |h| < arcosh a^{−1/2}. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.01, 0.5, 3, 50})
  void tanhHasAMassInClosedForm(double q) {
    double variance = 1.7;
    JacobianSpectrum spectrum = spectrum("tanh", q, variance);
    double top = Math.log(variance);
    assertThat(spectrum.largestLogSquare()).isCloseTo(top, within(1e-15));
    assertThat(spectrum.smallestLogSquare()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(spectrum.atoms()).isEmpty();
    for (double h = 0.01; h < 6; h *= 1.4) {
      double x = h * Math.sqrt(q);
      double u = top - 2 * Math.log1p(Math.pow(Math.sinh(x), 2));
      if (u < top - 1e-9) {
        double expected = ErrorFunction.erf(h / Math.sqrt(2));
        assertThat(spectrum.massAbove(u)).isCloseTo(expected, within(1e-8 * q / (top - u) + 1e-12));
        double density = 2 * NormalDistribution.density(h) / (4 * Math.sqrt(q) * Math.tanh(x));
        SpectralPoint point = spectrum.at(u);
        assertThat(Math.abs(point.density() - density))
            .isLessThanOrEqualTo(4 * point.densityError() + 1e-12 * density);
      }
    }
    assertThat(spectrum.checks().worst()).isLessThan(1e-10);
  }

  /** Masses and densities by mpmath, 40 digits. */
  @Test
  void agreesWithArbitraryPrecision() throws IOException {
    List<String> lines;
    try (var in =
        Objects.requireNonNull(
            SingleLayerLawTest.class.getResourceAsStream("/golden/single_layer.csv"))) {
      lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
    for (String line : lines) {
      String[] row = line.split(",");
      if (!line.startsWith("#")) {
        JacobianSpectrum spectrum = spectrum(row[0], Double.parseDouble(row[1]), 1);
        SpectralPoint point = spectrum.at(Math.log(Double.parseDouble(row[2])));
        double mass = Double.parseDouble(row[3]);
        double density = Double.parseDouble(row[4]);
        assertThat(point.massAbove()).as(line).isCloseTo(mass, within(1e-13));
        assertThat(point.density()).as(line).isCloseTo(density, within(1e-10 * density));
      }
    }
  }

  /** Where φ′ is constant there are point masses, of the probability of that. */
  @Test
  void constantSlopesArePointMasses() {
    double inside = ErrorFunction.erf(1 / Math.sqrt(2 * 0.6));
    JacobianSpectrum sexp = spectrum("sexp", 0.6, 1);
    assertThat(sexp.atoms()).hasSize(1);
    assertThat(sexp.atoms().getFirst().logSquare()).isZero();
    assertThat(sexp.atoms().getFirst().weight()).isCloseTo(inside, within(1e-15));
    assertThat(sexp.largestLogSquare()).isCloseTo(0, within(1e-15));
    // t = e^{2(1 − |h|)} beyond 1
    double h = 2.5;
    assertThat(sexp.massAbove(2 * (1 - h)))
        .isCloseTo(ErrorFunction.erf(h / Math.sqrt(2 * 0.6)), within(1e-14));
    JacobianSpectrum leaky = spectrum("leaky_relu(0.2)", 1, 1);
    assertThat(leaky.points()).isEmpty();
    assertThat(leaky.intervals()).isEmpty();
    assertThat(leaky.quantile(0.4)).isCloseTo(2 * Math.log(0.2), within(1e-14));
    assertThat(leaky.quantile(0.6)).isZero();
    JacobianSpectrum hard = spectrum("hard_tanh", 0.6, 1);
    assertThat(hard.atoms())
        .extracting(SpectralAtom::logSquare)
        .containsExactly(Double.NEGATIVE_INFINITY, 0.0);
  }

  /** Slopes 0.45 to 0.55 on the left and 1.45 to 1.55 on the right. */
  @Test
  void gapsAreExact() {
    JacobianSpectrum spectrum = spectrum("x+0.5*abs(x)+0.05*sin(x)", 4, 1);
    assertThat(spectrum.intervals()).hasSize(2);
    double[] ends = {0.45, 0.55, 1.45, 1.55};
    for (int i = 0; i < 2; i++) {
      SupportInterval interval = spectrum.intervals().get(i);
      assertThat(interval.lower()).isCloseTo(ends[2 * i], within(1e-14));
      assertThat(interval.upper()).isCloseTo(ends[2 * i + 1], within(1e-14));
    }
    assertThat(spectrum.massAbove(0)).isCloseTo(0.5, within(1e-15));
    assertThat(spectrum.at(0).density()).isZero();
    assertThat(spectrum.checks().worst()).isLessThan(1e-9);
  }

  /** Dropout, multiples, other linear layers and a narrowing scale the law and add zeros. */
  @Test
  void factorsAroundTheLayerScaleItsLaw() {
    Activation gelu = Activations.parse("gelu");
    JacobianSpectrum bare = spectrum("gelu", 0.8, 1);
    double keep = 0.7;
    double ratio = 0.4;
    JacobianSpectrum other =
        spectrum(
            List.of(
                new Multiple(3),
                new Weights(WeightLaw.ORTHOGONAL, 2, 1, ratio),
                Slopes.of(Activations.parse("x"), 1),
                Weights.square(WeightLaw.ORTHOGONAL, 5),
                new Slopes(gelu, 0.8, keep),
                new Weights(WeightLaw.ORTHOGONAL, 1, 1, 2)));
    // widening: σ_w² times the ratio of widths
    double shift = 2 * Math.log(3) + Math.log(2 * 5 * 2) - 2 * Math.log(keep);
    assertThat(other.atoms()).hasSize(1);
    assertThat(other.atoms().getFirst().weight()).isCloseTo(1 - ratio * keep, within(1e-15));
    for (double u = -6; u < 0.2; u += 0.31) {
      assertThat(other.at(u + shift).density())
          .isCloseTo(ratio * keep * bare.at(u).density(), within(1e-11));
      assertThat(other.massAbove(u + shift))
          .isCloseTo(ratio * keep * bare.massAbove(u), within(1e-13));
    }
    assertThat(other.checks().worst()).isLessThan(1e-7);
  }

  /** Where slopes are unbounded there is no largest singular value. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "x^2",
        "x^3",
        "exp",
        "sinh(x)",
        "x+0.1*x^3",
        "sign(x)*abs(x)^0.9",
        "alpha_relu(0.9)"
      })
  void unboundedSlopesReachInfinity(String activation) {
    for (double q : new double[] {0.05, 1}) {
      JacobianSpectrum spectrum = spectrum(activation, q, 1);
      assertThat(spectrum.largestLogSquare()).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(spectrum.intervals().getLast().upper()).isEqualTo(Double.POSITIVE_INFINITY);
      assertThat(spectrum.checks().worst()).as("q = " + q).isLessThan(1e-7);
      double u = spectrum.quantile(0.999);
      assertThat(spectrum.massAbove(u)).isCloseTo(0.001, within(1e-9));
      assertThat(spectrum.quantile(1e-4)).isLessThan(u);
    }
  }

  /** Saturated, oscillating, touching 0, with kinks; all scales of q. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tanh",
        "erf",
        "gelu",
        "swish",
        "mish",
        "softplus",
        "elu",
        "selu",
        "sin",
        "cos",
        "sexp",
        "ssine",
        "softsign",
        "atan",
        "gaussian",
        "0.3*x+tanh(x)",
        "0.3*x+0.7*erf(20*x)",
        "x+x^5*exp(-x^2)",
        "sin(x)+0.5*sin(2*x)",
        "x*exp(-x^2)",
        "hard_swish"
      })
  void samplesIntegrateToWhatIsKnown(String activation) {
    for (double q : new double[] {1e-4, 0.01, 1, 30}) {
      JacobianSpectrum spectrum = spectrum(activation, q, 1);
      assertThat(spectrum.checks().worst()).as("q = " + q).isLessThan(1e-7);
      double before = Double.NEGATIVE_INFINITY;
      double massBefore = 1;
      for (SpectralPoint point : spectrum.points()) {
        assertThat(point.logSquare()).isGreaterThanOrEqualTo(before);
        assertThat(point.density()).isNotNegative();
        assertThat(point.massAbove()).isLessThanOrEqualTo(massBefore + 1e-6);
        before = point.logSquare();
        massBefore = point.massAbove();
      }
    }
  }

  /** Random expressions of a slope that is bounded: the moments, and masses by counting. */
  @Test
  void randomExpressionsFollowTheirSlopes() {
    Random random = new Random(8);
    for (int i = 0; i < 30; i++) {
      String activation =
          String.format(
              Locale.ROOT,
              "%.3f*x+%.3f*tanh(%.2f*(x-%.2f))+%.3f*%s",
              random.nextGaussian(),
              random.nextGaussian(),
              0.3 + 2 * random.nextDouble(),
              random.nextGaussian(),
              0.5 * random.nextGaussian(),
              List.of("sin(x)", "abs(x)", "exp(-x^2)", "erf(2*x)", "max(x, 0.5)")
                  .get(random.nextInt(5)));
      double q = Math.exp(random.nextGaussian());
      JacobianSpectrum spectrum = spectrum(activation, q, 1);
      Activation phi = Activations.parse(activation);
      for (double share : new double[] {0.2, 0.5, 0.8}) {
        double u = spectrum.quantile(share) + 1e-3;
        double counted = 0;
        int places = 40_000;
        for (int k = 0; k < places; k++) {
          double z = -8 + 16 * (k + 0.5) / places;
          boolean above = 2 * Math.log(Math.abs(phi.derivative(Math.sqrt(q) * z))) > u;
          counted += above ? NormalDistribution.density(z) * 16 / places : 0;
        }
        assertThat(spectrum.massAbove(u)).as(activation).isCloseTo(counted, within(2e-3));
      }
    }
  }
}
