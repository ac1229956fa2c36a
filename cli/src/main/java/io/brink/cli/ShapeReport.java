package io.brink.cli;

import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.shaping.Achieved;
import io.brink.shaping.ActivationParameters;
import io.brink.shaping.Condition;
import io.brink.shaping.Guarantee;
import io.brink.shaping.LocalTargets;
import io.brink.shaping.MapPoint;
import io.brink.shaping.NearestTarget;
import io.brink.shaping.Proof;
import io.brink.shaping.ShapingOutcome;
import io.brink.shaping.ShapingSolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * The report of a shaping outcome. Its keys are the same for every outcome; what an outcome lacks
 * is null.
 */
final class ShapeReport {

  /** Rows of the C map that fit on a screen; programs get the whole grid. */
  private static final int SHOWN_MAP_POINTS = 11;

  private final ShapeRequest request;
  private final List<Block> blocks = new ArrayList<>();

  private ShapeReport(ShapeRequest request) {
    this.request = request;
  }

  /**
   * The report.
   *
   * @param request what was asked
   * @param outcome what came of it
   * @param listed the solutions to list, none for a report of the best alone
   */
  static Report of(ShapeRequest request, ShapingOutcome outcome, List<ShapingSolution> listed) {
    ShapeReport report = new ShapeReport(request);
    switch (outcome) {
      case ShapingOutcome.Converged converged -> report.converged(converged, listed);
      case ShapingOutcome.Infeasible(String reason, Optional<NearestTarget> nearest) ->
          report.unsolved("infeasible", "Infeasible", reason, nearest, Value.ABSENT);
      case ShapingOutcome.BudgetExhausted(double bestResidual, int evaluations) ->
          report.unsolved(
              "budget_exhausted",
              "Not solved",
              "the search ended after "
                  + evaluations
                  + " evaluations with a residual of "
                  + Numerals.rounded(bestResidual, 2)
                  + ", and without a reason why there is no solution",
              Optional.empty(),
              Value.magnitude(bestResidual));
    }
    return new Report(report.blocks);
  }

  private void converged(ShapingOutcome.Converged converged, List<ShapingSolution> listed) {
    ShapingSolution best = converged.best();
    Proof proof = converged.proof();
    String reason =
        request.goal().condition()
            + " is reached, every condition holds with a residual of at most "
            + Numerals.rounded(proof.residual(), 2);
    outcome("converged", "Converged", reason);
    asked();
    parameters(Optional.of(best));
    proof(proof);
    achieved(Optional.of(proof.achieved()));
    localTargets(Optional.of(proof.targets()));
    fact("residual", Value.exact(proof.residual()));
    proof.guarantee().ifPresent(this::guarantee);
    map(converged);
    kernelError(best);
    solutions(converged.solutions().size(), listed);
    blocks.add(
        new Block.Remarks(
            "approximations", "Where the theory holds only approximately", proof.approximations()));
    blocks.add(
        new Block.Remarks("replacements", "Also changed", converged.network().replacements()));
    fact("nearest_target", Value.ABSENT);
  }

  private void unsolved(
      String outcome,
      String verdict,
      String reason,
      Optional<NearestTarget> nearest,
      Value residual) {
    outcome(outcome, verdict, reason);
    nearest.ifPresent(
        target -> blocks.add(new Block.ForReaders(new Block.Sentence("", advice(target)))));
    asked();
    parameters(Optional.empty());
    achieved(Optional.empty());
    localTargets(Optional.empty());
    fact("residual", residual);
    fact("nearest_target", value(nearest));
  }

  private void outcome(String outcome, String verdict, String reason) {
    blocks.add(new Block.ForPrograms(new Block.Sentence("outcome", outcome)));
    blocks.add(new Block.ForPrograms(new Block.Sentence("reason", reason)));
    blocks.add(new Block.ForReaders(new Block.Sentence("", verdict + ": " + reason + ".")));
  }

