package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.cli.input.NetworkArgument;
import io.brink.network.Network;
import io.brink.spectrum.Isometry;
import io.brink.spectrum.JacobianScope;
import io.brink.spectrum.NetworkJacobian;
import io.brink.spectrum.SpectrumOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink spectrum}: the singular values of a network's Jacobian. */
@Command(
    name = "spectrum",
    description = "Singular values of the input-output Jacobian: moments, edges and density.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "For plain networks the whole law of the singular values s at infinite width: share by share,"
          + " point",
      "masses, the smallest and the largest s, quantiles and the density of ln s. Each layer has"
          + " its own",
      "preactivation variance, from the forward pass. For networks with sums, mean and variance of"
          + " s².",
      "",
      "--part hidden takes all widths as equal and leaves out affine layers behind the last"
          + " activation,",
      "as the literature does; network takes the widths of the network, from input to output.",
      "",
      "Dynamical isometry 'holds' if 95 in 100 of the singular values lie between 1/2 and 2,"
          + " is",
      "'partial' if at least half of them do, and 'fails' otherwise.",
      "",
      "checks: what the samples of the density integrate to, against 1 and the moments in closed"
          + " form.",
      "In the density table log_square is ln s², error an estimate of the density's error, and"
          + " above the",
      "share of singular values above s.",
      "",
      "Examples:",
      "  brink spectrum mlp:depth=100,weights=orthogonal,weight_variance=1.05,bias_variance=2e-5"
          + " \\",
      "    --activation tanh",
      "  brink spectrum mlp:depth=50,weight_variance=2 --activation relu --points 200 --json",
      "  brink spectrum mlp:depth=10,inputs=784,width=300 --activation gelu --part network",
      "  brink spectrum rrn:depth=50,weights=orthogonal --activation tanh",
    })
final class SpectrumCommand extends ReportingCommand {

  @Parameters(paramLabel = "NETWORK", description = Descriptions.NETWORK)
  private String network;

  @Option(
      names = "--activation",
      paramLabel = "A",
      required = true,
      description = Descriptions.ACTIVATION)
  private String activation;

  @Option(
      names = "--input-variance",
      paramLabel = "Q",
      defaultValue = "1",
      converter = FiniteNumber.class,
      description = "Mean square of the inputs, above 0 (default: 1).")
  private double inputVariance;

  @Option(
      names = "--part",
      paramLabel = "P",
      defaultValue = "hidden",
      description = "Which Jacobian: hidden or network (default: hidden).")
  private String part;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "500",
      description =
          "Samples of the density, at least 32; more are taken where they are needed (default:"
              + " 500).")
  private int points;

  @Option(
      names = "--fail-on",
      paramLabel = "V",
      description = "Exit with 1 if dynamical isometry is this or worse: partial or fails.")
  private String failOn;

  private enum FailOn {
    PARTIAL,
    FAILS
  }

  @Override
  Answer answer() {
    Isometry worst =
        failOn == null
            ? null
            : switch (Choice.of("--fail-on", FailOn.class, failOn)) {
              case PARTIAL -> Isometry.PARTIAL;
              case FAILS -> Isometry.FAILS;
            };
    if (!(inputVariance > 0)) {
      throw new IllegalArgumentException("--input-variance is above 0, got " + inputVariance);
    }
    JacobianScope scope = Choice.of("--part", JacobianScope.class, part);
    Activation parsed = Activations.parse(activation);
    Network asked = NetworkArgument.read(network, parsed);
    SpectrumOutcome outcome = NetworkJacobian.spectrum(asked, inputVariance, scope, points);
    boolean failed =
        worst != null
            && outcome instanceof SpectrumOutcome.Computed computed
            && Isometry.of(computed.spectrum()).compareTo(worst) >= 0;
    return new Answer(
        SpectrumReport.of(network, parsed, scope, outcome),
        "",
        failed ? ExitCode.BAD_VERDICT : ExitCode.OK);
  }
}
