package io.brink.finitewidth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.network.Block;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import io.brink.propagation.InputPair;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WidthAdviceTest {

  private static final InputPair PAIR = InputPair.ofEqualLengths(1, Correlation.ofValue(0.5));

  private static Network network(String spec, String activation) {
    return NetworkSpec.parse(spec).network(Activations.parse(activation));
  }

  private static WidthAdvice advice(Network network) {
    return WidthAdvice.of(FiniteWidth.of(network), PAIR);
  }

  /** Var q/q² = (1 + 2/N)^l − 1 of a linear network; at 95 % ε is 1.959964 standard deviations. */
  @Test
  void linearNetworkHasItsWidthInClosedForm() {
    WidthGoal goal = new WidthGoal(KernelQuantity.LENGTH, 0.02, 0.95);
    WidthOutcome outcome = advice(network("mlp:depth=20", "identity")).smallest(goal);
    double expected = 1.959964 * 1.959964 * 2 * 20 / (0.02 * 0.02);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            WidthOutcome.Found.class,
            found -> {
              assertThat((double) found.units()).isCloseTo(expected, within(1e-3 * expected));
              assertThat(found.probability()).isGreaterThanOrEqualTo(0.95);
              assertThat(found.reliable()).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "KERNEL, tanh",
    "LENGTH, relu",
    "CORRELATION, gelu",
    "GAP, tanh",
    "CORRELATION, relu"
  })
  void oneUnitLessIsNotEnough(KernelQuantity quantity, String activation) {
    WidthGoal goal = new WidthGoal(quantity, 0.05, 0.9);
    WidthAdvice advice = advice(network("mlp:depth=10,weight_variance=1.5", activation));
    long units = ((WidthOutcome.Found) advice.smallest(goal)).units();
    assertThat(probability(advice, units, goal)).isGreaterThanOrEqualTo(0.9);
    assertThat(probability(advice, units - 1, goal)).isLessThan(0.9);
  }

  private static double probability(WidthAdvice advice, long units, WidthGoal goal) {
    return WidthAdvice.probability(advice.atOutput(new Widths.Uniform(units)).orElseThrow(), goal);
  }

  @Test
  void wherePredictionsEndTheReasonIsGiven() {
    Operation affine = new Operation.Affine(50, 1, 0, WeightLaw.GAUSSIAN);
    Block tanh = Block.layer("activation", new Operation.Nonlinearity(Activations.parse("tanh")));
    Block skip = Block.sum(List.of(0.6, 0.8), List.of(tanh, Block.identity()));
    Network network =
        Block.network(new Shape.Vector(50), Block.serial(Block.layer("affine", affine), skip));
    WidthOutcome outcome =
        advice(network).smallest(new WidthGoal(KernelQuantity.KERNEL, 0.1, 0.95));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            WidthOutcome.Unknown.class,
            unknown -> assertThat(unknown.reason()).contains("functions of the same units"));
  }

  /** The theorems' formulas, by hand: C = 1/√0.394294… = 1.59254 for tanh. */
  @Test
  void provedWidthsAreThoseOfTheTheorems() {
    WidthGoal goal = new WidthGoal(KernelQuantity.KERNEL, 0.1, 0.95);
    WidthBound smooth = WidthBound.of(network("mlp:depth=50", "tanh"), goal).getFirst();
    double c = 1 / Math.sqrt(0.39429449039784117442);
    double exact = 50 * Math.log10(4 * Math.pow(c, 4)) + Math.log10(Math.log(8 * 50 / 0.05)) + 2;
    assertThat(smooth.log10Width()).isCloseTo(exact, within(1e-6));
    assertThat(smooth.applies()).isFalse();
    WidthBound relu =
        WidthBound.of(network("mlp:depth=10,weight_variance=2", "relu"), goal).getFirst();
    assertThat(relu.log10Width())
        .isCloseTo(Math.log10(100 * Math.log(10 / 0.05) / 0.01), within(1e-12));
    assertThat(relu.applies()).isTrue();
    assertThat(WidthBound.of(network("mlp:depth=10", "gelu"), goal)).isEmpty();
    // the depth at which a double would overflow
    assertThat(WidthBound.of(network("mlp:depth=5000", "tanh"), goal).getFirst().log10Width())
        .isGreaterThan(7000);
  }

  @ParameterizedTest
  @CsvSource({"0, 0.95", "-1, 0.95", "Infinity, 0.95", "0.1, 0", "0.1, 1", "0.1, NaN"})
  void goalsOutsideTheirRangeAreRefused(double error, double probability) {
    assertThatThrownBy(() -> new WidthGoal(KernelQuantity.GAP, error, probability))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("infinite width");
  }
}
