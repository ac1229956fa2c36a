package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.reproduction.Claim;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Samples;
import io.brink.reproduction.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Figure C.11: (2/π) arcsin c − E tanh(x)tanh(y) is linear in 1/q as q → ∞, c fixed. */
public final class SubleadingCovariance implements Figure {

  private static final double[] CORRELATIONS = {0.2, Math.cos(1), 0.8};

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "C.11");
  }

  @Override
  public String title() {
    return "E tanh(x)tanh(y) against 1/q at constant correlation";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of("activation", "activation", Value.text("tanh")),
        Fact.of(
            "correlations",
            "c",
            new Value.Sequence(Arrays.stream(CORRELATIONS).mapToObj(Value::rounded).toList()),
            "cos 1 is the paper's"));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    Kernel kernel = Kernel.of(Activations.parse("tanh"));
    double[] inverse = Samples.logarithmic(1e-5, 0.1, 61);
    DataTable table = DataTable.of("covariance", "W(q, cq)").column("inverse_q", "1/q", inverse);
    Chart chart =
        Chart.of(
            "difference",
            "Distance from the limit, φ = tanh",
            Axis.logarithmic("1/q"),
            Axis.logarithmic("(2/π) arcsin c − W(q, cq)"));
    List<Claim> claims = new ArrayList<>();
    for (double c : CORRELATIONS) {
      Correlation correlation = Correlation.ofValue(c);
      double limit = 2 / Math.PI * Math.asin(c);
      DoubleUnaryOperator difference =
          x -> limit - kernel.covariance(1 / x, 1 / x, correlation).value();
      double[] y = Samples.map(inverse, difference);
      String name = "c = " + Numerals.rounded(c, 4);
      table.column("difference_" + Numerals.rounded(c, 4), name, y);
      chart = chart.line(name, inverse, y);
      double near = exponent(difference, 1e-4);
      double far = exponent(difference, 1e-3);
      claims.add(
          Claim.near(
              "at constant c the subleading term is linear in 1/q: exponent, " + name,
              1,
              0.01,
              new Measurement(
                  near,
                  Math.abs(near - far),
                  "quotient of differences at 1/q = 1e-4 and 2e-4; change from ten times that")));
    }
    chart = chart.reference("1/q", inverse, inverse);
    return Reproduction.of(List.of(table.build()), List.of(chart), claims);
  }

  private static double exponent(DoubleUnaryOperator f, double x) {
    return Math.log(f.applyAsDouble(2 * x) / f.applyAsDouble(x)) / Math.log(2);
  }
}
