package io.brink.reproduction.res;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.asymptotics.PowerLaw;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.ResidualVariances;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.report.Fact;
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
import io.brink.reproduction.Samples;
import io.brink.reproduction.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Figure A.2: exponents of correlations and gradients in α-ReLU full residual networks. */
public final class PowerDynamics implements Figure {

  private static final double[] POWERS = {0.9, 0.8, 0.7, 0.6};
  private static final double[] STARTS = {0.1, 0.5, 0.9, 0.99};

  /** As deep as the exponents are followed; the lines are drawn to a tenth of it. */
  private static final int DEEP = 100_000;

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "A.2");
  }

  @Override
  public String title() {
    return "alpha-ReLU FRN: exponents of the correlation's and the gradients' dynamics";
  }

  @Override
  public List<Fact> parameters() {
    return Parameters.of("alpha_relu", Parameters.USUAL);
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    int depth = setting.effort() == Effort.RECORD ? 10_000 : 1_000;
    List<Chart> charts = new ArrayList<>();
    List<Claim> claims = new ArrayList<>();
    double[] layers = Samples.map(Samples.logarithmic(2, depth, 120), Math::rint);
    DataTable table = DataTable.of("dynamics", "e and gradients").column("layer", "l", layers);
    setting.progress().begin("powers", POWERS.length);
    for (double power : POWERS) {
      Activation activation = Activations.parse("alpha_relu(" + power + ")");
      PowerLaw law = (PowerLaw) ResidualLaw.of(activation, Parameters.USUAL);
      ResidualRun run = ResidualRun.of(activation, Parameters.USUAL, depth);
      charts.add(correlations(run, law, layers, table, claims));
      claims.add(drifting(law, setting.effort()));
      claims.add(forgetting(law, run.depth()));
      charts.add(gradients(run, law, layers, table, claims));
      setting.progress().advance(1);
    }
    return new Reproduction(
        List.of(table.build()),
        charts,
        claims,
        List.of(
            "The paper does not print its starts but 0.99; the others are ours.",
            "The law l^(-mu) holds where e_l is near e*. From 0.99 it gets there as l^(-mu), with"
                + " mu of 0.05 to 0.2: not in any depth that is computed. Until then the exponent"
                + " is that of J' where e_l is: steeper below e*, flatter above."));
  }

  private static Chart correlations(
      ResidualRun run, PowerLaw law, double[] layers, DataTable table, List<Claim> claims) {
    double power = law.degree();
    double exponent = -law.convergenceExponent() - 1;
    Chart chart =
        Chart.of(
            "e_" + power,
            "|e_l − e_{l−1}|, α = " + power,
            Axis.logarithmic("layer l"),
            Axis.logarithmic("|e_l − e_{l−1}|"));
    double[] last = new double[0];
    ResidualRun.Forward nearest = null;
    for (double start : STARTS) {
      ResidualRun.Forward forward = run.forward(1, Correlation.ofValue(start));
      last = Samples.map(layers, l -> Math.abs(forward.gap((int) l) - forward.gap((int) l - 1)));
      nearest = forward;
      table.column("e_" + power + "_from_" + start, "|e_l - e_(l-1)|, alpha " + power, last);
      chart = chart.line("e_0 = " + start, layers, last);
    }
    double scale = last[last.length - 1] / Math.pow(run.depth(), exponent);
    ResidualRun.Forward forward = nearest;
    DoubleUnaryOperator slope =
        l -> exponent(k -> Math.log(Math.abs(forward.gap((int) k) - forward.gap((int) k - 1))), l);
    double deep = slope.applyAsDouble(run.depth());
    claims.add(
        Claim.near(
            "e_l converges as l^(-mu): exponent of |e_l - e_(l-1)| from e_0 = 0.99, alpha = "
                + power,
            exponent,
            0.05,
            new Measurement(
                deep,
                Math.abs(deep - slope.applyAsDouble(0.25 * run.depth())),
                "slope between l/4 and l; change from a quarter of l")));
    return chart.reference(
        "l^{−μ−1}", layers, Samples.map(layers, l -> scale * Math.pow(l, exponent)));
  }

  /**
   * For large l a layer moves e by (J(e) − e)/((1 − α) l) up to smaller terms, so that |e_l −
   * e_{l−1}| falls as l to the power −1 − (1 − J′(e_l))/(1 − α): that of the law at e*, slowly
   * drifting towards it as l^(−μ) elsewhere.
   */
  private static Claim drifting(PowerLaw law, Effort effort) {
    int depth = effort == Effort.RECORD ? DEEP : 4_000;
    Activation activation = Activations.parse("alpha_relu(" + law.degree() + ")");
    ResidualRun.Forward forward =
        ResidualRun.of(activation, Parameters.USUAL, depth).forward(1, Correlation.ofValue(0.99));
    Kernel kernel = Kernel.of(activation);
    DoubleUnaryOperator mu =
        gap ->
            (1
                    - kernel.derivativeCovariance(1, 1, Correlation.ofGap(gap)).value()
                        / kernel.variance(1).value())
                / (1 - law.degree());
    DoubleUnaryOperator corrected =
        l -> {
          // Simpson's rule over ln l between l/4 and l.
          double mean =
              (mu.applyAsDouble(forward.gap((int) l / 4))
                      + 4 * mu.applyAsDouble(forward.gap((int) l / 2))
                      + mu.applyAsDouble(forward.gap((int) l)))
                  / 6;
          return exponent(
                  k -> Math.log(Math.abs(forward.gap((int) k) - forward.gap((int) k - 1))), l)
              + mean
              - law.convergenceExponent();
        };
    double deep = corrected.applyAsDouble(depth);
    return Claim.near(
        "away from e* the exponent is -1 - (1 - J'(e_l))/(1 - alpha), which tends to -mu - 1: that"
            + " of |e_l - e_(l-1)| from e_0 = 0.99, corrected for J'(e_l) - J'(e*), alpha = "
            + law.degree(),
        -law.convergenceExponent() - 1,
        effort == Effort.RECORD ? 0.005 : 0.05,
        new Measurement(
            deep,
            Math.abs(deep - corrected.applyAsDouble(0.25 * depth)),
            "slope between l/4 and l = " + depth + "; change from a quarter of l"));
  }

  /** The exponent itself: without biases, from e*, nothing but l^(−μ) is left. */
  private static Claim forgetting(PowerLaw law, int depth) {
    ResidualRun.Forward forward =
        ResidualRun.of(
                Activations.parse("alpha_relu(" + law.degree() + ")"),
                new ResidualVariances(1.69, 0, 1.5, 0),
                depth)
            .forward(1, Correlation.ofValue(law.fixedPoint()));
    DoubleUnaryOperator slope = l -> exponent(k -> Math.log(forward.slope((int) k)), l);
    double deep = slope.applyAsDouble(depth);
    return Claim.near(
        "mu is the exponent: that of de_l/de_0 at e*, without biases, alpha = " + law.degree(),
        -law.convergenceExponent(),
        0.005,
        new Measurement(
            deep,
            Math.abs(deep - slope.applyAsDouble(0.25 * depth)),
            "slope between l/4 and l; change from a quarter of l"));
  }

  private static Chart gradients(
      ResidualRun run, PowerLaw law, double[] layers, DataTable table, List<Claim> claims) {
    double power = law.degree();
    double r = law.gradientExponent().orElseThrow();
    ResidualRun.Backward backward = run.forward(1, Correlation.ofValue(0.5)).backward();
    List<DoubleUnaryOperator> logs =
        List.of(
            l -> backward.logGradient((int) l),
            l -> backward.logBiasGradient((int) l),
            l -> backward.logWeightGradient((int) l));
    String[] keys = {"chi", "chi_b", "chi_w"};
    String[] labels = {"χ", "χ_b", "χ_w"};
    double[] exponents = {r, r + 1, r - power / (1 - power)};
    Chart chart =
        Chart.of(
            "chi_" + power,
            "•^{(1)}/•^{(l)} and the law (dashed), α = " + power,
            Axis.logarithmic("layer l"),
            Axis.logarithmic("•^{(1)}/•^{(l)}"));
    for (int k = 0; k < keys.length; k++) {
      DoubleUnaryOperator log = logs.get(k);
      double first = log.applyAsDouble(1);
      double exponent = exponents[k];
      double[] y = Samples.map(layers, l -> Math.exp(first - log.applyAsDouble(l)));
      table.column(keys[k] + "_" + power, keys[k] + "_1/" + keys[k] + "_l, alpha " + power, y);
      double scale = (first - log.applyAsDouble(run.depth())) - exponent * Math.log(run.depth());
      chart =
          chart
              .line(labels[k], layers, y)
              .prediction(
                  "", layers, Samples.map(layers, l -> Math.exp(scale + exponent * Math.log(l))));
      double deep = -exponent(log, run.depth());
      double before = -exponent(log, 0.25 * run.depth());
      claims.add(
          Claim.near(
              keys[k] + "_1/" + keys[k] + "_l grows as a power of l: exponent, alpha = " + power,
              exponent,
              0.05 * exponent,
              new Measurement(
                  deep,
                  Math.abs(deep - before),
                  "slope between l/4 and l; change from a quarter of l")));
    }
    return chart;
  }

  private static double exponent(DoubleUnaryOperator log, double l) {
    double shallower = Math.rint(l / 4);
    return (log.applyAsDouble(l) - log.applyAsDouble(shallower)) / Math.log(l / shallower);
  }
}
