package io.brink.cli;

import io.brink.expectation.Estimate;
import io.brink.phase.DepthScales;
import io.brink.phase.EdgeOfChaosCurve;
import io.brink.phase.FixedPhase;
import io.brink.phase.LengthFate;
import io.brink.phase.LengthFixedPoint;
import io.brink.phase.LengthRegime;
import io.brink.phase.Phase;
import io.brink.phase.PhaseDiagram;
import io.brink.phase.PlainAnalysis;
import io.brink.phase.PlainLayer;
import io.brink.phase.Stability;
import io.brink.phase.VarianceRange;
import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.report.chart.Chart;
import io.brink.shaping.CriticalLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/** The reports of {@code brink phase}. */
final class PhaseReport {

  private static final int SHOWN_POINTS = 12;

  private static final List<Column> CURVE_COLUMNS =
      List.of(
          new Column("arc", ""),
          new Column("q_star", "q*"),
          new Column("weight_variance", "σ_w²"),
          new Column("bias_variance", "σ_b²"),
          new Column("weight_std", "σ_w"),
          new Column("bias_std", "σ_b"),
          new Column("length_slope", "dq′/dq"));

  private final List<Block> blocks = new ArrayList<>();

  private PhaseReport() {}

  static Report curve(EdgeOfChaosCurve curve) {
    PhaseReport report = new PhaseReport();
    report.forPrograms(
        new Block.Facts(
            "", "", List.of(Fact.of("activation", "", Value.text(curve.activation().name())))));
    report.draw(() -> PhaseCharts.curve(curve, List.of()));
    report.addCurve(curve);
    return new Report(report.blocks);
  }

  static Report diagram(PhaseDiagram diagram, EdgeOfChaosCurve curve) {
    PhaseReport report = new PhaseReport();
    report.draw(() -> PhaseCharts.diagram(diagram, curve));
    report.addDiagram(diagram);
    report.addCurve(curve);
    return new Report(report.blocks);
  }

  static Report point(PlainAnalysis analysis) {
    PhaseReport report = new PhaseReport();
    report.addPoint(analysis);
    analysis.principal().ifPresent(phase -> report.draw(() -> PhaseCharts.map(analysis, phase)));
    return new Report(report.blocks);
  }

  private void draw(Supplier<Chart> chart) {
    blocks.add(Block.Picture.drawnBy(chart));
  }

  private void forPrograms(Block block) {
    blocks.add(new Block.ForPrograms(block));
  }

  private void forTerminals(Block block) {
    blocks.add(new Block.ForTerminals(block));
  }

  private void forReaders(Block block) {
    blocks.add(new Block.ForReaders(block));
  }

  // The edge of chaos.

  private void addCurve(EdgeOfChaosCurve curve) {
    forPrograms(new Block.Sentence("edge_of_chaos", kind(curve)));
    switch (curve) {
      case EdgeOfChaosCurve.Absent(var activation, String reason) -> {
        forReaders(
            new Block.Sentence("", activation.name() + " has no edge of chaos: " + reason + "."));
        forPrograms(new Block.Sentence("reason", reason));
        forPrograms(new Block.Table("curve", "", CURVE_COLUMNS, List.of()));
      }
      case EdgeOfChaosCurve.SinglePoint(var activation, double weightVariance) -> {
        forReaders(
            new Block.Sentence(
                "",
                "The edge of chaos of "
                    + activation.name()
                    + " is the single point σ_w² = "
                    + Numerals.rounded(weightVariance, 9)
                    + ", σ_b² = 0, at which every length is fixed."));
        forPrograms(
            new Block.Table(
                "curve",
                "",
                CURVE_COLUMNS,
                List.of(row(0, new CriticalLine.Point(weightVariance, 0, 1, 1)))));
      }
      case EdgeOfChaosCurve.Arcs(
              var activation,
              double tolerance,
              List<EdgeOfChaosCurve.Arc> arcs) -> {
        List<List<Value>> rows = new ArrayList<>();
        List<List<Value>> ends = new ArrayList<>();
        for (int i = 0; i < arcs.size(); i++) {
          for (CriticalLine.Point point : arcs.get(i).points()) {
            rows.add(row(i, point));
          }
          ends.add(
              List.of(
                  Value.count(i),
                  Value.text(word(arcs.get(i).start())),
                  Value.text(word(arcs.get(i).end()))));
        }
        forPrograms(new Block.Table("curve", "", CURVE_COLUMNS, rows));
        forPrograms(
            new Block.Table(
                "arcs",
                "",
                List.of(new Column("arc", ""), new Column("start", ""), new Column("end", "")),
                ends));
        for (int i = 0; i < arcs.size(); i++) {
          EdgeOfChaosCurve.Arc arc = arcs.get(i);
          forReaders(
              new Block.Table(
                  "",
                  "Edge of chaos of "
                      + activation.name()
                      + (arcs.size() > 1 ? ", arc " + (i + 1) + " of " + arcs.size() : "")
                      + ": "
                      + Thinning.evenly(arc.points(), SHOWN_POINTS).size()
                      + " of "
                      + arc.points().size()
                      + " points",
                  CURVE_COLUMNS,
                  Thinning.evenly(arc.points(), SHOWN_POINTS).stream()
                      .map(point -> row(0, point))
                      .toList()));
          forReaders(new Block.Remarks("", "", remarks(arc, tolerance)));
        }
      }
    }
  }

