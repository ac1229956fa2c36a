package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.asymptotics.LineFit;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.ResidualVariances;
import io.brink.asymptotics.SaturatingLaw;
import io.brink.kernel.Correlation;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.reproduction.Claim;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * Figure 2b: how fast the correlations of a tanh full residual network converge. |e_l − e*| =
 * Θ(l^{−δ*}) (theorem B.10), so that |e_l − e_{l−1}|, which needs no e*, falls as l^{−δ*−1}.
 */
public final class TanhConvergence implements Figure {

  private static final ResidualVariances VARIANCES = Parameters.USUAL;
  private static final double[] STARTS = {0.1, 0.3, 0.5, 0.9, 0.99};

  /** As deep as the lines are drawn. */
  private static final int DEPTH = 10_000;

  /** As deep as the exponents are extrapolated from. */
  private static final int DEEP = 100_000;

  /** The paper's lines are parallel "from about l = 400 on". */
  private static final int FROM = 400;

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "2b");
  }

  @Override
  public String title() {
    return "tanh FRN: differences of successive correlations against the layer";
  }

  @Override
  public List<Fact> parameters() {
    return Parameters.of("tanh", VARIANCES);
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    double[] starts = sketch ? new double[] {0.1, 0.9} : STARTS;
    SaturatingLaw law = (SaturatingLaw) ResidualLaw.of(Activations.parse("tanh"), VARIANCES);
    double exponent = -law.convergenceExponent() - 1;
    ResidualRun run = ResidualRun.of(Activations.parse("tanh"), VARIANCES, sketch ? 6_400 : DEEP);
    int[] layers = ResidualRun.spacedLayers(200, sketch ? 600 : DEPTH);
    double[] x = Arrays.stream(layers).asDoubleStream().toArray();

    DataTable data = DataTable.of("differences", "|e_l - e_(l-1)|").column("layer", "l");
    Chart chart =
        Chart.of(
            "differences",
            "tanh FRN, convergence of e",
            Axis.logarithmic("layer l"),
            Axis.logarithmic("|e_l − e_{l−1}|"));
    List<double[]> lines = new ArrayList<>();
    List<ResidualRun.Forward> runs = new ArrayList<>();
    setting.progress().begin("recurrences", starts.length);
    for (double start : starts) {
      ResidualRun.Forward forward = run.forward(1, Correlation.ofValue(start));
      double[] y = values(layers, l -> Math.abs(forward.gap(l) - forward.gap(l - 1)));
      data.column("e0_" + Numerals.exact(start), "e_0 = " + Numerals.exact(start));
      chart = chart.line("e_0 = " + Numerals.exact(start), x, y);
      lines.add(y);
      runs.add(forward);
      setting.progress().advance(1);
    }
    for (int i = 0; i < layers.length; i++) {
      int row = i;
      data.row(
          DoubleStream.concat(
                  DoubleStream.of(layers[i]), lines.stream().mapToDouble(line -> line[row]))
              .toArray());
    }
    chart =
        chart.reference(
            "l^{−δ*−1}", x, Arrays.stream(x).map(l -> 0.3 * Math.pow(l, exponent)).toArray());

    ResidualRun.Forward atLimit = run.forward(1, Correlation.ofValue(law.fixedPoint()));
    double slowest =
        runs.stream()
            .mapToDouble(
                forward ->
                    exponent(l -> Math.abs(forward.gap(l) - forward.gap(l - 1)), run.depth()))
            .max()
            .orElseThrow();
    return new Reproduction(
        List.of(data.build()),
        List.of(chart),
        List.of(
            parallel(x, lines, exponent),
            approach(runs, -law.convergenceExponent(), sketch ? 0.02 : 0.005),
            forgetting(atLimit, -law.convergenceExponent(), sketch ? 0.02 : 0.005)),
        List.of(
            "The paper does not print its starts e_0; these are ours.",
            "e_l - e* has, besides the term l^(-delta*) that depends on the start, one of order"
                + " l^(-1/2), from the terms of order q^(-1/2) in V(q), that does not. With delta*"
                + " = 0.449 the two are hardly apart, so the slopes of the lines approach their"
                + " limit slowly: between "
                + run.depth() / 4
                + " and "
                + run.depth()
                + " layers that of the slowest is still "
                + Numerals.rounded(slowest, 4)
                + ". The difference of two starts, and de_l/de_0, are free of the second term."));
  }

  private static double[] values(int[] layers, IntToDoubleFunction y) {
    return Arrays.stream(layers).mapToDouble(y).toArray();
  }

  /** Slope of ln y against ln l beyond layer 400. */
  private static LineFit exponent(double[] layers, double[] y) {
    int from = (int) Arrays.stream(layers).filter(l -> l < FROM).count();
    int n = layers.length;
    return LineFit.of(
        Arrays.stream(layers, from, n).map(Math::log).toArray(),
        Arrays.stream(y, from, n).map(Math::log).toArray());
  }

  private static Claim parallel(double[] layers, List<double[]> lines, double exponent) {
    LineFit farthest =
        lines.stream()
            .map(line -> exponent(layers, line))
            .max(Comparator.comparingDouble(fit -> Math.abs(fit.slope() - exponent)))
            .orElseThrow();
    return Claim.near(
        "in log-log scale the lines e_l - e_(l-1) are parallel to l^(-delta* - 1) from about layer"
            + " 400 on: slope of the line that is farthest from it",
        exponent,
        0.1,
        new Measurement(
            farthest.slope(),
            farthest.uncertainty(),
            "least squares through the recurrence, drift of the slope"));
  }

  /** Of two trajectories the terms that both have cancel. */
  private static Claim approach(List<ResidualRun.Forward> runs, double exponent, double tolerance) {
    Measurement farthest =
        runs.stream()
            .skip(1)
            .map(
                run -> {
                  ResidualRun.Forward first = runs.getFirst();
                  return extrapolated(l -> Math.abs(run.gap(l) - first.gap(l)), run.run().depth());
                })
            .max(Comparator.comparingDouble(found -> Math.abs(found.value() - exponent)))
            .orElseThrow();
    return Claim.near(
        "e_l converges as l^(-delta*) from every start: exponent with which two starts approach"
            + " each other, e_l - e'_l, that of the pair that is farthest from it",
        exponent,
        tolerance,
        farthest);
  }

  private static Claim forgetting(ResidualRun.Forward forward, double exponent, double tolerance) {
    return Claim.near(
        "e_l converges as l^(-delta*): exponent with which it forgets its start, de_l/de_0 at e*",
        exponent,
        tolerance,
        extrapolated(forward::slope, forward.run().depth()));
  }

  /**
   * Each exponent between l/4 and l is off by multiples of l^(−δ*) and l^(−1/2), which are so near
   * each other that both are taken for l^(−1/2) and removed one after the other.
   */
  private static Measurement extrapolated(IntToDoubleFunction y, int l) {
    double best = twice(y, l);
    return new Measurement(
        best,
        Math.abs(best - twice(y, l / 4)),
        "exponents between l/4 and l up to l = "
            + l
            + ", extrapolated twice in l^(-1/2); change from a quarter of the depth");
  }

  private static double twice(IntToDoubleFunction y, int l) {
    return 2 * once(y, l) - once(y, l / 4);
  }

  private static double once(IntToDoubleFunction y, int l) {
    return 2 * exponent(y, l) - exponent(y, l / 4);
  }

  private static double exponent(IntToDoubleFunction y, int l) {
    int shallower = l / 4;
    return Math.log(y.applyAsDouble(l) / y.applyAsDouble(shallower))
        / (Math.log(l) - Math.log(shallower));
  }
}
