package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.finitewidth.Spread;
import io.brink.propagation.Approximation;
import io.brink.propagation.InputPair;
import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.simulation.LayerComparison;
import io.brink.simulation.SimulationResult;
import io.brink.simulation.SimulationSettings.Passes;
import io.brink.simulation.Summary;
import io.brink.simulation.TheoryComparison;
import io.brink.simulation.weight.WeightSampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/** The report of a simulation: whether theory holds, and the figures of every layer. */
final class SimulateReport {

  private static final int SHOWN_LAYERS = 12;
  private static final double[] QUANTILES = {0.05, 0.25, 0.5, 0.75, 0.95};

  private final TheoryComparison comparison;
  private final SimulationResult result;
  private final List<Block> blocks = new ArrayList<>();

  private SimulateReport(TheoryComparison comparison) {
    this.comparison = comparison;
    result = comparison.result();
  }

  static Report of(
      String network, Activation activation, InputPair pair, TheoryComparison comparison) {
    SimulateReport report = new SimulateReport(comparison);
    report.head(network, activation, pair);
    report.charts();
    report.courses();
    report.layers();
    if (report.result.settings().passes() == Passes.FORWARD_AND_BACKWARD) {
      report.gradients();
    }
    if (report.result.settings().singularValues() > 0) {
      report.singularValues();
    }
    report.remarks();
    return new Report(report.blocks);
  }

