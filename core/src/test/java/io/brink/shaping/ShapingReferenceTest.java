package io.brink.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.golden.Golden;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Parameters against solutions of the four equations as they stand, at 36 digits: {@code
 * golden/shaping.json}.
 */
class ShapingReferenceTest {

  private static final double RELATIVE = 1e-11;

  @SuppressWarnings("unchecked")
  static Stream<Map<String, Object>> cases() {
    return Golden.read("shaping.json", List.class).stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aSolutionIsTheReference(Map<String, Object> reference) {
    Activation phi = Activations.parse((String) reference.get("activation"));
    Network network = NetworkSpec.parse("mlp:depth=" + reference.get("depth")).network(phi);
    double goal = Double.parseDouble((String) reference.get("target"));
    ShapingMethod method =
        reference.get("method").equals("tat")
            ? new ShapingMethod.TatSmooth(goal)
            : new ShapingMethod.Dks(goal);
    LocalOutcome.Solved solved =
        (LocalOutcome.Solved) Shaping.solve(network, phi, method, Target.NETWORK);
    double scale = number(reference, "input_scale");
    ActivationParameters found =
        solved.solutions().stream()
            .map(ShapingSolution::parameters)
            .filter(p -> Math.abs(p.inputScale() - scale) < 1e-6 * scale)
            .findFirst()
            .orElseThrow();
    near(found.inputScale(), reference, "input_scale");
    near(found.inputShift(), reference, "input_shift");
    near(found.outputScale(), reference, "output_scale");
    near(found.outputShift(), reference, "output_shift");
  }

  private static void near(double found, Map<String, Object> reference, String name) {
    double exact = number(reference, name);
    assertThat(found).as(name).isCloseTo(exact, within(RELATIVE * Math.abs(exact)));
  }

  private static double number(Map<String, Object> reference, String name) {
    return Double.parseDouble((String) reference.get(name));
  }
}
