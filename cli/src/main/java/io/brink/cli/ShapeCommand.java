package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.cli.emit.Framework;
import io.brink.cli.emit.Snippet;
import io.brink.linearregion.LinearRegionFamily;
import io.brink.network.Network;
import io.brink.report.Block;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.shaping.Shaping;
import io.brink.shaping.ShapingMethod;
import io.brink.shaping.ShapingOutcome;
import io.brink.shaping.ShapingSolution;
import io.brink.shaping.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code brink shape}: the activation or the variances that make a network trainable, with the
 * proof.
 */
@Command(
    name = "shape",
    description =
        "Shape a network's kernel: TAT, DKS, the edge of chaos, linear regions; with the proof.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Methods:",
      "  tat  leaky_relu, relu: the negative slope for which C_f(0) = eta.",
      "       Smooth activations: input and output scale and shift for which C_f''(1) = tau.",
      "  dks  The same four parameters for which C(0) = 0 and C_f'(1) = zeta. 'leaky_relu' solves"
          + " for",
      "       its negative slope in place of the input scale, 'leaky_relu(0.2)' keeps it; where"
          + " the",
      "       input scale has no effect, as in relu, the condition Q'(1) = 1 is dropped.",
      "  eoc  Weight and bias variance on the critical line, the activation unchanged.",
      "  linear-region",
      "       The smallest half-width a of a linear region |x| <= a, at the edge of chaos, for"
          + " which no",
      "       correlation changes by more than a tolerance over the depth and the Jacobian stays"
          + " near an",
      "       isometry. For plain chains; shtanh, ssine, sexp, ssaw or the bounded tail of any"
          + " activation.",
      "",
      "The answer 'infeasible' is an answer: it says why and names the nearest feasible target.",
      "",
      "Examples:",
      "  brink shape resnet:depth=50,shortcut=0 --activation leaky_relu --method tat --eta 0.9",
      "  brink shape mlp:depth=100 --activation tanh --method tat --tau 0.3 --solutions all",
      "  brink shape resnet:depth=101,shortcut=0.5 --activation gelu --method dks --zeta 1.5"
          + " --json",
      "  brink shape mlp:depth=100 --activation tanh --method eoc --bias-variance 0.05",
      "  brink shape mlp:depth=100,weights=orthogonal --activation sexp --method linear-region"
          + " --bias-variance 0.05",
      "  brink shape network.yaml --activation softplus --method dks --emit pytorch > softplus.py",
    })
final class ShapeCommand extends ReportingCommand {

  private enum Method {
    TAT,
    DKS,
    EOC,
    LINEAR_REGION
  }

  private enum Solutions {
    BEST,
    ALL
  }

  private enum FailOn {
    INFEASIBLE
  }

  @Mixin private Subject subject;

  @Option(
      names = "--method",
      paramLabel = "M",
      required = true,
      description = "tat, dks, eoc or linear-region; see below.")
  private String method;

  @ArgGroup(exclusive = true)
  private final ShapeGoalOptions goal = new ShapeGoalOptions();

  @Mixin private RegionOptions region;

  @Option(
      names = "--target",
      paramLabel = "T",
      defaultValue = "subnetworks",
      description =
          "Where the condition on C_f holds: for the whole network, or for the worst of all its"
              + " subnetworks (network or subnetworks; default: subnetworks).")
  private String target;

  @Option(
      names = "--solutions",
      paramLabel = "S",
      defaultValue = "best",
      description = "List the best solution or all (best or all; default: best).")
  private String solutions;

  @Option(
      names = "--emit",
      paramLabel = "F",
      description =
          "Print the activation as source code instead: pytorch, jax, keras or java. With --json"
              + " the code is one more key, 'code'.")
  private String framework;

  @Option(
      names = "--fail-on",
      paramLabel = "V",
      description = "Exit with 1 if the outcome is this one: infeasible (no solution was found).")
  private String failOn;

