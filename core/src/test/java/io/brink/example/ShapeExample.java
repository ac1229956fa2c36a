package io.brink.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.expectation.Estimate;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.phase.PlainAnalysis;
import io.brink.phase.PlainLayer;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import io.brink.shaping.NearestTarget;
import io.brink.shaping.Proof;
import io.brink.shaping.ShapedNetwork;
import io.brink.shaping.Shaping;
import io.brink.shaping.ShapingMethod;
import io.brink.shaping.ShapingOutcome;
import io.brink.shaping.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The Java interface by example; the README shows the bodies of the three {@code show} methods. */
final class ShapeExample {

  private final List<String> printed = new ArrayList<>();

  @Test
  void theShapedNetworkKeepsAPairApart() {
    showShaping();
    assertThat(printed).hasSize(3);
    assertThat(printed.get(0)).startsWith("ActivationParameters[inputScale=");
    assertThat(number(printed.get(1), "residual ")).isBetween(0.0, 1e-12);
    // C_f″ ≥ 0 and C_f′(1) = 1 keep C_f(c) above c, and TAT theorem 2 keeps it near.
    assertThat(number(printed.get(2), "gap ")).isBetween(0.35, 0.5);
  }

  @Test
  void aKernelCarriesItsError() {
    showKernel();
    String[] parts = printed.getFirst().split(" ± ", 2);
    // Stein's lemma, W = c(¼ + arcsin(c/2)/2π) + 1/(2π√(4 − c²)), at 30 digits.
    double exact = 0.227294915021991535;
    assertThat(Double.parseDouble(parts[0])).isCloseTo(exact, within(1e-15));
    assertThat(Double.parseDouble(parts[1])).isLessThan(1e-13);
  }

  @Test
  void aPlainNetworkHasAPhase() {
    showPhase();
    assertThat(printed).singleElement().asString().startsWith("ORDERED, correlations decay over ");
  }

  private void showShaping() {
    Activation tanh = Activations.parse("tanh");
    Network network = NetworkSpec.parse("mlp:depth=100").network(tanh);
    ShapingMethod method = new ShapingMethod.TatSmooth(0.3);
    switch (Shaping.shape(network, tanh, method, Target.SUBNETWORKS)) {
      case ShapingOutcome.Converged(ShapedNetwork shaped, _, Proof proof) -> {
        println(shaped.solution().parameters());
        println("residual " + proof.residual());

        InputPair pair = InputPair.ofEqualLengths(1, Correlation.ofValue(0.5));
        ForwardTrace trace = ForwardPropagation.of(shaped.network()).propagate(pair);
        println("gap " + trace.gap(trace.output()));
      }
      case ShapingOutcome.Infeasible(String reason, Optional<NearestTarget> nearest) ->
          println("infeasible: " + reason + nearest.map(n -> "; " + n.statement()).orElse(""));
      case ShapingOutcome.BudgetExhausted(double residual, _) ->
          println("not solved, best residual " + residual);
    }
  }

  private void showKernel() {
    Kernel kernel = Kernel.of(Activations.parse("gelu"));
    Estimate covariance = kernel.covariance(1, 1, Correlation.ofValue(0.5));
    println(covariance.value() + " ± " + covariance.errorBound());
  }

  private void showPhase() {
    PlainLayer layer = new PlainLayer(Activations.parse("tanh"), 1.5, 0.05);
    PlainAnalysis.of(layer)
        .principal()
        .ifPresent(
            at ->
                println(
                    at.phase()
                        + ", correlations decay over "
                        + at.depthScales().correlation()
                        + " layers"));
  }

  private void println(Object line) {
    printed.add(String.valueOf(line));
  }

  private static double number(String line, String prefix) {
    assertThat(line).startsWith(prefix);
    return Double.parseDouble(line.substring(prefix.length()));
  }
}
