package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.report.chart.Scale;
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
import java.util.List;

/**
 * Figure C.10: the integrand K of E φ(x)φ(y) for an odd φ after symmetrisation (lemma C.16),
 *
 * <pre>
 *   K(w, w′) = Υ(w, w′) φ(√(q/2)(w + w′)) φ(√(q/2)(w − w′)),
 *   Υ(w, w′) = exp(−½(w²/(1+c) + w′²/(1−c))) − exp(−½(w′²/(1+c) + w²/(1−c))).
 * </pre>
 */
public final class SymmetrisedIntegrand implements Figure {

  private static final double CORRELATION = 0.2;
  private static final double VARIANCE = 100;
  private static final double REACH = 4;

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "C.10");
  }

  @Override
  public String title() {
    return "integrand of E phi(x)phi(y) after symmetrisation, tanh, c = 0.2, q = 100";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of("activation", "activation", Value.text("tanh")),
        Fact.of("correlation", "c", Value.exact(CORRELATION)),
        Fact.of("q", "q", Value.exact(VARIANCE)));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    int n = setting.effort() == Effort.RECORD ? 161 : 61;
    double[] grid = Samples.linear(-REACH, REACH, n);
    double[][] k = new double[n][n];
    double least = Double.POSITIVE_INFINITY;
    double asymmetry = 0;
    DataTable table =
        DataTable.of("integrand", "K").column("w", "w").column("w2", "w'").column("k", "K");
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        double w = grid[column];
        double v = grid[row];
        k[row][column] = integrand(w, v);
        least = Math.min(least, k[row][column]);
        asymmetry =
            Math.max(
                asymmetry,
                Math.max(
                    Math.abs(k[row][column] - integrand(v, w)),
                    Math.abs(k[row][column] - integrand(w, -v))));
        table.row(w, v, k[row][column]);
      }
    }
    double exact =
        Kernel.of(Activations.parse("tanh"))
            .covariance(VARIANCE, VARIANCE, Correlation.ofValue(CORRELATION))
            .value();
    String sampled = "values on the grid, rounding";
    return Reproduction.of(
        List.of(table.build()),
        List.of(
            Chart.of("integrand", "K(w, w′), c = 0.2, q = 100", Axis.linear("w"), Axis.linear("w′"))
                .with(new Layer.HeatMap("K", Scale.LINEAR, grid, grid, k))
                .with(
                    new Layer.Contours(
                        "levels", Ink.QUIET, grid, grid, k, new double[] {0.05, 0.1, 0.2, 0.3}))),
        List.of(
            Claim.atLeast(
                "K is nowhere negative: smallest value",
                -1e-16,
                new Measurement(least, 1e-16, sampled)),
            Claim.atMost(
                "K(w, w') = K(w', w) = K(w, -w'): largest difference",
                1e-15,
                new Measurement(asymmetry, 1e-16, sampled)),
            Claim.near(
                "E phi(x)phi(y) is 1/(pi sqrt(1 - c^2)) times the integral of K over w >= |w'|",
                exact,
                1e-6,
                integral())));
  }

  private static double integrand(double w, double v) {
    double c = CORRELATION;
    double upsilon =
        Math.exp(-0.5 * (w * w / (1 + c) + v * v / (1 - c)))
            - Math.exp(-0.5 * (v * v / (1 + c) + w * w / (1 - c)));
    double root = Math.sqrt(VARIANCE / 2);
    return upsilon * Math.tanh(root * (w + v)) * Math.tanh(root * (w - v));
  }

  /** A quarter of the integral over the plane, by the symmetries; the trapezoidal rule twice. */
  private static Measurement integral() {
    double fine = quarter(0.01);
    double coarse = quarter(0.02);
    return new Measurement(
        fine, Math.abs(fine - coarse), "trapezoidal rule; change from twice the step");
  }

  private static double quarter(double step) {
    double sum = 0;
    int n = (int) Math.rint(9 / step);
    for (int i = -n; i <= n; i++) {
      for (int j = -n; j <= n; j++) {
        sum += integrand(i * step, j * step);
      }
    }
    return sum * step * step / 4 / (Math.PI * Math.sqrt(1 - CORRELATION * CORRELATION));
  }
}