  @Override
  Answer answer() {
    Solutions listing = Choice.of("--solutions", Solutions.class, solutions);
    boolean failOnInfeasible =
        failOn != null && Choice.of("--fail-on", FailOn.class, failOn) == FailOn.INFEASIBLE;
    Optional<Framework> code =
        Optional.ofNullable(framework).map(word -> Choice.of("--emit", Framework.class, word));
    Activation original = subject.activation();
    Network asked = subject.network(original);
    ShapeRequest request = request(original, asked);
    ShapingOutcome outcome = Shaping.shape(asked, original, request.method(), request.target());
    List<ShapingSolution> listed =
        listing == Solutions.ALL && outcome instanceof ShapingOutcome.Converged converged
            ? converged.solutions()
            : List.of();
    Report report = ShapeReport.of(request, outcome, listed);
    if (request.method() instanceof ShapingMethod.LinearRegion method) {
      report =
          outcome instanceof ShapingOutcome.Converged converged
              ? RegionReport.extend(report, method, converged, region)
              : RegionReport.withoutDesign(report);
    }
    boolean solved = outcome instanceof ShapingOutcome.Converged;
    if (code.isPresent()) {
      return withCode(request, outcome, report, code.get());
    }
    return new Answer(report, "", failOnInfeasible && !solved ? ExitCode.BAD_VERDICT : ExitCode.OK);
  }

  private static Answer withCode(
      ShapeRequest request, ShapingOutcome outcome, Report report, Framework framework) {
    List<Block> blocks = new ArrayList<>();
    report.blocks().forEach(block -> blocks.add(new Block.ForPrograms(block)));
    return switch (outcome) {
      case ShapingOutcome.Converged converged -> {
        blocks.add(new Block.Listing("code", "", code(request, converged.best(), framework)));
        yield Answer.of(new Report(blocks));
      }
      case ShapingOutcome.Infeasible(String reason, _) ->
          withoutCode(blocks, "infeasible: " + reason);
      case ShapingOutcome.BudgetExhausted _ -> withoutCode(blocks, "no solution was found");
    };
  }

  private static String code(ShapeRequest request, ShapingSolution solution, Framework framework) {
    List<String> remarks =
        List.of(
            request.activation().name()
                + " shaped by "
                + request.methodName()
                + ", "
                + request.goal().plainCondition()
                + ", for "
                + request.network(),
            "weights: variance "
                + Numerals.exact(solution.weightVariance())
                + "/fan-in; biases: variance "
                + Numerals.exact(solution.biasVariance())
                + "; inputs scaled to mean square "
                + Numerals.exact(solution.preactivationVariance()));
    return Snippet.of(solution.activation(), remarks, framework);
  }

  private static Answer withoutCode(List<Block> blocks, String reason) {
    blocks.add(
        new Block.ForPrograms(new Block.Facts("", "", List.of(Fact.of("code", "", Value.ABSENT)))));
    return new Answer(new Report(blocks), "no code to print: " + reason, ExitCode.BAD_VERDICT);
  }

  private ShapeRequest request(Activation original, Network asked) {
    Method chosen = Choice.of("--method", Method.class, method);
    Target part = Choice.of("--target", Target.class, target);
    if (chosen == Method.LINEAR_REGION) {
      region.check(LinearRegionFamily.of(original));
    } else {
      region.refuse();
    }
    ShapeGoal aim =
        switch (chosen) {
          case TAT -> isRectifier(original) ? goal.eta(original) : goal.tau(original);
          case DKS -> goal.zeta(subject.activationName().equals("leaky_relu"));
          case EOC -> goal.criticalPoint(NetworkBias.of(asked));
          case LINEAR_REGION -> goal.linearRegion(region, NetworkBias.of(asked));
        };
    return new ShapeRequest(subject.name(), original, Choice.word(chosen), aim, part);
  }

  /** ReLU and leaky ReLU of any slope: one kink, two rays. */
  private static boolean isRectifier(Activation activation) {
    String name = activation.name();
    return name.equals("relu") || name.startsWith("leaky_relu");
  }
}
