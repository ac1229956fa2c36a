package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.asymptotics.PowerLaw;
import io.brink.asymptotics.SaturatingLaw;
import io.brink.phase.FixedPhase;
import io.brink.regime.Regime;
import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.verdict.Evidence;
import io.brink.verdict.Finding;
import io.brink.verdict.LayerState;
import io.brink.verdict.Linearity;
import io.brink.verdict.PairHistory;
import io.brink.verdict.Prediction;
import io.brink.verdict.Prescription;
import io.brink.verdict.Prescriptions;
import io.brink.verdict.TrainableDepth;
import io.brink.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The report of a verdict: what it is, why, what to change, and the evidence. */
final class CheckReport {

  private static final int LISTED_LAYERS = 1000;
  private static final int SHOWN_LAYERS = 9;

  private final Verdict verdict;
  private final Evidence evidence;
  private final List<Block> blocks = new ArrayList<>();

  private CheckReport(Verdict verdict) {
    this.verdict = verdict;
    evidence = verdict.diagnosis().evidence();
  }

  static Report of(
      String network, Activation activation, Verdict verdict, Prescriptions prescriptions) {
    CheckReport report = new CheckReport(verdict);
    report.verdict(network, activation);
    report.prescriptions(prescriptions);
    report.blocks.addAll(CheckCharts.of(verdict, prescriptions));
    report.regime();
    report.courses();
    report.evidence();
    report.layers();
    return new Report(report.blocks);
  }

  private void forPrograms(Block block) {
    blocks.add(new Block.ForPrograms(block));
  }

  private void forReaders(Block block) {
    blocks.add(new Block.ForReaders(block));
  }

