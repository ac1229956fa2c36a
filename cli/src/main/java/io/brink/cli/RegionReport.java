package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.linearregion.AnnealingSchedule;
import io.brink.linearregion.CriticalRegion;
import io.brink.linearregion.DeepRegion;
import io.brink.linearregion.LinearRegionFamily;
import io.brink.linearregion.RegionDesign;
import io.brink.linearregion.RegionGoal;
import io.brink.network.Operation;
import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.shaping.ShapingMethod;
import io.brink.shaping.ShapingOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a report of shaping says more of a linear region. */
final class RegionReport {

  /** Half-widths of the trade-off, relative to the designed one. */
  private static final double[] PARTS = {0.25, 0.5, 0.75, 1, 1.5, 2, 4};

  private RegionReport() {}

  /** The report with the design, its trade-off and its schedule behind it. */
  static Report extend(
      Report report,
      ShapingMethod.LinearRegion method,
      ShapingOutcome.Converged converged,
      RegionOptions options) {
    Activation activation = converged.best().activation();
    int depth =
        (int)
            converged.network().network().nodes().stream()
                .filter(node -> node.operation() instanceof Operation.Nonlinearity)
                .count();
    RegionGoal goal =
        new RegionGoal(
            depth, method.biasVariance(), method.correlationTolerance(), method.spreadTolerance());
    LinearRegionFamily family = LinearRegionFamily.of(activation);
    RegionDesign design = RegionDesign.of(family, goal);
    Optional<AnnealingSchedule> schedule = options.schedule(design.region().region().halfWidth());
    List<Block> blocks = new ArrayList<>(report.blocks());
    blocks.add(design(design));
    tradeOff(design, blocks);
    blocks.add(annealing(design, schedule));
    return new Report(blocks);
  }

  private static Block design(RegionDesign design) {
    DeepRegion region = design.region();
    CriticalRegion layer = region.region();
    return new Block.Facts(
        "linear_region",
        "Linear region",
        List.of(
            Fact.of("activation", "activation", Value.text(layer.activation().name())),
            Fact.of("half_width", "half-width a", Value.exact(layer.halfWidth())),
            Fact.of(
                "binding",
                "held up by",
                Value.text(design.binding().name().toLowerCase(Locale.ROOT))),
            Fact.of(
                "certain_half_width",
                "  for any tail",
                Value.rounded(design.certainHalfWidth()),
                "the bounds in root form certify it for every scaled-bounded activation"),
            Fact.of(
                "theorem_half_width",
                "  by theorem 2.1",
                Value.rounded(design.theoremHalfWidth()),
                "as the paper states it"),
            Fact.of("q", "q", Value.rounded(layer.preactivationVariance()), "fixed variance"),
            Fact.of("ratio", "a/√q", Value.rounded(layer.ratio())),
            Fact.of(
                "correlation_shift",
                "R_L(0)",
                Value.rounded(region.correlationShift()),
                "largest change of a correlation on [0, 1] over the depth"),
            Fact.of("correlation_bound", "  at most", Value.rounded(region.correlationBound())),
            Fact.of(
                "spread",
                "L(μ₂/μ₁² − 1)",
                Value.rounded(region.spread()),
                "variance of squared singular values, orthogonal weights; Gaussian add L"),
            Fact.of("spread_bound", "  at most", Value.rounded(region.spreadBound())),
            Fact.of(
                "nonlinearity",
                "nonlinearity",
                Value.rounded(region.nonlinearity()),
                "part of the differences between outputs that is not linear in the input")));
  }

  private static void tradeOff(RegionDesign design, List<Block> blocks) {
    double designed = design.region().region().halfWidth();
    List<List<Value>> rows = new ArrayList<>();
    List<DeepRegion> regions = new ArrayList<>();
    for (double part : PARTS) {
      double a = part * designed;
      if (a >= design.family().smallestHalfWidth()) {
        DeepRegion region =
            DeepRegion.of(
                CriticalRegion.of(design.family(), a, design.goal().biasVariance()),
                design.goal().depth());
        regions.add(region);
        rows.add(
            List.of(
                Value.rounded(a),
                Value.rounded(region.region().weightVariance()),
                Value.rounded(region.region().preactivationVariance()),
                Value.rounded(region.correlationShift()),
                Value.rounded(region.spread()),
                Value.rounded(region.nonlinearity())));
      }
    }
    blocks.add(
        new Block.Table(
            "region_trade_off",
            "Expressivity against isometry",
            List.of(
                new Column("half_width", "a"),
                new Column("weight_variance", "σ_w²"),
                new Column("q", "q"),
                new Column("correlation_shift", "R_L(0)"),
                new Column("spread", "L(μ₂/μ₁² − 1)"),
                new Column("nonlinearity", "nonlinearity")),
            rows));
    double[] a = regions.stream().mapToDouble(r -> r.region().halfWidth()).toArray();
    blocks.add(
        Block.Picture.of(
            Chart.of(
                    "region_trade_off",
                    "Expressivity against isometry",
                    Axis.logarithmic("half-width a"),
                    Axis.logarithmic("R_L(0), spread, nonlinearity"))
                .line(
                    "R_L(0)",
                    a,
                    regions.stream().mapToDouble(DeepRegion::correlationShift).toArray())
                .line(
                    "L(μ₂/μ₁² − 1)", a, regions.stream().mapToDouble(DeepRegion::spread).toArray())
                .line(
                    "nonlinearity",
                    a,
                    regions.stream().mapToDouble(DeepRegion::nonlinearity).toArray())));
  }

  private static Block annealing(RegionDesign design, Optional<AnnealingSchedule> schedule) {
    List<List<Value>> rows = new ArrayList<>();
    schedule.ifPresent(
        s -> {
          if (s.end() < design.family().smallestHalfWidth()) {
            throw new IllegalArgumentException(
                "--anneal-to is at least "
                    + design.family().smallestHalfWidth()
                    + " for "
                    + design.family().name()
                    + ", got "
                    + s.end());
          }
          for (int i = 0; i <= 8; i++) {
            double epoch = s.duration() * (i / 8.0);
            rows.add(List.of(Value.rounded(epoch), Value.rounded(s.halfWidth(epoch))));
          }
        });
    return new Block.Table(
        "annealing",
        "Annealing of the half-width",
        List.of(new Column("epoch", "epoch"), new Column("half_width", "a")),
        rows);
  }
}