  private static String kind(EdgeOfChaosCurve curve) {
    return switch (curve) {
      case EdgeOfChaosCurve.Arcs _ -> "curve";
      case EdgeOfChaosCurve.SinglePoint _ -> "point";
      case EdgeOfChaosCurve.Absent _ -> "absent";
    };
  }

  private static String word(EdgeOfChaosCurve.End end) {
    return switch (end) {
      case EdgeOfChaosCurve.End.VanishingLength _ -> "vanishing length";
      case EdgeOfChaosCurve.End.NoBias _ -> "no bias";
      case EdgeOfChaosCurve.End.Range _ -> "range";
    };
  }

  private static List<String> remarks(EdgeOfChaosCurve.Arc arc, double tolerance) {
    List<String> remarks = new ArrayList<>();
    remarks.add("it begins " + end(arc.start(), arc.points().getFirst()));
    remarks.add("it ends " + end(arc.end(), arc.points().getLast()));
    long unstable = arc.points().stream().filter(p -> Math.abs(p.lengthSlope()) > 1 + 1e-9).count();
    if (unstable > 0) {
      remarks.add(
          "at "
              + unstable
              + " of its points |dq′/dq| > 1: q* is unstable, and no network stays there");
    }
    remarks.add(
        "between its points it is straight to "
            + Numerals.rounded(tolerance, 2)
            + " of its variances");
    return remarks;
  }

  private static String end(EdgeOfChaosCurve.End end, CriticalLine.Point point) {
    return switch (end) {
      case EdgeOfChaosCurve.End.VanishingLength(double weightVariance) ->
          "at σ_w² = " + Numerals.rounded(weightVariance, 6) + ", σ_b² = 0, as q* goes to 0";
      case EdgeOfChaosCurve.End.NoBias _ ->
          "on the axis σ_b² = 0, at q* = "
              + Numerals.rounded(point.preactivationVariance(), 6)
              + ", beyond which σ_b² would be negative";
      case EdgeOfChaosCurve.End.Range _ ->
          "here for its range alone, at q* = " + Numerals.rounded(point.preactivationVariance(), 6);
    };
  }

  private static List<Value> row(int arc, CriticalLine.Point point) {
    return List.of(
        Value.count(arc),
        Value.rounded(point.preactivationVariance()),
        new Value.Rounded(point.weightVariance(), 9),
        new Value.Rounded(point.biasVariance(), 9),
        new Value.Rounded(Math.sqrt(point.weightVariance()), 9),
        new Value.Rounded(Math.sqrt(point.biasVariance()), 9),
        Value.rounded(point.lengthSlope()));
  }

  // The phase diagram.

