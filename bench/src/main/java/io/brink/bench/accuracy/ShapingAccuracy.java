package io.brink.bench.accuracy;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.shaping.Shaping;
import io.brink.shaping.ShapingMethod;
import io.brink.shaping.ShapingOutcome;
import io.brink.shaping.Target;
import java.util.ArrayList;
import java.util.List;

/**
 * How well shaped activations meet their conditions, by the quadrature that the solver does not
 * use.
 */
final class ShapingAccuracy {

  private static final List<String> SMOOTH =
      List.of(
          "tanh",
          "sigmoid",
          "softplus",
          "swish",
          "gelu",
          "gelu_tanh",
          "mish",
          "erf",
          "atan",
          "asinh",
          "sin");
  private static final List<String> NETWORKS =
      List.of("mlp:depth=100", "resnet:depth=50,shortcut=0", "resnet:depth=101,shortcut=0.8");

  private record Method(String name, ShapingMethod method, List<String> activations) {}

  private static final List<Method> METHODS =
      List.of(
          new Method("TAT, τ = 0.3", new ShapingMethod.TatSmooth(0.3), SMOOTH),
          new Method("DKS, ζ = 1.5", new ShapingMethod.Dks(1.5), SMOOTH),
          new Method("TAT, η = 0.9", new ShapingMethod.TatLeakyRelu(0.9), List.of("leaky_relu")));

  private ShapingAccuracy() {}

  static void write(Markdown page) {
    page.paragraph("## Shaping");
    page.paragraph(
        "Largest absolute residual of the conditions of TAT and DKS, of all subnetworks, over the"
            + " activations "
            + String.join(", ", SMOOTH.stream().map(name -> "`" + name + "`").toList())
            + ", from a quadrature that the solver does not use. Where a target cannot be met Brink"
            + " says so; these are counted as infeasible.");
    List<List<String>> rows = new ArrayList<>();
    for (String spec : NETWORKS) {
      for (Method method : METHODS) {
        double worst = 0;
        String which = "";
        int solved = 0;
        int infeasible = 0;
        for (String name : method.activations()) {
          Activation activation = Activations.parse(name);
          Network network = NetworkSpec.parse(spec).network(activation);
          switch (Shaping.shape(network, activation, method.method(), Target.SUBNETWORKS)) {
            case ShapingOutcome.Converged converged -> {
              solved++;
              if (converged.proof().residual() >= worst) {
                worst = converged.proof().residual();
                which = name;
              }
            }
            case ShapingOutcome.Infeasible _ -> infeasible++;
            case ShapingOutcome.BudgetExhausted exhausted ->
                throw new IllegalStateException(name + " in " + spec + ": " + exhausted);
          }
        }
        rows.add(
            List.of(
                "`" + spec + "`",
                method.name(),
                Integer.toString(solved),
                Integer.toString(infeasible),
                Markdown.error(worst)
                    + (method.activations().size() > 1 ? " (" + which + ")" : "")));
      }
    }
    page.table(List.of("network", "method", "solved", "infeasible", "largest residual"), rows);
  }
}
