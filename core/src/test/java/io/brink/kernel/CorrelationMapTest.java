package io.brink.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.activation.Exponential;
import io.brink.activation.LeakyRelu;
import io.brink.activation.ShapedActivation;
import io.brink.activation.Tanh;
import io.brink.golden.Golden;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationMapTest {

  @ParameterizedTest
  @CsvSource({
    "relu, 1",
    "leaky_relu(0.3), 1",
    "step, 1",
    "erf, 1",
    "erf, 100",
    "sin, 1",
    "sin, 100",
    "gaussian, 3",
    "monomial(3), 1",
    "hermite(4), 1",
    "alpha_relu(2), 1",
    "tanh, 0.01",
    "tanh, 1",
    "softplus, 1",
    "gelu, 1",
    "swish, 4",
    "atan, 1",
    "hard_tanh, 1"
  })
  void agreesWithTheKernel(String name, double q) {
    Kernel kernel = Kernel.of(Activations.parse(name));
    CorrelationMap map = CorrelationMap.compile(kernel, q);
    assertThat(map.errorBound()).isLessThan(1e-12);
    double v = kernel.variance(q).value();
    assertThat(map.outputVariance()).isEqualTo(v);
    double slopeSize = Math.min(map.slope(0), 1e3);
    for (double angle : new double[] {1e-7, 0.002, 0.23, 0.9, 1.55, 2.1, 3.0}) {
      Correlation c = new Correlation(angle);
      double gap = kernel.gap(q, c).value() / v;
      assertThat(map.gap(angle)).as("gap at %s", angle).isCloseTo(gap, within(2e-13 * gap));
      double slope = q * kernel.derivativeCovariance(q, q, c).value() / v;
      assertThat(map.slope(angle))
          .as("slope at %s", angle)
          .isCloseTo(slope, within(1e-12 * Math.max(Math.abs(slope), slopeSize)));
      double curvature = q * q * kernel.secondDerivativeCovariance(q, q, c).value() / v;
      double size = Math.min(map.curvature(0), Math.abs(curvature) + slopeSize / angle);
      assertThat(map.curvature(angle))
          .as("curvature at %s", angle)
          .isCloseTo(curvature, within(1e-11 * Math.max(Math.abs(curvature), size)));
      MapPoint point = map.at(angle);
      assertThat(point)
          .isEqualTo(new MapPoint(map.gap(angle), map.slope(angle), map.curvature(angle)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tanh", "softplus", "gelu", "swish", "erf", "atan", "sin"})
  void curvatureAtOneIsTheSecondMoment(String name) {
    Kernel kernel = Kernel.of(Activations.parse(name));
    CorrelationMap map = CorrelationMap.compile(kernel, 1);
    double expected = kernel.secondDerivativeVariance(1).value() / kernel.variance(1).value();
    assertThat(map.curvature(0)).isCloseTo(expected, within(1e-12 * expected));
    double slope = kernel.derivativeVariance(1).value() / kernel.variance(1).value();
    assertThat(map.slope(0)).isCloseTo(slope, within(1e-13 * slope));
    assertThat(map.gap(1e-150) / 1e-300).isCloseTo(slope / 2, within(1e-13 * slope));
    assertThat(map.gap(0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"relu", "tanh", "gelu", "erf", "gaussian", "hermite(4)", "hard_tanh"})
  void isPositiveDefinite(String name) {
    // Schoenberg: non-negative Taylor coefficients, so value, slope and curvature are ≥ 0 on [0, 1]
    // and
    // |C| ≤ 1 on [−1, 1]
    CorrelationMap map = CorrelationMap.compile(Activations.parse(name), 1);
    for (int i = 0; i <= 100; i++) {
      double angle = Math.PI * i / 100;
      assertThat(Math.abs(map.value(angle))).isLessThanOrEqualTo(1 + 1e-13);
      if (angle <= Math.PI / 2) {
        assertThat(map.value(angle)).isGreaterThanOrEqualTo(-1e-13);
        assertThat(map.slope(angle)).isGreaterThanOrEqualTo(-1e-13);
        assertThat(map.curvature(angle)).isGreaterThanOrEqualTo(-1e-12);
      }
    }
  }

  @Test
  void leakyMapsComposeAsTheReferenceSays() {
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> rows =
        (List<Map<String, Object>>) (List<?>) Golden.read("leaky_map.json", List.class);
    for (Map<String, Object> row : rows) {
      CorrelationMap map =
          CorrelationMap.compile(new LeakyRelu(Double.parseDouble(row.get("slope").toString())), 1);
      int layers = ((Number) row.get("layers")).intValue();
      double c = Double.parseDouble(row.get("c").toString());
      Correlation correlation = Correlation.ofValue(c);
      double angle = correlation.angle();
      double gap = correlation.gap();
      for (int l = 0; l < layers; l++) {
        gap = map.gap(angle);
        angle = Correlation.ofGap(Math.min(2, gap)).angle();
      }
      double expected = Double.parseDouble(row.get("gap").toString());
      // c itself is rounded: 1 − c = 10⁻⁶ keeps ten digits
      double tolerance = 1e-12 + 4e-16 / Math.max(1e-300, 1 - c);
      assertThat(gap).as(row.toString()).isCloseTo(expected, within(tolerance * expected));
    }
  }

  @Test
  void kinksAndJumpsAreInfiniteAtOne() {
    CorrelationMap relu = CorrelationMap.compile(new LeakyRelu(0), 1);
    assertThat(relu.curvature(0)).isInfinite();
    assertThat(relu.curvature(1e-6) * 1e-6).isCloseTo(1 / Math.PI, within(1e-13));
    assertThat(relu.slope(0)).isCloseTo(1, within(1e-15));
    CorrelationMap sign = CorrelationMap.compile(Activations.parse("sign"), 1);
    assertThat(sign.slope(0)).isInfinite();
    assertThat(sign.curvature(0)).isInfinite();
    assertThat(sign.gap(1e-150)).isCloseTo(2e-150 / Math.PI, within(1e-163));
  }

  @Test
  void exponentialMapNeedsNoFiniteVariance() {
    CorrelationMap map = CorrelationMap.compile(new Exponential(), 1e4);
    assertThat(map.outputVariance()).isInfinite();
    double gap = -Math.expm1(-1e4 * new Correlation(0.01).gap());
    assertThat(map.gap(0.01)).isCloseTo(gap, within(1e-13));
  }

  @Test
  void shiftedLeakyReluCompilesFromPointMasses() {
    Activation shifted = new ShapedActivation(new LeakyRelu(0.2), 1, 0.5, 1, -0.3);
    Kernel quadrature = Kernel.quadrature(shifted);
    CorrelationMap map = CorrelationMap.compile(shifted, 1);
    double v = quadrature.variance(1).value();
    for (double angle : new double[] {0.01, 0.5, 2, 3}) {
      double gap = quadrature.gap(1, new Correlation(angle)).value() / v;
      assertThat(map.gap(angle)).isCloseTo(gap, within(1e-12 * gap));
    }
  }

  @Test
  void arraysAgreeWithSingleValues() {
    CorrelationMap map = CorrelationMap.compile(new Tanh(), 1);
    double[] angles = new double[101];
    for (int i = 0; i < angles.length; i++) {
      angles[i] = Math.PI * i / 100;
    }
    double[] gaps = new double[101];
    double[] values = new double[101];
    map.gaps(101, angles, gaps);
    map.values(101, angles, values);
    for (int i = 0; i < angles.length; i++) {
      assertThat(gaps[i]).isCloseTo(map.gap(angles[i]), within(4e-16));
      assertThat(values[i]).isCloseTo(map.value(angles[i]), within(4e-16));
    }
  }

  @Test
  void familyInterpolatesBetweenVariances() {
    for (String name : List.of("tanh", "erf", "hard_tanh")) {
      Kernel kernel = Kernel.of(Activations.parse(name));
      CorrelationMapFamily family = CorrelationMapFamily.of(kernel, 0.5, 1.9);
      for (double q : new double[] {0.51, 0.777, 1.3, 1.9}) {
        double logQ = Math.log(q);
        double v = kernel.variance(q).value();
        assertThat(family.logOutputVariance(logQ)).isCloseTo(Math.log(v), within(1e-12));
        double elasticity = kernel.varianceDerivative(q).value() * q / v;
        assertThat(family.varianceElasticity(logQ)).isCloseTo(elasticity, within(1e-11));
        CorrelationMap map = family.at(logQ);
        assertThat(map.errorBound()).isLessThan(1e-11);
        for (double angle : new double[] {1e-9, 0.3, 1.4, 3}) {
          double gap = kernel.gap(q, new Correlation(angle)).value() / v;
          assertThat(map.gap(angle)).as(name).isCloseTo(gap, within(1e-11 * gap));
        }
      }
    }
  }

  @Test
  void homogeneousFamilyHasNoRange() {
    CorrelationMapFamily family = CorrelationMapFamily.of(new LeakyRelu(0.1), 1, 1);
    assertThat(family.logOutputVariance(1e6)).isCloseTo(1e6 + Math.log(0.505), within(1e-9));
    assertThat(family.at(-1e6).slope(0)).isCloseTo(1, within(1e-15));
    assertThat(family.varianceElasticity(3)).isEqualTo(1);
  }

  @Test
  void badVariancesAreRejected() {
    assertThatThrownBy(() -> CorrelationMap.compile(new Tanh(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite positive preactivation variance, got 0");
    assertThatThrownBy(() -> CorrelationMapFamily.of(new Tanh(), 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
    CorrelationMapFamily family = CorrelationMapFamily.of(new Tanh(), 1, 2);
    assertThatThrownBy(() -> family.logOutputVariance(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("got 5");
  }

  @ParameterizedTest
  @CsvSource({
    "tanh, 1",
    "tanh, 1e6",
    "erf, 1",
    "sin, 4",
    "hard_tanh, 2",
    "monomial(3), 1",
    "x*abs(x)^0.3, 1",
    "tanh(3*x)+0.1*x, 2"
  })
  void oddActivationsKeepOrthogonalInputsExactlyOrthogonal(String name, double q) {
    CorrelationMap map = CorrelationMap.compile(Activations.parse(name), q);
    assertThat(map.gap(Math.PI / 2)).isEqualTo(1);
    assertThat(map.at(Math.PI / 2).gap()).isEqualTo(1);
    assertThat(Correlation.ofGap(1)).isEqualTo(Correlation.ORTHOGONAL);
    double slope = map.slope(Math.PI / 2);
    assertThat(slope).isCloseTo(map.slope(Math.PI / 2 - 1e-9), within(1e-6 * slope));
  }
}
