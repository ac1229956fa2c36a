package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.phase.EdgeOfChaosCurve;
import io.brink.phase.PhaseDiagram;
import io.brink.phase.PlainAnalysis;
import io.brink.phase.PlainLayer;
import io.brink.phase.VarianceRange;
import io.brink.report.Report;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink phase}: the edge of chaos of an activation, and its phase diagram. */
@Command(
    name = "phase",
    description = "The phases of plain networks: edge of chaos, phase diagram, fixed points.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "In a plain network h = W φ(h) + b the weights have variance σ_w²/fan-in and the biases"
          + " variance",
      "σ_b². Its preactivation variance tends to q*, the correlation of two inputs to c*, and"
          + " gradients",
      "grow by χ₁ = σ_w² E φ′(√q* z)² in each layer: χ₁ < 1 is the ordered phase, χ₁ > 1 the"
          + " chaotic",
      "one, and the edge of chaos lies between. xi_q, xi_c and xi_gradient are depth scales:"
          + " layers in",
      "which deviations from q* and from c* fall, and gradients vanish (or explode, if negative),"
          + " by e.",
      "",
      "Without variances the whole edge of chaos is traced. A range FROM:TO:COUNT for both"
          + " variances",
      "gives the phase diagram over it, two single variances all fixed points at that place. Axes"
          + " are",
      "variances, as in the field's diagrams.",
      "",
      "Examples:",
      "  brink phase tanh",
      "  brink phase erf --weight-variance 0.5:3:100 --bias-variance 0:0.25:50",
      "  brink phase gelu --weight-variance 2.1 --bias-variance 0",
      "  brink phase relu --weight-variance 2 --bias-variance 0 --json",
    })
final class PhaseCommand extends ReportingCommand {

  @Parameters(paramLabel = "ACTIVATION", description = Descriptions.ACTIVATION)
  private String activation;

  @Option(
      names = "--weight-variance",
      paramLabel = "W",
      converter = VarianceRangeConverter.class,
      description = "σ_w²: one variance, or FROM:TO:COUNT for evenly spaced ones.")
  private VarianceRange weightVariances;

  @Option(
      names = "--bias-variance",
      paramLabel = "B",
      converter = VarianceRangeConverter.class,
      description = "σ_b²: one variance, or FROM:TO:COUNT for evenly spaced ones.")
  private VarianceRange biasVariances;

  @Option(
      names = "--tolerance",
      paramLabel = "T",
      defaultValue = "1e-3",
      converter = FiniteNumber.class,
      description =
          "How far the edge of chaos may run from the straight lines between its points, relative"
              + " to its variances, from 1e-6 to 1 (default: 1e-3).")
  private double tolerance;

  @Override
  Answer answer() {
    if ((weightVariances == null) != (biasVariances == null)) {
      throw new IllegalArgumentException(
          "--weight-variance and --bias-variance go together; without both the edge of chaos is"
              + " traced");
    }
    Activation parsed = Activations.parse(activation);
    if (weightVariances == null) {
      return Answer.of(PhaseReport.curve(EdgeOfChaosCurve.trace(parsed, tolerance)));
    }
    return Answer.of(
        weightVariances.count() == 1 && biasVariances.count() == 1
            ? point(parsed)
            : PhaseReport.diagram(diagram(parsed), EdgeOfChaosCurve.trace(parsed, tolerance)));
  }

  private PhaseDiagram diagram(Activation parsed) {
    progress().begin("columns", weightVariances.count());
    AtomicInteger halves = new AtomicInteger();
    return PhaseDiagram.of(
        parsed,
        weightVariances,
        biasVariances,
        () -> {
          if (halves.incrementAndGet() % 2 == 0) {
            progress().advance(1);
          }
        });
  }

  private Report point(Activation parsed) {
    return PhaseReport.point(
        PlainAnalysis.of(new PlainLayer(parsed, weightVariances.from(), biasVariances.from())));
  }
}