  private void asked() {
    blocks.add(
        new Block.Facts(
            "",
            "Asked",
            List.of(
                Fact.of("network", "network", Value.text(request.network())),
                Fact.of("activation", "activation", Value.text(request.activation().name())),
                Fact.of("method", "method", Value.text(request.methodName())),
                Fact.of("", "condition", Value.text(request.goal().condition())),
                Fact.of(
                    "target",
                    "target",
                    Value.text(Choice.word(request.target())),
                    switch (request.target()) {
                      case NETWORK -> "the whole network";
                      case SUBNETWORKS -> "the worst of all subnetworks";
                    }))));
    blocks.add(new Block.ForPrograms(new Block.Facts("goal", "", request.goal().figures())));
  }

  private void parameters(Optional<ShapingSolution> solution) {
    Optional<ActivationParameters> parameters = solution.map(ShapingSolution::parameters);
    List<Fact> shape =
        List.of(
            Fact.of(
                "input_scale", "input_scale", value(parameters, ActivationParameters::inputScale)),
            Fact.of(
                "input_shift", "input_shift", value(parameters, ActivationParameters::inputShift)),
            Fact.of(
                "output_scale",
                "output_scale",
                value(parameters, ActivationParameters::outputScale)),
            Fact.of(
                "output_shift",
                "output_shift",
                value(parameters, ActivationParameters::outputShift)),
            Fact.of(
                "negative_slope",
                "negative_slope",
                parameters.map(p -> optional(p.negativeSlope())).orElse(Value.ABSENT)));
    List<Fact> variances =
        List.of(
            Fact.of(
                "weight_variance",
                "weight_variance",
                value(solution, ShapingSolution::weightVariance)),
            Fact.of(
                "bias_variance", "bias_variance", value(solution, ShapingSolution::biasVariance)));
    Fact activation =
        Fact.of(
            "shaped_activation",
            "activation",
            solution.map(s -> Value.text(s.activation().name())).orElse(Value.ABSENT));
    blocks.add(new Block.ForPrograms(new Block.Facts("", "", List.of(activation))));
    blocks.add(new Block.ForPrograms(new Block.Facts("parameters", "", shape)));
    blocks.add(new Block.ForPrograms(new Block.Facts("", "", variances)));
    if (solution.isPresent()) {
      List<Fact> shown = new ArrayList<>();
      shown.add(activation);
      shown.addAll(shape);
      shown.removeIf(fact -> fact.value().equals(Value.ABSENT));
      shown.addAll(variances);
      blocks.add(
          new Block.ForReaders(
              new Block.Facts(
                  "",
                  "Shaped activation: output_scale·(φ(input_scale·x + input_shift) + output_shift)",
                  shown)));
    }
  }

  private void proof(Proof proof) {
    List<List<Value>> rows = new ArrayList<>();
    for (Condition condition : proof.conditions()) {
      rows.add(
          List.of(
              Value.text(condition.name()),
              Value.exact(condition.target()),
              Value.exact(condition.achieved()),
              Value.magnitude(condition.residual()),
              Value.magnitude(condition.errorBound())));
    }
    blocks.add(
        new Block.Table(
            "conditions",
            "Proof, by a quadrature that the solver does not use",
            List.of(
                new Column("name", "condition"),
                new Column("target", "target"),
                new Column("achieved", "achieved"),
                new Column("residual", "residual"),
                new Column("error_bound", "error bound")),
            rows));
  }

  private void achieved(Optional<Achieved> achieved) {
    List<Fact> facts =
        List.of(
            Fact.of("q1", "Q(1)", value(achieved, Achieved::q1)),
            Fact.of("q_slope1", "Q′(1)", value(achieved, Achieved::qSlope1)),
            Fact.of("c0", "C(0)", value(achieved, Achieved::c0)),
            Fact.of("slope1", "C′(1)", value(achieved, Achieved::slope1)),
            Fact.of("curvature1", "C″(1)", value(achieved, Achieved::curvature1)),
            Fact.of("network_c0", "C_f(0)", value(achieved, Achieved::networkC0)),
            Fact.of("network_slope1", "C_f′(1)", value(achieved, Achieved::networkSlope1)),
            Fact.of("network_curvature1", "C_f″(1)", value(achieved, Achieved::networkCurvature1)));
    Block block = new Block.Facts("achieved", "Achieved, of one layer and of the network", facts);
    blocks.add(achieved.isPresent() ? block : new Block.ForPrograms(block));
  }