  private void addDiagram(PhaseDiagram diagram) {
    VarianceRange weights = diagram.weightVariances();
    VarianceRange biases = diagram.biasVariances();
    forPrograms(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("activation", "", Value.text(diagram.activation().name())),
                Fact.of("weight_variances", "", range(weights)),
                Fact.of("bias_variances", "", range(biases)))));
    List<List<Value>> rows = new ArrayList<>();
    int[] counts = new int[PhaseMap.SYMBOLS.size()];
    for (int i = 0; i < weights.count(); i++) {
      for (int j = 0; j < biases.count(); j++) {
        counts[PhaseMap.kind(diagram, i, j)]++;
        rows.add(cell(diagram, i, j));
      }
    }
    forPrograms(
        new Block.Table(
            "cells",
            "",
            List.of(
                new Column("weight_variance", ""),
                new Column("bias_variance", ""),
                new Column("phase", ""),
                new Column("lengths", ""),
                new Column("q_star", ""),
                new Column("c_star", ""),
                new Column("gap_star", ""),
                new Column("chi1", ""),
                new Column("xi_q", ""),
                new Column("xi_c", ""),
                new Column("xi_gradient", "")),
            rows));
    forTerminals(
        new Block.Listing(
            "",
            "Phases of plain networks of "
                + diagram.activation().name()
                + ", "
                + weights.count()
                + " x "
                + biases.count()
                + " cells",
            PhaseMap.draw(diagram)));
    List<Fact> legend = new ArrayList<>();
    for (int k = 0; k < counts.length; k++) {
      if (counts[k] > 0) {
        legend.add(
            Fact.of(
                "",
                PhaseMap.SYMBOLS.get(k),
                Value.text(PhaseMap.WORDS.get(k)),
                counts[k] + " cells"));
      }
    }
    forTerminals(new Block.Facts("", "", legend));
    forReaders(
        new Block.Sentence("", "--json and --csv have q*, c*, χ₁ and depth scales of every cell."));
  }

  private static Value range(VarianceRange range) {
    return new Value.Mapping(
        List.of(
            Fact.of("from", "", Value.exact(range.from())),
            Fact.of("to", "", Value.exact(range.to())),
            Fact.of("count", "", Value.count(range.count()))));
  }

  private static List<Value> cell(PhaseDiagram diagram, int i, int j) {
    Optional<DepthScales> scales = diagram.depthScales(i, j);
    return List.of(
        Value.exact(diagram.weightVariances().value(i)),
        Value.exact(diagram.biasVariances().value(j)),
        Value.text(diagram.phase(i, j).map(PhaseReport::word).orElse("no fixed point")),
        Value.text(word(diagram.fate(i, j))),
        Value.exact(diagram.preactivationVariance(i, j)),
        value(diagram.correlation(i, j)),
        value(diagram.correlationGap(i, j)),
        Value.exact(diagram.chi1(i, j)),
        scales.map(s -> Value.exact(s.length())).orElse(Value.ABSENT),
        scales.map(s -> Value.exact(s.correlation())).orElse(Value.ABSENT),
        scales.map(s -> Value.exact(s.gradient())).orElse(Value.ABSENT));
  }

  private static Value value(OptionalDouble value) {
    return value.isPresent() ? Value.exact(value.getAsDouble()) : Value.ABSENT;
  }

  static String word(Phase phase) {
    return switch (phase) {
      case ORDERED -> "ordered";
      case CRITICAL -> "critical";
      case CHAOTIC -> "chaotic";
    };
  }

  private static String word(LengthFate fate) {
    return switch (fate) {
      case FIXED -> "fixed";
      case EVERY -> "every";
      case VANISHING -> "vanishing";
      case GROWING -> "growing";
    };
  }

  // One point.

  private void addPoint(PlainAnalysis analysis) {
    PlainLayer layer = analysis.layer();
    Optional<FixedPhase> principal = analysis.principal();
    LengthFate fate = fate(analysis);
    forPrograms(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("activation", "", Value.text(layer.activation().name())),
                Fact.of("weight_variance", "", Value.exact(layer.weightVariance())),
                Fact.of("bias_variance", "", Value.exact(layer.biasVariance())),
                Fact.of(
                    "phase",
                    "",
                    Value.text(principal.map(p -> word(p.phase())).orElse("no fixed point"))),
                Fact.of("lengths", "", Value.text(word(fate))),
                Fact.of("growth_factor", "", value(growthFactor(analysis))))));
    forReaders(
        new Block.Sentence(
            "",
            layer.activation().name()
                + " at σ_w² = "
                + Numerals.rounded(layer.weightVariance(), 6)
                + ", σ_b² = "
                + Numerals.rounded(layer.biasVariance(), 6)
                + ": "
                + sentence(analysis, principal)));
    List<List<Value>> rows = new ArrayList<>();
    switch (analysis.lengths()) {
      case LengthRegime.FixedLengths(List<LengthFixedPoint> points) -> {
        for (LengthFixedPoint point : points) {
          rows.add(fixedPoint(point, analysis));
        }
      }
      case LengthRegime.EveryLength _ ->
          rows.add(fixedPoint(analysis.phases().getFirst().length(), analysis));
      case LengthRegime.Growing _ -> {}
    }
    blocks.add(
        new Block.Table(
            "fixed_points",
            analysis.lengths() instanceof LengthRegime.EveryLength
                ? "Every length q is fixed; at q = 1"
                : "Fixed lengths",
            List.of(
                new Column("q_star", "q*"),
                new Column("stability", "stability"),
                new Column("length_slope", "dq′/dq"),
                new Column("phase", "phase"),
                new Column("chi1", "χ₁"),
                new Column("c_star", "c*"),
                new Column("gap_star", "1 − c*"),
                new Column("correlation_slope", "R′(c*)"),
                new Column("independent_correlation", "R(0)"),
                new Column("xi_q", "ξ_q"),
                new Column("xi_c", "ξ_c"),
                new Column("xi_gradient", "ξ_∇")),
            rows));
  }

  private static LengthFate fate(PlainAnalysis analysis) {
    return switch (analysis.lengths()) {
      case LengthRegime.EveryLength _ -> LengthFate.EVERY;
      case LengthRegime.Growing _ -> LengthFate.GROWING;
      case LengthRegime.FixedLengths fixed -> {
        LengthFixedPoint principal = fixed.principal();
        yield principal.preactivationVariance() > 0
            ? LengthFate.FIXED
            : principal.slope() > 1 ? LengthFate.GROWING : LengthFate.VANISHING;
      }
    };
  }

  /** The factor by which lengths grow or shrink in each deep layer, where there is one. */
  private static OptionalDouble growthFactor(PlainAnalysis analysis) {
    return switch (analysis.lengths()) {
      case LengthRegime.Growing(LengthRegime.Growth growth) ->
          switch (growth) {
            case LengthRegime.Growth.Geometric(double factor) -> OptionalDouble.of(factor);
            case LengthRegime.Growth.Linear _ -> OptionalDouble.of(1);
            case LengthRegime.Growth.Unbounded _ -> OptionalDouble.empty();
          };
      case LengthRegime.FixedLengths fixed ->
          fixed.principal().preactivationVariance() == 0
              ? OptionalDouble.of(fixed.principal().slope())
              : OptionalDouble.empty();
      case LengthRegime.EveryLength _ -> OptionalDouble.empty();
    };
  }

  private static String sentence(PlainAnalysis analysis, Optional<FixedPhase> principal) {
    String phase =
        principal
            .map(
                p ->
                    switch (p.phase()) {
                      case ORDERED -> "the ordered phase; inputs become equal, gradients vanish.";
                      case CRITICAL -> "the edge of chaos.";
                      case CHAOTIC -> "the chaotic phase; inputs decorrelate, gradients explode.";
                    })
            .orElse("");
    return switch (analysis.lengths()) {
      case LengthRegime.EveryLength _ -> phase + " Every length is fixed.";
      case LengthRegime.Growing(LengthRegime.Growth growth) ->
          "no fixed point; "
              + switch (growth) {
                case LengthRegime.Growth.Geometric(double factor) ->
                    "lengths grow by a factor "
                        + Numerals.rounded(factor, 6)
                        + " in each deep layer.";
                case LengthRegime.Growth.Linear(double increment) ->
                    "lengths grow by " + Numerals.rounded(increment, 6) + " in each layer.";
                case LengthRegime.Growth.Unbounded _ -> "lengths grow without bound.";
              };
      case LengthRegime.FixedLengths fixed -> {
        if (principal.isPresent()) {
          yield phase;
        }
        yield drift(fixed.points());
      }
    };
  }

  /** What lengths do where no positive fixed one attracts them. */
  private static String drift(List<LengthFixedPoint> points) {
    LengthFixedPoint zero = points.getFirst();
    LengthFixedPoint last = points.getLast();
    String factor = " by a factor " + Numerals.rounded(zero.slope(), 6) + " in each layer";
    if (zero.preactivationVariance() > 0) {
      return "no stable fixed length.";
    }
    if (zero.stability() == Stability.REPELLING) {
      return "no fixed length but 0; lengths grow" + factor + ".";
    }
    String down =
        "tend to 0"
            + (zero.stability() == Stability.MARGINAL ? " more slowly than exponentially" : factor);
    return points.size() == 1
        ? "no fixed length but 0; lengths " + down + "."
        : "no stable fixed length but 0; lengths below q = "
            + Numerals.rounded(points.get(1).preactivationVariance(), 6)
            + " "
            + down
            + (last.stability() == Stability.REPELLING ? "; those above the last one grow." : ".");
  }

  private static List<Value> fixedPoint(LengthFixedPoint point, PlainAnalysis analysis) {
    Optional<FixedPhase> phase =
        analysis.phases().stream().filter(p -> p.length().equals(point)).findFirst();
    return List.of(
        Value.measured(new Estimate(point.preactivationVariance(), point.errorBound())),
        Value.text(
            switch (point.stability()) {
              case ATTRACTING -> "attracting";
              case REPELLING -> "repelling";
              case MARGINAL -> "marginal";
            }),
        Value.rounded(point.slope()),
        phase.map(p -> Value.text(word(p.phase()))).orElse(Value.ABSENT),
        phase.map(p -> Value.rounded(p.chi1())).orElse(Value.ABSENT),
        phase.map(p -> Value.rounded(p.correlation())).orElse(Value.ABSENT),
        phase.map(p -> Value.rounded(p.correlationGap())).orElse(Value.ABSENT),
        phase.map(p -> Value.rounded(p.correlationSlope())).orElse(Value.ABSENT),
        phase.map(p -> Value.rounded(p.independentCorrelation())).orElse(Value.ABSENT),
        phase.map(p -> Value.rounded(p.depthScales().length())).orElse(Value.ABSENT),
        phase.map(p -> Value.rounded(p.depthScales().correlation())).orElse(Value.ABSENT),
        phase.map(p -> Value.rounded(p.depthScales().gradient())).orElse(Value.ABSENT));
  }
}