  private void head(String network, Activation activation, InputPair pair) {
    blocks.add(new Block.Sentence("verdict", comparison.sentence()));
    Optional<LayerComparison> failure = comparison.firstFailure();
    blocks.add(
        new Block.ForPrograms(
            new Block.Facts(
                "",
                "",
                List.of(
                    Fact.of("theory_holds", "", new Value.Flag(failure.isEmpty())),
                    Fact.of(
                        "fails_from",
                        "",
                        failure.map(layer -> Value.text(layer.name())).orElse(Value.ABSENT)),
                    Fact.of("z_limit", "", Value.exact(comparison.scoreLimit()))))));
    blocks.add(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("network", "network", Value.text(network)),
                Fact.of("activation", "activation", Value.text(activation.name())),
                Fact.of("networks", "networks", Value.count(result.networks())),
                Fact.of("seed", "seed", Value.count(result.settings().seed())),
                Fact.of("q1", "q1", Value.exact(pair.variance1()), "mean square of input 1"),
                Fact.of("q2", "q2", Value.exact(pair.variance2()), "mean square of input 2"),
                Fact.of("input_gap", "1 − c", Value.exact(pair.correlation().gap())),
                Fact.of(
                    "weights",
                    "weights",
                    Value.text(
                        result.settings().sampling() == WeightSampling.EXACT
                            ? "products drawn"
                            : "matrices drawn")))));
  }

  private void courses() {
    List<LayerComparison> layers = comparison.layers();
    if (layers.size() < 2) {
      return;
    }
    Courses courses =
        new Courses("Layer by layer: theory, and the mean of the networks", "input", "output")
            .add("ln q theory", figures(layers, LayerComparison::logVariance))
            .add(
                "ln q networks",
                figures(layers, l -> l.logVariance() + Math.log(l.varianceRatio().mean())))
            .add("c theory", figures(layers, l -> 1 - l.gap()))
            .add("c networks", figures(layers, l -> 1 - l.gaps().mean()));
    if (layers.stream().allMatch(l -> l.gradients().isPresent())) {
      courses
          .add("ln χ theory", figures(layers, l -> l.gradients().orElseThrow().logGradient()))
          .add(
              "ln χ networks",
              figures(
                  layers,
                  l ->
                      l.gradients().orElseThrow().logGradient()
                          + Math.log(l.gradients().orElseThrow().gradientRatio().mean())));
    }
    blocks.add(courses.block());
  }

  private static double[] figures(
      List<LayerComparison> layers, ToDoubleFunction<LayerComparison> figure) {
    return layers.stream().mapToDouble(figure).toArray();
  }

  private void charts() {
    blocks.add(Block.Picture.drawnBy(() -> SimulateCharts.correlations(comparison)));
    blocks.add(Block.Picture.drawnBy(() -> SimulateCharts.lengths(comparison)));
    if (result.settings().passes() == Passes.FORWARD_AND_BACKWARD) {
      blocks.add(Block.Picture.drawnBy(() -> SimulateCharts.gradients(comparison)));
    }
  }

  private void layers() {
    blocks.add(
        new Block.ForPrograms(
            new Block.Table(
                "layers",
                "",
                List.of(
                    new Column("node", ""),
                    new Column("theory", ""),
                    new Column("simulated", ""),
                    new Column("z", ""),
                    new Column("z_q", ""),
                    new Column("z_c", "")),
                comparison.layers().stream().map(SimulateReport::program).toList())));
    blocks.add(
        new Block.ForReaders(
            new Block.Table(
                "",
                "Mean square q and correlation c: theory, its predicted deviation over networks,"
                    + " and the mean of the networks ± its standard error, their deviation",
                List.of(
                    new Column("", "node"),
                    new Column("", "q theory"),
                    new Column("", "predicted"),
                    new Column("", "q mean"),
                    new Column("", "±"),
                    new Column("", "deviation"),
                    new Column("", "c theory"),
                    new Column("", "predicted"),
                    new Column("", "c mean"),
                    new Column("", "±"),
                    new Column("", "deviation"),
                    new Column("", "z")),
                Thinning.evenly(comparison.layers(), SHOWN_LAYERS).stream()
                    .map(SimulateReport::reader)
                    .toList())));
  }

  private static List<Value> reader(LayerComparison layer) {
    double q = layer.variance();
    return List.of(
        Value.text(layer.name()),
        glance(q),
        deviation(layer.predicted().map(Spread::varianceStd1)),
        glance(layer.varianceRatio().mean() * q),
        Value.magnitude(layer.varianceRatio().standardError() * q),
        Value.magnitude(layer.varianceRatio().standardDeviation() * q),
        glance(1 - layer.gap()),
        deviation(layer.predicted().map(Spread::correlationStd)),
        glance(1 - layer.gaps().mean()),
        Value.magnitude(layer.gaps().standardError()),
        Value.magnitude(layer.gaps().standardDeviation()),
        Value.magnitude(layer.score()));
  }

  private static Value glance(double value) {
    return new Value.Rounded(value, 4);
  }

  private static Value deviation(Optional<Double> value) {
    return value.map(Value::magnitude).orElse(Value.ABSENT);
  }

  private static List<Value> program(LayerComparison layer) {
    double q = layer.variance();
    Summary ratio = layer.varianceRatio();
    Summary gaps = layer.gaps();
    Optional<Spread> predicted = layer.predicted();
    Optional<Spread.Bias> bias = predicted.flatMap(Spread::bias);
    List<Fact> theory =
        List.of(
            fact("q", q),
            fact("c", 1 - layer.gap()),
            fact("q_std", predicted.map(Spread::varianceStd1)),
            fact("c_std", predicted.map(Spread::correlationStd)),
            fact("log_q", layer.logVariance()),
            fact("gap", layer.gap()),
            fact("q_bias", bias.map(b -> b.relativeVariance1() * q)),
            fact("c_bias", bias.map(b -> -b.relativeGap() * layer.gap())));
    List<Fact> simulated = new ArrayList<>();
    simulated.add(fact("q", ratio.mean() * q));
    simulated.add(fact("c", 1 - gaps.mean()));
    simulated.add(fact("q_std", ratio.standardDeviation() * q));
    simulated.add(fact("c_std", gaps.standardDeviation()));
    simulated.add(fact("q_se", ratio.standardError() * q));
    simulated.add(fact("c_se", gaps.standardError()));
    simulated.add(fact("q_std_se", ratio.deviationError() * q));
    simulated.add(fact("c_std_se", gaps.deviationError()));
    simulated.add(fact("gap", gaps.mean()));
    simulated.add(quantiles("q_quantiles", ratio, x -> x * q));
    simulated.add(quantiles("gap_quantiles", gaps, x -> x));
    layer
        .distanceRatio()
        .ifPresent(
            distance -> {
              simulated.add(fact("distance_ratio", distance.mean()));
              simulated.add(fact("distance_ratio_std", distance.standardDeviation()));
              simulated.add(fact("distance_ratio_se", distance.standardError()));
            });
    return List.of(
        Value.text(layer.name()),
        new Value.Mapping(theory),
        new Value.Mapping(simulated),
        Value.exact(layer.score()),
        Value.exact(layer.varianceScore()),
        Value.exact(-layer.gapScore()));
  }

  private static Fact fact(String key, double value) {
    return Fact.of(key, "", Value.exact(value));
  }

  private static Fact fact(String key, Optional<Double> value) {
    return Fact.of(key, "", value.map(Value::exact).orElse(Value.ABSENT));
  }

  private static Fact quantiles(String key, Summary summary, DoubleUnaryOperator scale) {
    List<Value> values = new ArrayList<>();
    for (double p : QUANTILES) {
      values.add(Value.exact(scale.applyAsDouble(summary.quantile(p))));
    }
    return Fact.of(key, "", new Value.Sequence(values));
  }

  private void gradients() {
    List<List<Value>> programs = new ArrayList<>();
    List<List<Value>> readers = new ArrayList<>();
    for (LayerComparison layer : comparison.layers()) {
      LayerComparison.Gradients gradients = layer.gradients().orElseThrow();
      programs.add(program(layer, gradients));
    }
    for (LayerComparison layer : Thinning.evenly(comparison.layers(), SHOWN_LAYERS)) {
      readers.add(reader(layer, layer.gradients().orElseThrow()));
    }
    blocks.add(
        new Block.ForPrograms(
            new Block.Table(
                "gradients",
                "",
                List.of(
                    new Column("node", ""), new Column("theory", ""), new Column("simulated", "")),
                programs)));
    blocks.add(
        new Block.ForReaders(
            new Block.Table(
                "",
                "Mean squared gradients relative to the output's: theory, and the mean of the"
                    + " networks ± its standard error, their deviation and median",
                List.of(
                    new Column("", "node"),
                    new Column("", "χ theory"),
                    new Column("", "χ mean"),
                    new Column("", "±"),
                    new Column("", "deviation"),
                    new Column("", "median"),
                    new Column("", "of a weight: theory"),
                    new Column("", "mean"),
                    new Column("", "±")),
                readers)));
  }

  private static List<Value> reader(LayerComparison layer, LayerComparison.Gradients gradients) {
    double chi = Math.exp(gradients.logGradient());
    Summary ratio = gradients.gradientRatio();
    Optional<LayerComparison.Parameters> weights = gradients.weights();
    return List.of(
        Value.text(layer.name()),
        glance(chi),
        glance(ratio.mean() * chi),
        Value.magnitude(ratio.standardError() * chi),
        Value.magnitude(ratio.standardDeviation() * chi),
        glance(ratio.quantile(0.5) * chi),
        weights.map(w -> glance(Math.exp(w.logGradient()))).orElse(Value.ABSENT),
        weights.map(w -> glance(Math.exp(w.logGradient()) * w.ratio().mean())).orElse(Value.ABSENT),
        weights
            .map(w -> Value.magnitude(Math.exp(w.logGradient()) * w.ratio().standardError()))
            .orElse(Value.ABSENT));
  }

  private static List<Value> program(LayerComparison layer, LayerComparison.Gradients gradients) {
    List<Fact> theory = new ArrayList<>();
    List<Fact> simulated = new ArrayList<>();
    addGradient("chi", gradients.logGradient(), gradients.gradientRatio(), theory, simulated);
    gradients
        .weights()
        .ifPresent(w -> addGradient("weight_chi", w.logGradient(), w.ratio(), theory, simulated));
    gradients
        .biases()
        .ifPresent(b -> addGradient("bias_chi", b.logGradient(), b.ratio(), theory, simulated));
    return List.of(
        Value.text(layer.name()), new Value.Mapping(theory), new Value.Mapping(simulated));
  }

  private static void addGradient(
      String key, double logTheory, Summary ratio, List<Fact> theory, List<Fact> simulated) {
    double scale = Math.exp(logTheory);
    theory.add(fact(key, scale));
    theory.add(fact("log_" + key, logTheory));
    simulated.add(fact(key, ratio.mean() * scale));
    simulated.add(fact(key + "_std", ratio.standardDeviation() * scale));
    simulated.add(fact(key + "_se", ratio.standardError() * scale));
    simulated.add(quantiles(key + "_quantiles", ratio, x -> x * scale));
  }

  private void singularValues() {
    List<List<Value>> rows = new ArrayList<>();
    for (int rank = 0; rank < result.settings().singularValues(); rank++) {
      Summary summary = Summary.of(result.singularValues(rank));
      rows.add(
          List.of(
              Value.count(rank + 1),
              Value.rounded(summary.mean()),
              Value.magnitude(summary.standardError()),
              Value.magnitude(summary.standardDeviation()),
              glance(summary.quantile(0.05)),
              glance(summary.quantile(0.5)),
              glance(summary.quantile(0.95))));
    }
    blocks.add(
        new Block.Table(
            "singular_values",
            "Largest singular values of the Jacobian of the output with respect to input 1",
            List.of(
                new Column("rank", "rank"),
                new Column("mean", "mean"),
                new Column("se", "±"),
                new Column("std", "deviation"),
                new Column("quantile_5", "5 %"),
                new Column("median", "median"),
                new Column("quantile_95", "95 %")),
            rows));
  }

  private void remarks() {
    List<String> remarks = new ArrayList<>();
    for (Approximation approximation : comparison.theory().approximations()) {
      remarks.add("theory, " + approximation.name() + ": " + approximation.reason());
    }
    for (Approximation limit : comparison.finiteWidth().limits()) {
      remarks.add("predicted deviation, " + limit.name() + ": " + limit.reason());
    }
    blocks.add(new Block.Remarks("remarks", "Where theory makes assumptions", remarks));
  }
}
