package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.expectation.Estimate;
import io.brink.kernel.Kernel;
import io.brink.phase.EdgeOfChaosCurve;
import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.shaping.CriticalLine;
import io.brink.shaping.CriticalPoint;
import io.brink.shaping.NearestTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink eoc}: a point of an activation's critical line. */
@Command(
    name = "eoc",
    description =
        "A point on the edge of chaos: the variances for which gradients keep their size.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "In a plain network h = W φ(h) + b with weights of variance σ_w²/fan-in and biases of"
          + " variance",
      "σ_b², the preactivation variance settles at q = σ_w² E φ(√q z)² + σ_b², and gradients grow"
          + " by",
      "χ₁ = σ_w² E φ′(√q z)² in each layer. The edge of chaos is where χ₁ = 1; it is a curve in"
          + " the",
      "plane of variances, whose points are found by q or by the bias variance. moment_ratio is",
      "E φ′⁴/(E φ′²)², which sets the spread of the Jacobian's singular values.",
      "",
      "Examples:",
      "  brink eoc tanh --q 0.2",
      "  brink eoc erf --bias-variance 0.05 --json",
      "  brink eoc relu --bias-variance 0",
    })
final class EocCommand extends ReportingCommand {

  @Parameters(paramLabel = "ACTIVATION", description = Descriptions.ACTIVATION)
  private String activation;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Place place;

  private static final class Place {
    @Option(
        names = "--q",
        paramLabel = "Q",
        converter = FiniteNumber.class,
        description = "The point with this preactivation variance, above 0.")
    private Double q;

    @Option(
        names = "--bias-variance",
        paramLabel = "B",
        converter = FiniteNumber.class,
        description = "The point with this bias variance, at least 0.")
    private Double biasVariance;

    private CriticalPoint point() {
      return q != null
          ? new CriticalPoint.AtPreactivationVariance(q)
          : new CriticalPoint.AtBiasVariance(biasVariance);
    }
  }

  @Override
  Answer answer() {
    CriticalPoint asked = place.point();
    Activation parsed = Activations.parse(activation);
    return Answer.of(
        switch (CriticalLine.of(parsed).at(asked)) {
          case CriticalLine.Outcome.Found(List<CriticalLine.Point> points) -> found(parsed, points);
          case CriticalLine.Outcome.Missing(String reason, Optional<NearestTarget> nearest) ->
              missing(parsed, reason, nearest);
        });
  }

  private static Report found(Activation activation, List<CriticalLine.Point> points) {
    CriticalLine.Point point = points.getFirst();
    double q = point.preactivationVariance();
    Kernel kernel = Kernel.of(activation);
    Estimate slope = kernel.derivativeVariance(q);
    Estimate fourth = kernel.derivativeFourthMoment(q);
    double weightVariance = point.weightVariance();
    Estimate chi1 =
        new Estimate(
            weightVariance * slope.value(), weightVariance * slope.errorBound() + Math.ulp(1.0));
    double ratio = fourth.value() / (slope.value() * slope.value());
    Estimate momentRatio =
        new Estimate(
            ratio,
            ratio * (fourth.errorBound() / fourth.value() + 2 * slope.errorBound() / slope.value())
                + 2 * Math.ulp(ratio));
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.ForPrograms(new Block.Sentence("outcome", "found")));
    blocks.add(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("activation", "activation", Value.text(activation.name())),
                Fact.of(
                    "weight_variance",
                    "weight_variance",
                    Value.exact(weightVariance),
                    "σ_w² (σ_w = " + Numerals.rounded(Math.sqrt(weightVariance), 9) + ")"),
                Fact.of(
                    "bias_variance",
                    "bias_variance",
                    Value.exact(point.biasVariance()),
                    "σ_b² (σ_b = " + Numerals.rounded(Math.sqrt(point.biasVariance()), 9) + ")"),
                Fact.of("q", "q", Value.exact(q), "fixed preactivation variance"),
                Fact.of("chi1", "chi1", Value.measured(chi1), "σ_w² E φ′(√q z)²"),
                Fact.of(
                    "moment_ratio", "moment_ratio", Value.measured(momentRatio), "E φ′⁴/(E φ′²)²"),
                Fact.of(
                    "length_slope",
                    "length_slope",
                    Value.rounded(point.lengthSlope()),
                    stability(point.lengthSlope())))));
    List<Column> columns =
        List.of(
            new Column("weight_variance", "weight_variance"),
            new Column("bias_variance", "bias_variance"),
            new Column("q", "q"),
            new Column("length_slope", "length_slope"));
    Block.Table all =
        new Block.Table(
            "points",
            "All points that fit",
            columns,
            points.stream()
                .map(
                    each ->
                        List.of(
                            Value.exact(each.weightVariance()),
                            Value.exact(each.biasVariance()),
                            Value.exact(each.preactivationVariance()),
                            Value.rounded(each.lengthSlope())))
                .toList());
    blocks.add(points.size() > 1 ? all : new Block.ForPrograms(all));
    blocks.add(
        Block.Picture.drawnBy(() -> PhaseCharts.curve(EdgeOfChaosCurve.trace(activation), points)));
    return new Report(blocks);
  }

  private static String stability(double lengthSlope) {
    if (Math.abs(lengthSlope - 1) < 1e-9) {
      return "dq′/dq: q stays where it is, it is not drawn to this value";
    }
    return Math.abs(lengthSlope) < 1
        ? "dq′/dq: q is stable"
        : "dq′/dq: q is unstable, no network stays at this point";
  }

  private static Report missing(
      Activation activation, String reason, Optional<NearestTarget> nearest) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.ForPrograms(new Block.Sentence("outcome", "infeasible")));
    blocks.add(new Block.ForPrograms(new Block.Sentence("reason", reason)));
    blocks.add(new Block.ForReaders(new Block.Sentence("", "No such point: " + reason + ".")));
    nearest.ifPresent(
        target ->
            blocks.add(new Block.ForReaders(new Block.Sentence("", ShapeReport.advice(target)))));
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("activation", "", Value.text(activation.name())));
    for (String key : List.of("weight_variance", "bias_variance", "q", "chi1", "moment_ratio")) {
      facts.add(Fact.of(key, "", Value.ABSENT));
    }
    facts.add(Fact.of("nearest_target", "", ShapeReport.value(nearest)));
    blocks.add(new Block.ForPrograms(new Block.Facts("", "", facts)));
    return new Report(blocks);
  }
}
