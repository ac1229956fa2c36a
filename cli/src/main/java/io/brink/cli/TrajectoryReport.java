package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.asymptotics.CorrelationLaw;
import io.brink.asymptotics.LawComparison;
import io.brink.expectation.Estimate;
import io.brink.propagation.InputPair;
import io.brink.regime.Regime;
import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.trajectory.CorrelationTrajectory;
import io.brink.trajectory.TrajectoryLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;

/** The report of trajectories. */
final class TrajectoryReport {

  private final List<Block> blocks = new ArrayList<>();

  private TrajectoryReport() {}

  static Report of(
      String network,
      Activation activation,
      List<CorrelationTrajectory> trajectories,
      int mostLayers) {
    TrajectoryReport report = new TrajectoryReport();
    report.header(network, activation, trajectories.getFirst());
    report.forPrograms(trajectories, mostLayers);
    report.blocks.add(courses(trajectories));
    for (CorrelationTrajectory trajectory : trajectories) {
      report.forReaders(trajectory);
    }
    report.blocks.add(Block.Picture.drawnBy(() -> TrajectoryCharts.deviations(trajectories)));
    report.blocks.add(Block.Picture.drawnBy(() -> TrajectoryCharts.correlations(trajectories)));
    report.blocks.add(
        Block.Picture.drawnBy(() -> TrajectoryCharts.lengths(trajectories.getFirst())));
    report.blocks.add(
        new Block.Remarks(
            "approximations",
            "Where the theory holds only approximately",
            trajectories.getFirst().approximations().stream()
                .map(a -> a.name() + ": " + a.reason())
                .toList()));
    return new Report(report.blocks);
  }

  private static Block courses(List<CorrelationTrajectory> trajectories) {
    Courses courses = new Courses("Layer by layer", "input", "output");
    courses.add("ln q", figures(trajectories.getFirst(), TrajectoryLayer::logVariance1));
    for (CorrelationTrajectory trajectory : trajectories) {
      double gap = trajectory.input().correlation().gap();
      courses.add(
          "ln(1 − c) from 1 − c = " + Numerals.rounded(gap, 4),
          figures(trajectory, layer -> Math.log(layer.gap())));
    }
    return courses.block();
  }

  private static double[] figures(
      CorrelationTrajectory trajectory, ToDoubleFunction<TrajectoryLayer> figure) {
    return trajectory.layers().stream().mapToDouble(figure).toArray();
  }

  private void header(String network, Activation activation, CorrelationTrajectory first) {
    blocks.add(
        new Block.ForPrograms(
            new Block.Facts(
                "",
                "",
                List.of(
                    Fact.of("network", "", Value.text(network)),
                    Fact.of("activation", "", Value.text(activation.name())),
                    Fact.of("regime", "", Value.text(first.regime().name())),
                    Fact.of(
                        "depth",
                        "",
                        depth(first.regime()).isPresent()
                            ? Value.count(depth(first.regime()).getAsInt())
                            : Value.ABSENT)))));
    blocks.add(
        new Block.ForReaders(
            new Block.Sentence(
                "", network + " with " + activation.name() + words(first.regime()) + ".")));
  }

  /** Number of nonlinear layers or blocks, where they are all alike. */
  private static OptionalInt depth(Regime regime) {
    return switch (regime) {
      case Regime.Plain plain -> OptionalInt.of(plain.depth());
      case Regime.Normalised normalised -> OptionalInt.of(normalised.depth());
      case Regime.Residual residual -> OptionalInt.of(residual.blocks());
      case Regime.Rescaled _, Regime.General _ -> OptionalInt.empty();
    };
  }

  private static String words(Regime regime) {
    return switch (regime) {
      case Regime.Plain plain -> ", a plain network of " + plain.depth() + " nonlinear layers";
      case Regime.Normalised normalised ->
          ", a normalised network of " + normalised.depth() + " nonlinear layers";
      case Regime.Residual residual -> ", a residual network of " + residual.blocks() + " blocks";
      case Regime.Rescaled _ -> ", a rescaled residual network";
      case Regime.General _ -> "";
    };
  }

  private void forPrograms(List<CorrelationTrajectory> trajectories, int mostLayers) {
    List<List<Value>> layers = new ArrayList<>();
    List<List<Value>> laws = new ArrayList<>();
    List<List<Value>> comparisons = new ArrayList<>();
    for (CorrelationTrajectory trajectory : trajectories) {
      double c = 1 - trajectory.input().correlation().gap();
      double gap = trajectory.input().correlation().gap();
      for (TrajectoryLayer layer : Thinning.evenly(trajectory.layers(), mostLayers)) {
        layers.add(row(gap, layer));
      }
      CorrelationLaw law = trajectory.law();
      laws.add(
          List.of(
              Value.exact(c),
              Value.exact(gap),
              Value.text(law.statement()),
              value(trajectory.limitGap().stream().map(g -> 1 - g).findFirst()),
              value(trajectory.limitGap()),
              Value.text(law.domain()),
              Value.text(law.source())));
      for (LawComparison comparison : trajectory.comparisons()) {
        comparisons.add(
            List.of(
                Value.exact(gap),
                Value.text(comparison.quantity()),
                Value.text(comparison.meaning()),
                Value.exact(comparison.law()),
                Value.exact(comparison.measured().slope()),
                Value.exact(comparison.measured().uncertainty())));
      }
    }
    table(
        "layers",
        layers,
        "input_gap",
        "layer",
        "node",
        "q",
        "log_q",
        "q2",
        "log_q2",
        "c",
        "gap",
        "gap_error",
        "slope",
        "deviation",
        "law");
    table("laws", laws, "input_c", "input_gap", "law", "c_star", "gap_star", "domain", "source");
    table(
        "comparisons",
        comparisons,
        "input_gap",
        "quantity",
        "meaning",
        "law",
        "measured",
        "uncertainty");
  }

