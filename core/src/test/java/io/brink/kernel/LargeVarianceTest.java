package io.brink.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Variances at which an activation is two straight lines with a bend too narrow to be seen. */
class LargeVarianceTest {

  /** E φ″(√q z)² → ∫φ″²/√(2πq): for gelu 11/(8π√2), for bentid 3π/(32√(2π)), each over √q. */
  @ParameterizedTest
  @CsvSource({
    "gelu, 1e30, 0.3094837336790053",
    "gelu, 1e36, 0.3094837336790053",
    "gelu, 1e100, 0.3094837336790053",
    "gelu, 1e290, 0.3094837336790053",
    "bentid, 1e36, 0.11749820037332183",
    "bentid, 1e200, 0.11749820037332183"
  })
  void meanSquareOfTheSecondDerivativeIsThatOfTheBend(String name, double q, double expected) {
    var found = Kernel.of(Activations.parse(name)).secondDerivativeVariance(q);
    assertThat(found.value() * Math.sqrt(q)).isCloseTo(expected, within(1e-13 * expected));
    assertThat(found.errorBound()).isLessThan(1e-13 * found.value());
  }

  /** Beyond rounding the map is that of ReLU, and its curvature at 1 is q²E φ″²/V. */
  @ParameterizedTest
  @ValueSource(doubles = {1e34, 1e40, 1e100, 1e290})
  void mapOfGeluIsThatOfRelu(double q) {
    Activation gelu = Activations.parse("gelu");
    CorrelationMap map = CorrelationMap.compile(gelu, q);
    CorrelationMap relu = CorrelationMap.compile(Activations.parse("relu"), 1);
    assertThat(map.errorBound()).isLessThan(1e-13);
    for (double angle : new double[] {1e-100, 1e-12, 1e-3, 0.5, 1.5, 2.5, 3.1, Math.PI}) {
      assertThat(map.gap(angle)).isCloseTo(relu.gap(angle), within(1e-12 * relu.gap(angle)));
      assertThat(map.slope(angle)).isCloseTo(relu.slope(angle), within(5e-12));
    }
    for (double angle : new double[] {1e-6, 0.5, 1.5, 2.5, 3.1}) {
      assertThat(map.curvature(angle) / relu.curvature(angle)).isCloseTo(1, within(1e-11));
    }
    assertThat(map.curvature(0) / Math.sqrt(q)).isCloseTo(2 * 0.3094837336790053, within(1e-12));
    // gelu bends evenly: opposite inputs meet the bend as equal ones do
    assertThat(map.curvature(Math.PI) / map.curvature(0)).isCloseTo(1, within(1e-12));
    assertThat(map.at(Math.PI).curvature()).isEqualTo(map.curvature(Math.PI));
  }
}
