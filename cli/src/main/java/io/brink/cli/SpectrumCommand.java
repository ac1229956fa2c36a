package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.cli.input.NetworkArgument;
import io.brink.network.Network;
import io.brink.simulation.spectrum.HiddenPart;
import io.brink.simulation.spectrum.SampledSpectra;
import io.brink.spectrum.Isometry;
import io.brink.spectrum.JacobianScope;
import io.brink.spectrum.NetworkJacobian;
import io.brink.spectrum.SpectrumOutcome;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
      "--simulate draws random networks with their matrices, multiplies their Jacobians out and"
          + " decomposes them.",
      "The distance is that of Kolmogorov and Smirnov: the largest difference between the shares of"
          + " singular",
      "values above any s in all networks together and in the law. Its limit is five standard"
          + " deviations of",
      "such a share at that width, from theory, and 2/N. Shares are compared but for the smallest"
          + " tenth of the",
      "law and values below 1e-12 of the largest.",
      "",
      "Examples:",
      "  brink spectrum mlp:depth=100,weights=orthogonal,weight_variance=1.05,bias_variance=2e-5"
          + " \\",
      "    --activation tanh",
      "  brink spectrum mlp:depth=50,weight_variance=2 --activation relu --points 200 --json",
      "  brink spectrum mlp:depth=10,inputs=784,width=300 --activation gelu --part network",
      "  brink spectrum rrn:depth=50,weights=orthogonal --activation tanh",
      "  brink spectrum mlp:depth=10,weights=orthogonal,weight_variance=1.3 --activation tanh"
          + " --simulate \\",
      "    --width 300 --networks 10 --html spectrum.html",
      "  brink spectrum mlp:depth=5,weight_variance=2 --activation relu --png density.png",
    })
final class SpectrumCommand extends SimulatingCommand {

  private static final int DEFAULT_WIDTH = 200;
  private static final int DEFAULT_NETWORKS = 20;
  private static final long DEFAULT_SEED = 1;

  @Mixin private Subject subject;

  @Mixin private InputVariance inputVariance;

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
      names = "--simulate",
      description =
          "Also draw random networks and hold their singular values against the law: their number"
              + " and width by the next options.")
  private boolean simulate;

  @Option(
      names = "--width",
      paramLabel = "N",
      description =
          "With --simulate: width of the drawn networks, at least 8 (default: 200, and for --part"
              + " network the network's own).")
  private Integer width;

  @Option(
      names = "--networks",
      paramLabel = "M",
      description = "With --simulate: number of random networks, at least 1 (default: 20).")
  private Integer networks;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "With --simulate: seed of the random numbers (default: 1).")
  private Long seed;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "With --simulate: number of threads, at least 1 (default: all cores).")
  private Integer threads;

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
    double variance = inputVariance.value();
    JacobianScope scope = Choice.of("--part", JacobianScope.class, part);
    Activation parsed = subject.activation();
    checkSimulation();
    Network asked =
        width == null || scope == JacobianScope.HIDDEN
            ? subject.network(parsed)
            : NetworkArgument.readWithWidth(subject.name(), parsed, width);
    SpectrumOutcome outcome = NetworkJacobian.spectrum(asked, variance, scope, points);
    SpectrumSimulation simulation = null;
    String warning = "";
    if (simulate && !(outcome instanceof SpectrumOutcome.Infeasible)) {
      SampledSpectra spectra = draw(asked, variance, scope);
      simulation = SpectrumSimulation.of(spectra, outcome, asked, variance, scope);
      warning = shortfall("singular values", spectra.networks(), networks());
    }
    boolean failed =
        worst != null
            && outcome instanceof SpectrumOutcome.Computed computed
            && Isometry.of(computed.spectrum()).compareTo(worst) >= 0;
    return new Answer(
        SpectrumReport.of(subject.name(), parsed, scope, outcome, Optional.ofNullable(simulation)),
        warning,
        failed ? ExitCode.BAD_VERDICT : ExitCode.OK);
  }

  private void checkSimulation() {
    if (!simulate && (width != null || networks != null || seed != null || threads != null)) {
      throw new IllegalArgumentException(
          "--width, --networks, --seed and --threads are of the random networks that --simulate"
              + " draws; add --simulate");
    }
    if (width != null && width < 8) {
      throw new IllegalArgumentException("--width is at least 8, got " + width);
    }
    if (networks() < 1) {
      throw new IllegalArgumentException("--networks is at least 1, got " + networks);
    }
    if (threads != null && threads < 1) {
      throw new IllegalArgumentException("--threads is at least 1, got " + threads);
    }
  }

  private int networks() {
    return networks == null ? DEFAULT_NETWORKS : networks;
  }

  private SampledSpectra draw(Network asked, double variance, JacobianScope scope) {
    Network drawn =
        switch (scope) {
          case HIDDEN -> HiddenPart.of(asked, width == null ? DEFAULT_WIDTH : width);
          case NETWORK -> asked;
        };
    SampledSpectra spectra =
        draw(
            networks(),
            shown ->
                SampledSpectra.draw(
                    drawn,
                    variance,
                    networks(),
                    seed == null ? DEFAULT_SEED : seed,
                    threads == null ? Runtime.getRuntime().availableProcessors() : threads,
                    shown));
    if (spectra.networks() == 0) {
      throw new IllegalArgumentException("interrupted before a network was done");
    }
    return spectra;
  }
}