  private void table(String key, List<List<Value>> rows, String... columns) {
    List<Column> named = new ArrayList<>();
    for (String column : columns) {
      named.add(new Column(column, ""));
    }
    blocks.add(new Block.ForPrograms(new Block.Table(key, "", named, rows)));
  }

  private static List<Value> row(double inputGap, TrajectoryLayer layer) {
    return List.of(
        Value.exact(inputGap),
        Value.count(layer.layer()),
        Value.text(layer.name()),
        Value.exact(layer.variance1()),
        Value.exact(layer.logVariance1()),
        Value.exact(layer.variance2()),
        Value.exact(layer.logVariance2()),
        Value.exact(layer.correlation()),
        Value.exact(layer.gap()),
        Value.exact(layer.gapErrorBound()),
        Value.exact(layer.slope()),
        value(layer.deviation()),
        value(layer.law()));
  }

  private static Value value(OptionalDouble value) {
    return value.isPresent() ? Value.exact(value.getAsDouble()) : Value.ABSENT;
  }

  private static Value glance(OptionalDouble value) {
    return value.isPresent() ? glance(value.getAsDouble()) : Value.ABSENT;
  }

  private static Value glance(double value) {
    return new Value.Rounded(value, 5);
  }

  private void forReaders(CorrelationTrajectory trajectory) {
    CorrelationLaw law = trajectory.law();
    boolean known = trajectory.limitGap().isPresent();
    boolean toOne = known && law.limitGap() == 0;
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("", "layer"));
    columns.add(new Column("", "node"));
    columns.add(new Column("", "ln q"));
    columns.add(new Column("", "c"));
    columns.add(new Column("", "1 − c"));
    if (known && !toOne) {
      columns.add(new Column("", "|c − c*|"));
    }
    if (known) {
      columns.add(new Column("", "law"));
      columns.add(new Column("", "exact/law"));
    }
    List<List<Value>> rows = new ArrayList<>();
    for (TrajectoryLayer layer : Thinning.geometrically(trajectory.layers())) {
      List<Value> row = new ArrayList<>();
      row.add(Value.count(layer.layer()));
      row.add(Value.text(layer.name()));
      row.add(glance(Math.abs(layer.logVariance1()) < 1e-12 ? 0 : layer.logVariance1()));
      row.add(glance(layer.correlation()));
      row.add(glance(layer.gap()));
      if (known && !toOne) {
        row.add(glance(layer.deviation()));
      }
      if (known) {
        row.add(glance(layer.law()));
        row.add(
            layer.law().isPresent()
                    && layer.law().getAsDouble() > 0
                    && layer.deviation().getAsDouble() > 0
                ? glance(layer.deviation().getAsDouble() / layer.law().getAsDouble())
                : Value.ABSENT);
      }
      rows.add(row);
    }
    InputPair input = trajectory.input();
    blocks.add(
        new Block.ForReaders(
            new Block.Table(
                "",
                "Inputs of correlation "
                    + Numerals.rounded(1 - input.correlation().gap(), 6)
                    + ", 1 − c = "
                    + Numerals.rounded(input.correlation().gap(), 6)
                    + (input.variance1() == input.variance2()
                        ? ""
                        : ", mean squares "
                            + Numerals.rounded(input.variance1(), 6)
                            + " and "
                            + Numerals.rounded(input.variance2(), 6)),
                columns,
                rows)));
    blocks.add(new Block.ForReaders(new Block.Facts("", "Law", facts(trajectory))));
    if (!trajectory.comparisons().isEmpty()) {
      blocks.add(
          new Block.ForReaders(
              new Block.Table(
                  "",
                  "Its constants, and their measurement on the deep layers",
                  List.of(
                      new Column("", "constant"),
                      new Column("", "law"),
                      new Column("", "measured"),
                      new Column("", "as")),
                  trajectory.comparisons().stream().map(TrajectoryReport::row).toList())));
    }
  }

  private static List<Fact> facts(CorrelationTrajectory trajectory) {
    CorrelationLaw law = trajectory.law();
    List<Fact> facts = new ArrayList<>();
    if (trajectory.limitGap().isEmpty()) {
      facts.add(Fact.of("", "none", Value.text(law.statement())));
      return facts;
    }
    facts.add(Fact.of("", "as l grows", Value.text(law.statement())));
    if (law.limitGap() != 0) {
      facts.add(
          Fact.of(
              "",
              "c*",
              Value.text(
                  Numerals.rounded(1 - law.limitGap(), 7)
                      + ", 1 − c* = "
                      + Numerals.rounded(law.limitGap(), 7))));
    }
    if (law.factor() == CorrelationLaw.Factor.OPEN) {
      facts.add(
          Fact.of("", "factor", Value.text("open, taken from the deepest layer that shows it")));
    }
    facts.add(Fact.of("", "domain", Value.text(law.domain())));
    facts.add(Fact.of("", "source", Value.text(law.source())));
    return facts;
  }

  private static List<Value> row(LawComparison comparison) {
    return List.of(
        Value.text(comparison.quantity()),
        Value.rounded(comparison.law()),
        Value.measured(
            new Estimate(comparison.measured().slope(), comparison.measured().uncertainty())),
        Value.text(comparison.meaning()));
  }
}
