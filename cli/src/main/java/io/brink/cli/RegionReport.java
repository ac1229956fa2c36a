package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.linearregion.AnnealingSchedule;
import io.brink.linearregion.CriticalRegion;
import io.brink.linearregion.DeepRegion;
import io.brink.linearregion.LinearRegionFamily;
import io.brink.linearregion.RegionDesign;
import io.brink.linearregion.RegionGoal;
import io.brink.network.FilterLaw;
import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.WeightLaw;
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
import java.util.stream.Stream;

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
    RegionDesign design = RegionDesign.of(family, goal, halfWidth(activation));
    Optional<AnnealingSchedule> schedule = options.schedule(design.region().region().halfWidth());
    List<Block> blocks = new ArrayList<>(report.blocks());
    blocks.add(design(design, gaussianLayers(converged.network().network())));
    tradeOff(design, blocks);
    blocks.add(annealing(design, schedule));
    return new Report(blocks);
  }

  /** The same keys where there is no design. */
  static Report withoutDesign(Report report) {
    List<Block> blocks = new ArrayList<>(report.blocks());
    List<Fact> absent =
        Stream.of("linear_region", "region_trade_off", "annealing")
            .map(key -> Fact.of(key, "", Value.ABSENT))
            .toList();
    blocks.add(new Block.ForPrograms(new Block.Facts("", "", absent)));
    return new Report(blocks);
  }

  /** Where the linear region of a designed activation ends: at its smallest positive breakpoint. */
  private static double halfWidth(Activation activation) {
    return activation.breakpoints().stream()
        .mapToDouble(Breakpoint::location)
        .filter(x -> x > 0)
        .min()
        .orElseThrow();
  }

  /** Gaussian weights in front of activations, each of which adds 1 to the relative variance. */
  private static int gaussianLayers(Network network) {
    int count = 0;
    int waiting = 0;
    for (Node node : network.nodes()) {
      switch (node.operation()) {
        case Operation.Affine affine -> waiting += affine.weightLaw() == WeightLaw.GAUSSIAN ? 1 : 0;
        case Operation.Convolution convolution ->
            waiting += convolution.filterLaw() == FilterLaw.ORTHOGONAL_DELTA ? 0 : 1;
        case Operation.Nonlinearity _ -> {
          count += waiting;
          waiting = 0;
        }
        default -> {}
      }
    }
    return count;
  }

  private static String explained(RegionDesign design) {
    return switch (design.binding()) {
      case CORRELATION -> "with a smaller a, R_L(0) would exceed its tolerance";
      case SPREAD -> "with a smaller a, L(μ₂/μ₁² − 1) would exceed its tolerance";
      case FAMILY -> "both tolerances are met; with a smaller a, |φ| would exceed a in the tail";
    };
  }

  private static Block design(RegionDesign design, int gaussianLayers) {
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
                Value.text(design.binding().name().toLowerCase(Locale.ROOT)),
                explained(design)),
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
                "largest change of a correlation on [0, 1] over the L layers; the first weights,"
                    + " whose biases are no part of it, make it C_f(0)"),
            Fact.of("correlation_bound", "  at most", Value.rounded(region.correlationBound())),
            Fact.of(
                "spread",
                "L(μ₂/μ₁² − 1)",
                Value.rounded(region.spread()),
                "variance of the Jacobian's squared singular values over their squared mean, with"
                    + " orthogonal weights"),
            Fact.of("spread_bound", "  at most", Value.rounded(region.spreadBound())),
            Fact.of(
                "jacobian_relative_variance",
                "  of this network",
                Value.rounded(region.spread() + gaussianLayers),
                gaussianLayers == 0
                    ? "its weights are orthogonal"
                    : "its Gaussian weights add 1 a layer, whatever the activation;"
                        + " weights=orthogonal add nothing"),
            Fact.of(
                "nonlinearity",
                "nonlinearity",
                Value.rounded(region.nonlinearity()),
                "part of the differences between outputs that is not linear in the input")));
  }

  private static final List<Column> REGION_COLUMNS =
      List.of(
          new Column("half_width", "a"),
          new Column("weight_variance", "σ_w²"),
          new Column("q", "q"),
          new Column("correlation_shift", "R_L(0)"),
          new Column("spread", "L(μ₂/μ₁² − 1)"),
          new Column("nonlinearity", "nonlinearity"));

  private static DeepRegion at(RegionDesign design, double halfWidth) {
    return halfWidth == design.region().region().halfWidth()
        ? design.region()
        : DeepRegion.of(
            CriticalRegion.of(design.family(), halfWidth, design.goal().biasVariance()),
            design.goal().depth());
  }

  private static List<Value> row(DeepRegion region) {
    return List.of(
        Value.rounded(region.region().halfWidth()),
        Value.rounded(region.region().weightVariance()),
        Value.rounded(region.region().preactivationVariance()),
        Value.rounded(region.correlationShift()),
        Value.rounded(region.spread()),
        Value.rounded(region.nonlinearity()));
  }

  private static void tradeOff(RegionDesign design, List<Block> blocks) {
    double designed = design.region().region().halfWidth();
    List<DeepRegion> regions = new ArrayList<>();
    for (double part : PARTS) {
      double a = part * designed;
      double ratio = design.goal().biasVariance() / a / a;
      if (a >= design.family().smallestHalfWidth() && ratio >= CriticalRegion.SMALLEST_RATIO) {
        regions.add(at(design, a));
      }
    }
    blocks.add(
        new Block.Table(
            "region_trade_off",
            "Expressivity against isometry, at the edge of chaos of each half-width",
            REGION_COLUMNS,
            regions.stream().map(RegionReport::row).toList()));
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
    List<Column> columns = new ArrayList<>(List.of(new Column("epoch", "epoch")));
    columns.addAll(REGION_COLUMNS);
    List<List<Value>> rows = new ArrayList<>();
    schedule.ifPresent(
        s -> {
          for (int i = 0; i <= 8; i++) {
            double epoch = s.duration() * (i / 8.0);
            List<Value> row = new ArrayList<>(List.of(Value.rounded(epoch)));
            row.addAll(row(at(design, s.halfWidth(epoch))));
            rows.add(row);
          }
        });
    return new Block.Table(
        "annealing",
        "Annealing of the half-width, each on its edge of chaos if the network were drawn anew",
        columns,
        rows);
  }
}