  private void localTargets(Optional<LocalTargets> targets) {
    blocks.add(
        new Block.ForPrograms(
            new Block.Facts(
                "local_targets",
                "",
                List.of(
                    Fact.of("slope1", "", target(targets.map(LocalTargets::slope1))),
                    Fact.of("curvature1", "", target(targets.map(LocalTargets::curvature1))),
                    Fact.of("c0", "", target(targets.map(LocalTargets::c0)))))));
  }

  private void guarantee(Guarantee guarantee) {
    blocks.add(
        new Block.ForPrograms(
            new Block.Facts(
                "guarantee",
                "",
                List.of(
                    Fact.of("source", "", Value.text(guarantee.source())),
                    Fact.of("value_bound", "", Value.exact(guarantee.valueBound())),
                    Fact.of("observed_value", "", Value.exact(guarantee.observedValue())),
                    Fact.of("slope_bound", "", Value.exact(guarantee.slopeBound())),
                    Fact.of("observed_slope", "", Value.exact(guarantee.observedSlope())),
                    Fact.of("holds", "", new Value.Flag(guarantee.holds()))))));
    blocks.add(
        new Block.ForReaders(
            new Block.Table(
                "",
                "Guarantee (" + guarantee.source() + ")",
                List.of(
                    new Column("", "quantity"),
                    new Column("", "bound"),
                    new Column("", "observed"),
                    new Column("", "holds")),
                List.of(
                    List.of(
                        Value.text("max |C_f(c) − c|"),
                        Value.rounded(guarantee.valueBound()),
                        Value.rounded(guarantee.observedValue()),
                        new Value.Flag(guarantee.holds())),
                    List.of(
                        Value.text("max |C_f′(c) − 1|"),
                        Value.rounded(guarantee.slopeBound()),
                        Value.rounded(guarantee.observedSlope()),
                        new Value.Flag(guarantee.holds()))))));
  }

  private void map(ShapingOutcome.Converged converged) {
    List<MapPoint> map = converged.proof().map();
    List<Column> columns =
        List.of(
            new Column("c", "c"),
            new Column("original", "before"),
            new Column("shaped", "after"),
            new Column("slope", "slope after"));
    blocks.add(new Block.ForPrograms(new Block.Table("map", "", columns, rows(map))));
    blocks.add(Block.Picture.drawnBy(() -> MapCharts.shaped(request, converged)));
    blocks.add(
        new Block.ForReaders(
            new Block.Table(
                "",
                "C map of the network, before and after shaping",
                columns,
                rows(thinned(map)))));
  }

  private static List<List<Value>> rows(List<MapPoint> map) {
    return map.stream()
        .map(
            point ->
                List.of(
                    Value.rounded(point.correlation()),
                    point.original().isPresent()
                        ? Value.rounded(point.original().getAsDouble())
                        : Value.ABSENT,
                    Value.rounded(point.shaped()),
                    Value.rounded(point.slope())))
        .toList();
  }

  /** Both ends and evenly spaced points between them. */
  private static List<MapPoint> thinned(List<MapPoint> map) {
    if (map.size() <= SHOWN_MAP_POINTS) {
      return map;
    }
    List<MapPoint> shown = new ArrayList<>();
    for (int i = 0; i < SHOWN_MAP_POINTS; i++) {
      shown.add(map.get(Math.round(i * (map.size() - 1) / (SHOWN_MAP_POINTS - 1f))));
    }
    return shown;
  }

