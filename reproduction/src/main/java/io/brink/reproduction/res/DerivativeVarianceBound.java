package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.kernel.Kernel;
import io.brink.report.Fact;
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
import java.util.List;

/** Figure C.9: lemma C.7, E tanh′(√q z)² ≥ 1/√(4q + 1), and how tight it is. */
public final class DerivativeVarianceBound implements Figure {

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "C.9");
  }

  @Override
  public String title() {
    return "E tanh'(sqrt(q) z)^2 and its lower bound 1/sqrt(4q + 1)";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("activation", "activation", Value.text("tanh")));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    Kernel kernel = Kernel.of(Activations.parse("tanh"));
    double[] q = Samples.logarithmic(1e-3, 1e4, 141);
    double[] slope = Samples.map(q, v -> kernel.derivativeVariance(v).value());
    double[] bound = Samples.map(q, v -> 1 / Math.sqrt(4 * v + 1));
    double least = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (int i = 0; i < q.length; i++) {
      least = Math.min(least, slope[i] / bound[i]);
      largest = Math.max(largest, slope[i] / bound[i]);
    }
    String method = "quadrature, bound of its error";
    double far = 1e8;
    return Reproduction.of(
        List.of(
            DataTable.of("moments", "E phi'^2 and its bound")
                .column("q", "q", q)
                .column("derivative_variance", "E phi'^2", slope)
                .column("bound", "1/sqrt(4q + 1)", bound)
                .build()),
        List.of(
            Chart.of(
                    "moments",
                    "Lemma C.7, φ = tanh",
                    Axis.logarithmic("preactivation variance q"),
                    Axis.logarithmic("E φ′(√q z)²"))
                .line("E φ′(√q z)²", q, slope)
                .reference("1/√(4q + 1)", q, bound)),
        List.of(
            Claim.atLeast(
                "E tanh'^2 is at least 1/sqrt(4q + 1): smallest ratio for q in [0.001, 10000]",
                1,
                new Measurement(least, 1e-13, method)),
            Claim.atMost(
                "the bound is very tight: largest ratio",
                1.1,
                new Measurement(largest, 1e-13, method)),
            Claim.near(
                "E tanh'^2 ~ C_0 q^(-1/2) with C_0 = 0.5319: sqrt(q) E tanh'^2 at q = 1e8",
                0.5319,
                1e-4,
                new Measurement(
                    Math.sqrt(far) * kernel.derivativeVariance(far).value(), 1e-8, method))));
  }
}