  private void verdict(String network, Activation activation) {
    String words = verdict.grade().words();
    forPrograms(new Block.Sentence("verdict", words));
    forReaders(
        new Block.Verdict(
            capitalised(words) + ": " + network + " with " + activation.name() + ".",
            switch (verdict.grade()) {
              case TRAINS -> Block.Verdict.Tone.GOOD;
              case SLOW -> Block.Verdict.Tone.DOUBTFUL;
              case UNTRAINABLE -> Block.Verdict.Tone.BAD;
            }));
    forPrograms(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("network", "", Value.text(network)),
                Fact.of("activation", "", Value.text(activation.name())),
                Fact.of("input_variance", "", Value.exact(verdict.diagnosis().inputVariance())))));
    blocks.add(new Block.Remarks("reasons", "Why", texts(verdict.reasons())));
    blocks.add(new Block.Remarks("remarks", "Also", texts(verdict.remarks())));
  }

  private static String capitalised(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static List<String> texts(List<Finding> findings) {
    return findings.stream().map(Finding::text).toList();
  }

  private void prescriptions(Prescriptions prescriptions) {
    List<Column> columns =
        List.of(
            new Column("method", ""),
            new Column("advice", ""),
            new Column("parameters", ""),
            new Column("predicted", ""));
    forPrograms(
        new Block.Table(
            "prescriptions",
            "",
            columns,
            prescriptions.ranked().stream().map(CheckReport::program).toList()));
    if (!prescriptions.ranked().isEmpty()) {
      List<List<Value>> rows = new ArrayList<>();
      rows.add(row("as it is", Prediction.of(verdict)));
      List<String> advice = new ArrayList<>();
      for (Prescription prescription : prescriptions.ranked()) {
        rows.add(row(prescription.method(), prescription.predicted()));
        advice.add(prescription.method() + ": " + prescription.advice());
      }
      forReaders(new Block.Remarks("", "What to change, best first", advice));
      forReaders(
          new Block.Table(
              "",
              "Before and after",
              List.of(
                  new Column("", "change"),
                  new Column("", "verdict"),
                  new Column("", "1 − c of orthogonal inputs"),
                  new Column("", "ln gradient ratio"),
                  new Column("", "ln q at output"),
                  new Column("", "max |C_f(c) − c|")),
              rows));
    }
    blocks.add(
        new Block.Remarks(
            "dropped_prescriptions",
            "What does not help",
            prescriptions.dropped().stream().map(d -> d.method() + ": " + d.reason()).toList()));
  }

  private static List<Value> row(String change, Prediction prediction) {
    return List.of(
        Value.text(change),
        Value.text(prediction.grade().words()),
        glance(prediction.orthogonalGap()),
        logarithm(prediction.logGradientRatio()),
        logarithm(prediction.logVariance()),
        glance(prediction.largestDeviation()));
  }

  private static Value glance(double value) {
    return new Value.Rounded(value, 4);
  }

  /** A logarithm without the rounding noise of sums that cancel. */
  private static Value logarithm(double value) {
    return glance(Math.abs(value) < 1e-12 ? 0 : value);
  }

  private static List<Value> program(Prescription prescription) {
    Prediction after = prescription.predicted();
    List<Fact> parameters = new ArrayList<>();
    for (Map.Entry<String, Double> entry : prescription.parameters().entrySet()) {
      parameters.add(Fact.of(entry.getKey(), "", Value.exact(entry.getValue())));
    }
    return List.of(
        Value.text(prescription.method()),
        Value.text(prescription.advice()),
        new Value.Mapping(parameters),
        new Value.Mapping(
            List.of(
                Fact.of("verdict", "", Value.text(after.grade().words())),
                Fact.of("load", "", Value.exact(after.load())),
                Fact.of("orthogonal_gap", "", Value.exact(after.orthogonalGap())),
                Fact.of("gradient_ratio", "", Value.exact(Math.exp(after.logGradientRatio()))),
                Fact.of("log_gradient_ratio", "", Value.exact(after.logGradientRatio())),
                Fact.of("log_q", "", Value.exact(after.logVariance())),
                Fact.of("largest_deviation", "", Value.exact(after.largestDeviation())),
                Fact.of("log_expressivity", "", Value.exact(after.expressivity())))));
  }

  private void regime() {
    Regime regime = verdict.diagnosis().regime();
    Optional<FixedPhase> fixed = verdict.diagnosis().phase();
    forPrograms(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("regime", "", Value.text(regime.name())),
                Fact.of("phase", "", phase(regime, fixed)),
                Fact.of("q_star", "", rounded(fixed.map(f -> f.length().preactivationVariance()))),
                Fact.of("c_star", "", fixedCorrelation(regime, fixed)),
                Fact.of("chi1", "", rounded(fixed.map(FixedPhase::chi1))))));
    forPrograms(
        new Block.Facts(
            "depth_scales",
            "",
            List.of(
                Fact.of("q", "", rounded(fixed.map(f -> f.depthScales().length()))),
                Fact.of("c", "", rounded(fixed.map(f -> f.depthScales().correlation()))),
                Fact.of("gradient", "", rounded(fixed.map(f -> f.depthScales().gradient()))),
                Fact.of(
                    "trainable_depth",
                    "",
                    rounded(fixed.map(f -> f.depthScales().trainableDepth()))))));
    Optional<TrainableDepth> trainable = verdict.diagnosis().trainableDepth();
    forPrograms(
        new Block.Facts(
            "trainable_depth",
            "",
            List.of(
                Fact.of("layers", "", rounded(trainable.map(TrainableDepth::layers))),
                Fact.of(
                    "basis", "", trainable.map(t -> Value.text(t.basis())).orElse(Value.ABSENT)))));
    fixed.ifPresent(this::phaseForReaders);
  }

  private void phaseForReaders(FixedPhase fixed) {
    forReaders(
        new Block.Facts(
            "",
            "Phase",
            List.of(
                Fact.of("", "phase", Value.text(fixed.phase().name().toLowerCase(Locale.ROOT))),
                Fact.of(
                    "",
                    "q*",
                    Value.rounded(fixed.length().preactivationVariance()),
                    "fixed length, q = σ_w² E φ(√q z)² + σ_b²"),
                Fact.of("", "c*", Value.rounded(fixed.correlation()), "where correlations end"),
                Fact.of("", "χ₁", Value.rounded(fixed.chi1()), "σ_w² E φ′(√q* z)²"),
                Fact.of(
                    "",
                    "ξ_q, ξ_c",
                    Value.text(scales(fixed)),
                    "depth scales of lengths and correlations, in layers"))));
  }

  private static String scales(FixedPhase fixed) {
    return Numerals.rounded(fixed.depthScales().length(), 4)
        + ", "
        + Numerals.rounded(fixed.depthScales().correlation(), 4);
  }

  private static Value phase(Regime regime, Optional<FixedPhase> fixed) {
    return switch (regime) {
      case Regime.Plain _ ->
          Value.text(
              fixed.map(f -> f.phase().name().toLowerCase(Locale.ROOT)).orElse("no fixed point"));
      case Regime.Normalised normalised ->
          Value.text(
              Math.abs(normalised.slope() - 1) <= 1e-9
                  ? "critical"
                  : normalised.slope() < 1 ? "ordered" : "chaotic");
      case Regime.Residual _, Regime.Rescaled _, Regime.General _ -> Value.ABSENT;
    };
  }

  private static Value fixedCorrelation(Regime regime, Optional<FixedPhase> fixed) {
    if (regime instanceof Regime.Residual residual) {
      return switch (residual.law()) {
        case SaturatingLaw law -> Value.rounded(law.fixedPoint());
        case PowerLaw law -> Value.rounded(law.fixedPoint());
        default -> Value.ABSENT;
      };
    }
    return rounded(fixed.map(FixedPhase::correlation));
  }

  private static Value rounded(Optional<Double> value) {
    return value.map(Value::rounded).orElse(Value.ABSENT);
  }

  private void evidence() {
    double ratio = evidence.logGradientRatio();
    Linearity linearity = evidence.linearity();
    forPrograms(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("gradient_ratio", "", Value.exact(Math.exp(ratio))),
                Fact.of("log_gradient_ratio", "", Value.exact(ratio)),
                Fact.of(
                    "log_weight_gradient_ratio",
                    "",
                    Value.exact(evidence.logWeightGradientRatio())),
                Fact.of("log_expressivity", "", Value.exact(evidence.expressivity())))));
    forPrograms(
        new Block.Facts(
            "linearity",
            "",
            List.of(
                Fact.of("largest_deviation", "", Value.exact(linearity.largestDeviation())),
                Fact.of("slope1", "", Value.exact(linearity.slope1())),
                Fact.of("curvature1", "", Value.exact(linearity.curvature1())))));
    List<List<Value>> pairs =
        List.of(
            pair("orthogonal", evidence.orthogonal()),
            pair("half", evidence.half()),
            pair("nearly equal", evidence.near()));
    blocks.add(
        new Block.Table(
            "pairs",
            "Gaps 1 − c of pairs of inputs",
            List.of(
                new Column("pair", "pair"),
                new Column("input", "input"),
                new Column("middle", "middle"),
                new Column("output", "output"),
                new Column("lost", "lost at")),
            pairs));
    List<Fact> facts = new ArrayList<>();
    verdict
        .diagnosis()
        .trainableDepth()
        .ifPresent(
            depth ->
                facts.add(Fact.of("", "trainable depth", glance(depth.layers()), depth.basis())));
    facts.addAll(
        List.of(
            Fact.of(
                "",
                "ln gradient ratio",
                logarithm(ratio),
                "squared, first layer to last: a factor " + Numerals.rounded(Math.exp(ratio), 3)),
            Fact.of(
                "",
                "ln weight gradient ratio",
                logarithm(evidence.logWeightGradientRatio()),
                "squared, first weights to last"),
            Fact.of(
                "",
                "ln q at output",
                logarithm(evidence.output().logVariance()),
                "mean square of the signal, by its recurrence from layer to layer"),
            Fact.of(
                "",
                "max |C_f(c) − c|",
                glance(linearity.largestDeviation()),
                "largest over c = −1, 0, ½, 1; 0 in a linear network"),
            Fact.of(
                "",
                "C_f′(1)",
                glance(linearity.slope1()),
                "growth of a small gap through the network, by the chain rule"),
            Fact.of("", "C_f″(1)", glance(linearity.curvature1()), "the same; ∞ at a kink of φ")));
    forReaders(new Block.Facts("", "Evidence", facts));
    blocks.add(
        new Block.Remarks(
            "infinite_moments",
            "Moments that do not exist",
            evidence.divergences().stream().map(d -> d.message()).toList()));
    blocks.add(
        new Block.Remarks(
            "approximations",
            "Where the theory holds only approximately",
            evidence.approximations().stream().map(a -> a.name() + ": " + a.reason()).toList()));
  }

  private static List<Value> pair(String name, PairHistory history) {
    return List.of(
        Value.text(name),
        glance(history.input()),
        glance(history.middle()),
        glance(history.output()),
        history.lost().map(layer -> Value.text(layer.name())).orElse(Value.ABSENT));
  }

  private void courses() {
    List<LayerState> layers = evidence.layers();
    if (layers.size() < 2) {
      return;
    }
    blocks.add(
        new Courses("Through the network, two inputs of correlation 0.5", "input", "output")
            .add("ln q", figures(layers, LayerState::logVariance))
            .add("1 − c", figures(layers, LayerState::gap))
            .add("ln χ", figures(layers, LayerState::logGradient))
            .block());
  }

  private static double[] figures(List<LayerState> layers, ToDoubleFunction<LayerState> figure) {
    return layers.stream().mapToDouble(figure).toArray();
  }

  private void layers() {
    List<LayerState> layers = evidence.layers();
    forPrograms(
        new Block.Table(
            "layers",
            "",
            List.of(
                new Column("node", ""),
                new Column("q", ""),
                new Column("log_q", ""),
                new Column("c", ""),
                new Column("gap", ""),
                new Column("chi", ""),
                new Column("log_chi", "")),
            Thinning.evenly(layers, LISTED_LAYERS).stream().map(CheckReport::row).toList()));
    forReaders(
        new Block.Table(
            "",
            "Layers, for two inputs of correlation 0.5",
            List.of(
                new Column("", "node"),
                new Column("", "q"),
                new Column("", "ln q"),
                new Column("", "c"),
                new Column("", "1 − c"),
                new Column("", "χ"),
                new Column("", "ln χ")),
            Thinning.evenly(layers, SHOWN_LAYERS).stream().map(CheckReport::row).toList()));
  }

  private static List<Value> row(LayerState layer) {
    return List.of(
        Value.text(layer.name()),
        glance(layer.variance()),
        logarithm(layer.logVariance()),
        glance(layer.correlation()),
        glance(layer.gap()),
        glance(layer.gradient()),
        logarithm(layer.logGradient()));
  }
}