  private void kernelError(ShapingSolution best) {
    blocks.add(
        new Block.Facts(
            "kernel_error",
            "Predicted at finite width",
            List.of(
                Fact.of(
                    "width",
                    "width",
                    Value.rounded(best.kernelError().width()),
                    "harmonic mean over the nonlinear layers"),
                Fact.of(
                    "depth",
                    "depth",
                    Value.rounded(best.kernelError().depth()),
                    "nonlinear layers in sequence, a mean over branches"),
                Fact.of("fourth_moment", "E φ̂⁴", Value.rounded(best.kernelError().fourthMoment())),
                Fact.of(
                    "variance_curvature",
                    "Q″(1)",
                    Value.measured(best.kernelError().varianceCurvature())),
                Fact.of(
                    "relative_error",
                    "relative error of q",
                    new Value.Rounded(best.kernelError().relativeError(), 3),
                    "root mean square, to first order in 1/width"))));
  }

  private void solutions(int count, List<ShapingSolution> listed) {
    fact("solution_count", Value.count(count));
    if (count > 1 && listed.isEmpty()) {
      blocks.add(
          new Block.ForReaders(
              new Block.Sentence(
                  "",
                  "The best of "
                      + count
                      + " solutions by predicted kernel error; '--solutions all' lists them.")));
    }
    if (!listed.isEmpty()) {
      blocks.add(
          new Block.Table(
              "solutions",
              "All solutions, best first",
              List.of(
                  new Column("input_scale", "input_scale"),
                  new Column("input_shift", "input_shift"),
                  new Column("output_scale", "output_scale"),
                  new Column("output_shift", "output_shift"),
                  new Column("negative_slope", "negative_slope"),
                  new Column("weight_variance", "weight_variance"),
                  new Column("bias_variance", "bias_variance"),
                  new Column("relative_error", "kernel error"),
                  new Column("residual", "residual")),
              listed.stream().map(ShapeReport::row).toList()));
    }
  }

  private static List<Value> row(ShapingSolution solution) {
    ActivationParameters parameters = solution.parameters();
    return List.of(
        Value.rounded(parameters.inputScale()),
        Value.rounded(parameters.inputShift()),
        Value.rounded(parameters.outputScale()),
        Value.rounded(parameters.outputShift()),
        parameters.negativeSlope().isPresent()
            ? Value.rounded(parameters.negativeSlope().getAsDouble())
            : Value.ABSENT,
        Value.rounded(solution.weightVariance()),
        Value.rounded(solution.biasVariance()),
        new Value.Rounded(solution.kernelError().relativeError(), 3),
        Value.magnitude(solution.residual()));
  }

  /** The nearest feasible target as advice on the command line. */
  static String advice(NearestTarget target) {
    return "Nearest feasible target: --"
        + target.parameter().replace('_', '-')
        + " "
        + Numerals.exact(target.value())
        + " ("
        + target.statement()
        + ").";
  }

  /** The nearest feasible target for programs. */
  static Value value(Optional<NearestTarget> nearest) {
    return nearest
        .<Value>map(
            target ->
                new Value.Mapping(
                    List.of(
                        Fact.of("parameter", "", Value.text(target.parameter())),
                        Fact.of("value", "", Value.exact(target.value())),
                        Fact.of("statement", "", Value.text(target.statement())))))
        .orElse(Value.ABSENT);
  }

  private void fact(String key, Value value) {
    blocks.add(new Block.ForPrograms(new Block.Facts("", "", List.of(Fact.of(key, "", value)))));
  }

  private static <T> Value value(Optional<T> source, ToDoubleFunction<T> figure) {
    return source.map(present -> Value.exact(figure.applyAsDouble(present))).orElse(Value.ABSENT);
  }

  private static Value target(Optional<OptionalDouble> target) {
    return target.map(ShapeReport::optional).orElse(Value.ABSENT);
  }

  private static Value optional(OptionalDouble number) {
    return number.isPresent() ? Value.exact(number.getAsDouble()) : Value.ABSENT;
  }
}
