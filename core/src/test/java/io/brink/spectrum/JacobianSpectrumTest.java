package io.brink.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.kernel.Kernel;
import io.brink.network.WeightLaw;
import io.brink.spectrum.JacobianFactor.Multiple;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.JacobianFactor.Weights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JacobianSpectrumTest {

  private static final int POINTS = 300;

  private static List<JacobianFactor> layers(
      String activation, double q, double weightVariance, WeightLaw law, int depth) {
    Activation phi = Activations.parse(activation);
    List<JacobianFactor> factors = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      factors.add(Weights.square(law, weightVariance));
      factors.add(Slopes.of(phi, q));
    }
    return factors;
  }

  /** Layers with χ₁ = 1. */
  private static List<JacobianFactor> critical(
      String activation, double q, WeightLaw law, int depth) {
    double slope = Kernel.of(Activations.parse(activation)).derivativeVariance(q).value();
    return layers(activation, q, 1 / slope, law, depth);
  }

  private static JacobianSpectrum spectrum(List<JacobianFactor> factors) {
    return spectrum(factors, POINTS);
  }

  private static JacobianSpectrum spectrum(List<JacobianFactor> factors, int points) {
    SpectrumOutcome outcome = JacobianSpectrum.of(factors, points);
    assertThat(outcome).isInstanceOf(SpectrumOutcome.Computed.class);
    return ((SpectrumOutcome.Computed) outcome).spectrum();
  }

  private static FreeProductLaw law(JacobianSpectrum spectrum) {
    return (FreeProductLaw) spectrum.law();
  }

  private static void assertClose(double actual, double expected, double relative) {
    assertThat(actual).isCloseTo(expected, within(relative * Math.abs(expected)));
  }

  /**
   * A product of L square Gaussian matrices: with λ = sin^{L+1}((L+1)φ)/(sin φ sin^L(Lφ)) the
   * density of λ is sin²φ sin^{L−1}(Lφ)/(π sin^L((L+1)φ)) (Fuss–Catalan; Haagerup and Möller 2013).
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 100, 1000})
  void productsOfGaussianMatricesAreFussCatalan(int depth) {
    JacobianSpectrum spectrum = spectrum(layers("x", 1, 1, WeightLaw.GAUSSIAN, depth));
    int n = depth;
    for (int i = 1; i < 40; i++) {
      double phi = Math.PI / (n + 1) * i / 40;
      double logSquare =
          (n + 1) * Math.log(Math.sin((n + 1) * phi))
              - Math.log(Math.sin(phi))
              - n * Math.log(Math.sin(n * phi));
      double logDensity =
          2 * Math.log(Math.sin(phi))
              + (n - 1) * Math.log(Math.sin(n * phi))
              - Math.log(Math.PI)
              - n * Math.log(Math.sin((n + 1) * phi))
              + logSquare;
      SpectralPoint point = spectrum.at(logSquare);
      assertClose(point.density(), Math.exp(logDensity), 1e-10);
      assertThat(point.densityError()).isLessThan(1e-8 * point.density());
    }
    double edge = (n + 1) * Math.log(n + 1) - n * Math.log(n);
    assertThat(spectrum.largestLogSquare()).isCloseTo(edge, within(1e-12 * n + 1e-13));
    assertThat(spectrum.smallestLogSquare()).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  /** One Gaussian matrix: a quarter circle of radius 2σ_w. */
  @Test
  void oneGaussianMatrixHasAQuarterCircle() {
    double variance = 1.7;
    JacobianSpectrum spectrum = spectrum(layers("x", 1, variance, WeightLaw.GAUSSIAN, 1));
    for (double s = 0.05; s < 2 * Math.sqrt(variance); s += 0.1) {
      SpectralPoint point = spectrum.at(2 * Math.log(s));
      double expected = Math.sqrt(4 * variance - s * s) / (Math.PI * variance);
      assertClose(point.densityOfSingularValue(), expected, 1e-11);
      double r = s / (2 * Math.sqrt(variance));
      double below = 2 / Math.PI * (r * Math.sqrt(1 - r * r) + Math.asin(r));
      assertThat(point.massAbove()).isCloseTo(1 - below, within(1e-13));
    }
  }

  /** A rectangular Gaussian matrix: Marchenko and Pastur 1967. */
  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 2, 7.5})
  void rectangularGaussianMatricesAreMarchenkoPastur(double ratio) {
    List<JacobianFactor> factors = List.of(new Weights(WeightLaw.GAUSSIAN, 1, 1, ratio));
    JacobianSpectrum spectrum = spectrum(factors);
    double low = Math.pow(1 - Math.sqrt(ratio), 2);
    double high = Math.pow(1 + Math.sqrt(ratio), 2);
    assertClose(spectrum.intervals().getFirst().lower(), Math.sqrt(low), 1e-12);
    assertClose(spectrum.intervals().getFirst().upper(), Math.sqrt(high), 1e-12);
    for (int i = 1; i < 20; i++) {
      double x = low + (high - low) * i / 20;
      double expected = Math.sqrt((high - x) * (x - low)) / (2 * Math.PI * x);
      assertClose(spectrum.at(Math.log(x)).densityOfSquare(), expected, 1e-11);
    }
    assertThat(spectrum.checks().worst()).isLessThan(1e-10);
    double zero = Math.max(0, 1 - ratio);
    assertThat(spectrum.atoms().stream().mapToDouble(SpectralAtom::weight).sum())
        .isCloseTo(zero, within(1e-15));
  }

  /**
   * Hard tanh between orthogonal weights is a product of free projections: its largest singular
   * value on the edge of chaos is s² = (1 − p)/p · L^L/(L − 1)^{L−1} (PSG 2017), p = P(|h| &lt; 1).
   */
  @ParameterizedTest
  @CsvSource({"0.5, 7", "0.5, 100", "2, 3", "0.2, 50", "0.3, 1000"})
  void hardTanhHasAKnownLargestSingularValue(double q, int depth) {
    double p = Kernel.of(Activations.parse("hard_tanh")).derivativeVariance(q).value();
    JacobianSpectrum spectrum = spectrum(critical("hard_tanh", q, WeightLaw.ORTHOGONAL, depth));
    double expected =
        Math.log((1 - p) / p) + depth * Math.log(depth) - (depth - 1) * Math.log(depth - 1);
    assertThat(spectrum.intervals().getLast().upperLogSquare())
        .isCloseTo(expected, within(1e-11 * depth));
    assertThat(spectrum.atoms().getFirst().weight()).isCloseTo(1 - p, within(1e-14));
    double top = 1 - depth * (1 - p);
    assertThat(spectrum.atoms()).hasSize(top > 0 ? 2 : 1);
    if (top > 0) {
      assertThat(spectrum.atoms().getLast().weight()).isCloseTo(top, within(1e-13));
      assertThat(spectrum.atoms().getLast().logSquare())
          .isCloseTo(-depth * Math.log(p), within(1e-13));
    }
    assertThat(spectrum.checks().worst()).isLessThan(1e-9);
  }

  /**
   * Two free projections of traces p and q: density √((λ₊ − x)(x − λ₋))/(2π x(1 − x)) between λ± =
   * p + q − 2pq ± √(4pq(1−p)(1−q)), and atoms 1 − min(p, q) at 0 and max(0, p + q − 1) at 1
   * (Voiculescu, Dykema and Nica 1992).
   */
  @ParameterizedTest
  @CsvSource({"0.5, 2", "2, 2", "0.5, 0.7", "1.5, 0.1", "0.05, 3"})
  void twoProjectionsHaveAKnownDensity(double q1, double q2) {
    Activation phi = Activations.parse("hard_tanh");
    double p = Kernel.of(phi).derivativeVariance(q1).value();
    double q = Kernel.of(phi).derivativeVariance(q2).value();
    JacobianSpectrum spectrum =
        spectrum(
            List.of(
                Slopes.of(phi, q1), Weights.square(WeightLaw.ORTHOGONAL, 1), Slopes.of(phi, q2)));
    double root = Math.sqrt(4 * p * q * (1 - p) * (1 - q));
    double low = p + q - 2 * p * q - root;
    double high = p + q - 2 * p * q + root;
    for (int i = 1; i < 20; i++) {
      double x = low + (high - low) * i / 20;
      double expected = Math.sqrt((high - x) * (x - low)) / (2 * Math.PI * x * (1 - x));
      assertClose(spectrum.at(Math.log(x)).densityOfSquare(), expected, 1e-10);
    }
    assertThat(spectrum.atoms().getFirst().weight()).isCloseTo(1 - Math.min(p, q), within(1e-14));
    double top = spectrum.atoms().size() > 1 ? spectrum.atoms().getLast().weight() : 0;
    assertThat(top).isCloseTo(Math.max(0, p + q - 1), within(1e-14));
    assertThat(spectrum.checks().worst()).isLessThan(1e-10);
  }

  /** ReLU halves the rank and has no other point mass; p = ½ at any q. */
  @ParameterizedTest
  @ValueSource(ints = {2, 10, 100, 1000})
  void reluBetweenOrthogonalWeightsIsAProductOfHalfProjections(int depth) {
    JacobianSpectrum spectrum = spectrum(critical("relu", 1, WeightLaw.ORTHOGONAL, depth));
    double expected = depth * Math.log(depth) - (depth - 1) * Math.log(Math.max(1, depth - 1));
    assertThat(spectrum.largestLogSquare()).isCloseTo(expected, within(1e-11 * depth));
    assertThat(spectrum.atoms()).containsExactly(new SpectralAtom(Double.NEGATIVE_INFINITY, 0.5));
    assertThat(spectrum.checks().worst()).isLessThan(1e-9);
  }

  private static Stream<Arguments> manyNetworks() {
    List<Arguments> cases = new ArrayList<>();
    String[] activations = {
      "x",
      "relu",
      "leaky_relu(0.1)",
      "hard_tanh",
      "tanh",
      "erf",
      "gelu",
      "elu",
      "softplus",
      "swish",
      "selu",
      "sexp",
      "ssine",
      "ssaw",
      "sin",
      "hard_swish",
      "mish",
      "abs"
    };
    for (String activation : activations) {
      for (WeightLaw law : WeightLaw.values()) {
        for (int depth : new int[] {3, 10, 100}) {
          cases.add(Arguments.of(activation, 0.5, law, depth));
        }
      }
    }
    for (WeightLaw law : WeightLaw.values()) {
      for (String activation : List.of("tanh", "relu", "hard_tanh")) {
        cases.add(Arguments.of(activation, 0.5, law, 1000));
      }
      for (double q : new double[] {1e-4, 0.01, 4, 100}) {
        cases.add(Arguments.of("tanh", q, law, 20));
      }
      cases.add(Arguments.of("leaky_relu(0.01)", 1.0, law, 2));
    }
    cases.add(Arguments.of("leaky_relu(0.01)", 1.0, WeightLaw.GAUSSIAN, 1));
    cases.add(Arguments.of("tanh", 0.5, WeightLaw.GAUSSIAN, 1));
    cases.add(Arguments.of("gelu", 1.0, WeightLaw.ORTHOGONAL, 2));
    cases.add(Arguments.of("elu", 1.0, WeightLaw.ORTHOGONAL, 2));
    // slopes that are constant but on a narrow strip
    for (int depth : new int[] {2, 3, 5, 20}) {
      cases.add(Arguments.of("0.3*x+0.7*erf(20*x)", 1.0, WeightLaw.ORTHOGONAL, depth));
    }
    // slopes beyond the range of a double
    cases.add(Arguments.of("gelu", 16.0, WeightLaw.ORTHOGONAL, 4));
    cases.add(Arguments.of("gelu", 100.0, WeightLaw.GAUSSIAN, 4));
    return cases.stream();
  }

  /** The density integrates to 1 and to the first two moments, which are known in closed form. */
  @ParameterizedTest
  @MethodSource("manyNetworks")
  void samplesIntegrateToWhatIsKnown(String activation, double q, WeightLaw law, int depth) {
    JacobianSpectrum spectrum = spectrum(critical(activation, q, law, depth));
    assertThat(spectrum.checks().worst()).isLessThan(1e-6);
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

  /** Densities by mpmath, 30 digits. */
  private static List<String[]> golden(String file) throws IOException {
    try (var in =
        Objects.requireNonNull(JacobianSpectrumTest.class.getResourceAsStream("/golden/" + file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(","))
          .toList();
    }
  }

  @Test
  void densitiesAgreeWithArbitraryPrecision() throws IOException {
    for (String[] row : golden("spectrum.csv")) {
      WeightLaw law = row[2].equals("gaussian") ? WeightLaw.GAUSSIAN : WeightLaw.ORTHOGONAL;
      JacobianSpectrum spectrum =
          spectrum(critical(row[0], Double.parseDouble(row[1]), law, Integer.parseInt(row[3])), 64);
      SpectralPoint point = spectrum.at(Math.log(Double.parseDouble(row[4])));
      double expected = Double.parseDouble(row[5]);
      assertThat(point.density())
          .as(String.join(" ", row))
          .isCloseTo(expected, within(1e-10 * expected));
      assertThat(Math.abs(point.density() - expected))
          .as(String.join(" ", row))
          .isLessThanOrEqualTo(2 * point.densityError() + 1e-14 * expected);
    }
  }

  @Test
  void densitiesOfUnlikeLayersAgreeWithArbitraryPrecision() throws IOException {
    for (String[] row : golden("unlike_spectrum.csv")) {
      WeightLaw law = row[4].equals("gaussian") ? WeightLaw.GAUSSIAN : WeightLaw.ORTHOGONAL;
      JacobianSpectrum spectrum =
          spectrum(
              unlike(
                  row[0],
                  Double.parseDouble(row[1]),
                  Double.parseDouble(row[2]),
                  law,
                  Integer.parseInt(row[3])),
              64);
      SpectralPoint point = spectrum.at(Double.parseDouble(row[5]));
      double expected = Double.parseDouble(row[6]);
      assertThat(point.density())
          .as(String.join(" ", row))
          .isCloseTo(expected, within(1e-11 * expected));
    }
  }

  /** A layer that is repeated, and the same layers one by one with variances that hardly differ. */
  @Test
  void layersOfTheirOwnAgreeWithRepeatedOnes() {
    Activation phi = Activations.parse("tanh");
    List<JacobianFactor> own = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      own.add(Weights.square(WeightLaw.ORTHOGONAL, 1.3));
      own.add(Slopes.of(phi, 0.4 * (1 + 1e-13 * i)));
    }
    JacobianSpectrum one = spectrum(layers("tanh", 0.4, 1.3, WeightLaw.ORTHOGONAL, 12));
    JacobianSpectrum other = spectrum(own);
    for (double u = -5; u < one.largestLogSquare(); u += 0.5) {
      assertClose(other.at(u).density(), one.at(u).density(), 1e-9);
    }
  }

  /** Layers whose variances change by a factor from each to the next. */
  private static List<JacobianFactor> unlike(
      String activation, double q, double factor, WeightLaw law, int depth) {
    Activation phi = Activations.parse(activation);
    double slope = Kernel.of(phi).derivativeVariance(q).value();
    List<JacobianFactor> factors = new ArrayList<>();
    for (int i = 0; i < depth; i++) {
      factors.add(Weights.square(law, 1 / slope));
      factors.add(Slopes.of(phi, q * Math.pow(factor, i)));
    }
    return factors;
  }

  /** A few layers in place of many that differ in q, against the equation with all of them. */
  @ParameterizedTest
  @CsvSource({
    "tanh, 0.5, 0.95, GAUSSIAN",
    "tanh, 0.5, 0.95, ORTHOGONAL",
    "gelu, 0.5, 0.95, GAUSSIAN",
    "gelu, 0.5, 1.02, ORTHOGONAL",
    "softplus, 0.2, 1.01, GAUSSIAN"
  })
  void layersTakenTogetherAgreeWithAll(String activation, double q, double factor, WeightLaw law) {
    List<JacobianFactor> factors = unlike(activation, q, factor, law, 40);
    SpectralMoments moments = SpectralMoments.of(factors);
    SpectralEquation all = SpectralEquation.of(factors);
    JacobianSpectrum together = spectrum(factors, 100);
    JacobianSpectrum apart =
        ((SpectrumOutcome.Computed) FreeProductLaw.sampled(new BoundarySolver(all), moments, 100))
            .spectrum();
    assertThat(law(together).isGrouped()).isTrue();
    assertThat(law(apart).isGrouped()).isFalse();
    assertThat(together.largestLogSquare()).isCloseTo(apart.largestLogSquare(), within(1e-8));
    double peak = apart.points().stream().mapToDouble(SpectralPoint::density).max().orElseThrow();
    for (int i = 5; i < 95; i += 5) {
      double u = apart.points().get(i).logSquare();
      SpectralPoint one = together.at(u);
      SpectralPoint other = apart.at(u);
      double difference = Math.abs(one.density() - other.density());
      assertThat(difference).isLessThan(1e-8 * other.density() + 1e-9 * peak);
      assertThat(difference).isLessThanOrEqualTo(one.densityError() + other.densityError());
      assertThat(one.massAbove()).isCloseTo(other.massAbove(), within(1e-7));
    }
    // also of a layer that is none of the few
    Slopes layer = (Slopes) factors.get(41);
    double middle = apart.quantile(0.7);
    Complex w = law(together).subordinate(law(together).solve(middle), layer, 1);
    Complex expected = law(apart).subordinate(law(apart).solve(middle), layer, 1);
    assertThat(w.minus(expected).abs()).isLessThan(1e-8 * expected.abs());
  }

  @ParameterizedTest
  @CsvSource({"tanh, 0.98", "tanh, 1.02", "erf, 0.98", "gelu, 0.98", "gelu, 1.02", "swish, 0.98"})
  void aHundredUnlikeLayersIntegrateToWhatIsKnown(String activation, double factor) {
    for (WeightLaw law : WeightLaw.values()) {
      JacobianSpectrum spectrum = spectrum(unlike(activation, 0.5, factor, law, 100), 200);
      assertThat(law(spectrum).isGrouped()).isTrue();
      assertThat(spectrum.checks().worst()).isLessThan(1e-6);
    }
  }

  /**
   * Layers whose q grows far: slopes on the negative side run through thousands of decades, and
   * those on the positive side are 1 but for rounding, over a share that is each layer's own.
   */
  @ParameterizedTest
  @CsvSource({
    "gelu, 1.1, 40, GAUSSIAN",
    "gelu, 1.1, 40, ORTHOGONAL",
    "gelu, 1.05, 100, GAUSSIAN",
    "swish, 1.1, 40, GAUSSIAN",
    "mish, 1.1, 40, ORTHOGONAL",
    "softplus, 1.1, 40, GAUSSIAN",
    "tanh, 1.1, 40, GAUSSIAN"
  })
  void layersWhoseVarianceGrowsFarIntegrateToWhatIsKnown(
      String activation, double factor, int depth, WeightLaw law) {
    JacobianSpectrum spectrum = spectrum(unlike(activation, 1, factor, law, depth), 200);
    assertThat(spectrum.checks().worst()).isLessThan(1e-7);
    assertThat(spectrum.smallestLogSquare()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(spectrum.atoms()).isEmpty();
  }

  /** Where the slope leaves the range of a double, and where it is 0, both at q = 1000. */
  @ParameterizedTest
  @CsvSource({"gelu, 3", "gelu_tanh, 2", "erf, 3", "elu, 10", "relu6, 3", "hard_swish, 3"})
  void slopesBeyondTheRangeOfADoubleAreNotZeros(String activation, int depth) {
    JacobianSpectrum spectrum =
        spectrum(critical(activation, 1000, WeightLaw.GAUSSIAN, depth), 100);
    assertThat(spectrum.checks().worst()).isLessThan(1e-6);
    boolean zeros = activation.equals("relu6") || activation.equals("hard_swish");
    assertThat(spectrum.atoms().isEmpty()).isNotEqualTo(zeros);
  }

  /** Fewer layers than would pay are left as they are. */
  @Test
  void fewLayersAreNotTakenTogether() {
    assertThat(law(spectrum(unlike("tanh", 0.5, 0.9, WeightLaw.GAUSSIAN, 16))).isGrouped())
        .isFalse();
    assertThat(law(spectrum(critical("tanh", 0.5, WeightLaw.GAUSSIAN, 100))).isGrouped()).isFalse();
  }

  /** The order of free factors does not matter at equal widths, and multiples only shift u. */
  @Test
  void factorsCommute() {
    Activation phi = Activations.parse("gelu");
    JacobianFactor weights = Weights.square(WeightLaw.GAUSSIAN, 2);
    JacobianFactor rotation = Weights.square(WeightLaw.ORTHOGONAL, 1.5);
    JacobianFactor wide = Slopes.of(phi, 2);
    JacobianFactor narrow = Slopes.of(phi, 0.1);
    JacobianSpectrum one = spectrum(List.of(weights, wide, rotation, narrow));
    JacobianSpectrum other = spectrum(List.of(narrow, new Multiple(3), weights, wide, rotation));
    double shift = 2 * Math.log(3);
    for (double u = -4; u < one.largestLogSquare(); u += 0.7) {
      assertClose(other.at(u + shift).density(), one.at(u).density(), 1e-10);
      assertThat(other.at(u + shift).massAbove()).isCloseTo(one.at(u).massAbove(), within(1e-12));
    }
  }

  /** JᵀJ and JJᵀ have the same eigenvalues other than 0. */
  @Test
  void transposesShareTheirSpectrum() {
    Activation phi = Activations.parse("erf");
    double slack = 2.5;
    List<JacobianFactor> forward =
        List.of(
            new Weights(WeightLaw.GAUSSIAN, 1, 1, slack),
            Slopes.of(phi, 0.3),
            new Weights(WeightLaw.ORTHOGONAL, 1, slack, 0.5));
    // the transpose, in entries that are scaled alike
    List<JacobianFactor> backward =
        List.of(
            new Weights(WeightLaw.ORTHOGONAL, 1 * 0.5 / slack, 0.5, slack),
            Slopes.of(phi, 0.3),
            new Weights(WeightLaw.GAUSSIAN, slack, slack, 1));
    JacobianSpectrum one = spectrum(forward);
    JacobianSpectrum other = spectrum(backward);
    for (SpectralPoint point : one.points()) {
      if (point.density() > 1e-6) {
        assertThat(other.at(point.logSquare()).density() * 0.5)
            .isCloseTo(point.density(), within(1e-7));
      }
    }
  }

  @Test
  void quantilesInvertTheMass() {
    JacobianSpectrum spectrum = spectrum(critical("tanh", 0.2, WeightLaw.ORTHOGONAL, 30));
    for (double share : new double[] {0.01, 0.05, 0.5, 0.95, 0.999}) {
      double u = spectrum.quantile(share);
      assertThat(spectrum.massAbove(u)).isCloseTo(1 - share, within(1e-9));
    }
    assertThat(spectrum.share(1e-300, 1e300)).isCloseTo(1, within(1e-9));
  }

  @Test
  void saysWhyThereIsNoDensity() {
    assertThat(JacobianSpectrum.of(layers("exp(x^2/8.2)", 1, 1, WeightLaw.GAUSSIAN, 2), 64))
        .isInstanceOfSatisfying(
            SpectrumOutcome.MomentsAlone.class,
            outcome -> assertThat(outcome.reason()).contains("too rare for a density"));
    assertThat(JacobianSpectrum.of(layers("alpha_relu(0.9)", 1, 1, WeightLaw.GAUSSIAN, 2), 64))
        .isInstanceOfSatisfying(
            SpectrumOutcome.MomentsAlone.class,
            outcome -> assertThat(outcome.reason()).contains("infinite at a point"));
    assertThat(JacobianSpectrum.of(layers("step", 1, 1, WeightLaw.GAUSSIAN, 2), 64))
        .isInstanceOfSatisfying(
            SpectrumOutcome.Infeasible.class,
            outcome -> assertThat(outcome.reason()).contains("step jumps"));
    assertThat(JacobianSpectrum.of(layers("alpha_relu(0.7)", 1, 1, WeightLaw.GAUSSIAN, 2), 64))
        .isInstanceOfSatisfying(
            SpectrumOutcome.Infeasible.class,
            outcome -> assertThat(outcome.reason()).contains("is infinite"));
  }

  /**
   * A law with nearly a point mass of large weight, between orthogonal weights: as the depth grows,
   * the point mass of the product ends, and the density peaks, with an edge ever so close.
   */
  @ParameterizedTest
  @ValueSource(ints = {5, 10, 20, 50})
  void nearPointMassesAreSolvedAtEveryDepth(int steepness) {
    for (int depth = 2; depth <= 30; depth++) {
      JacobianSpectrum spectrum =
          spectrum(
              critical("0.3*x+0.7*erf(" + steepness + "*x)", 1, WeightLaw.ORTHOGONAL, depth), 200);
      assertThat(spectrum.checks().worst()).as("depth %s", depth).isLessThan(2e-7);
    }
  }

  /** Near point masses may be out of reach; what is given integrates to what is known. */
  @ParameterizedTest
  @CsvSource({"20, 4", "20, 6", "20, 7", "60, 2", "60, 12", "400, 3"})
  void aDensityThatMissesMassIsNotGiven(double steepness, int depth) {
    String activation = "0.3*x+0.7*erf(" + steepness + "*x)";
    SpectrumOutcome outcome =
        JacobianSpectrum.of(critical(activation, 1, WeightLaw.ORTHOGONAL, depth), 200);
    switch (outcome) {
      case SpectrumOutcome.Computed(JacobianSpectrum spectrum) ->
          assertThat(spectrum.checks().worst()).isLessThanOrEqualTo(1e-6);
      case SpectrumOutcome.Unsolved unsolved ->
          assertThat(unsolved.reason()).contains("misses").contains("more than 1.0E-6");
      default -> throw new AssertionError(outcome.toString());
    }
  }

  @Test
  void refusesBadInput() {
    List<JacobianFactor> factors = layers("tanh", 1, 1, WeightLaw.GAUSSIAN, 2);
    assertThatThrownBy(() -> JacobianSpectrum.of(factors, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a density has between 32 and 100000 points, got 10");
    assertThatThrownBy(() -> JacobianSpectrum.of(List.of(), 100))
        .hasMessage("a Jacobian has at least one factor");
    assertThatThrownBy(() -> Weights.square(WeightLaw.GAUSSIAN, 0))
        .hasMessageContaining("finite and above 0");
    assertThatThrownBy(() -> Slopes.of(Activations.parse("tanh"), -1))
        .hasMessageContaining("at least 0");
  }
}
