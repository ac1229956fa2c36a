package io.brink.report.chart;

import java.util.Arrays;
import java.util.List;

/** Charts of every kind for tests. */
public final class Sketches {

  private Sketches() {}

  /** Two phases, their border, depth scales. */
  public static Chart phases() {
    int n = 40;
    double[] x = spaced(0.5, 3, n);
    double[] y = spaced(0, 0.25, n);
    double[][] scale = new double[n][n];
    int[][] region = new int[n][n];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        double distance = x[column] - 1 - 1.2 * Math.sqrt(y[row]);
        region[row][column] = distance < 0 ? 0 : 1;
        scale[row][column] = 1 / Math.abs(distance);
      }
    }
    double[] border = Arrays.stream(y).map(b -> 1 + 1.2 * Math.sqrt(b)).toArray();
    return Chart.of(
            "phases",
            "Phases, depth scale ξ_c",
            Axis.linear("weight variance σ_w²"),
            Axis.linear("bias variance σ_b²"))
        .with(new Layer.Regions("phase", List.of("ordered", "chaotic"), x, y, region))
        .with(new Layer.Contours("ξ_c", Ink.QUIET, x, y, scale, new double[] {1, 2, 5}))
        .with(new Layer.Line("edge of chaos", Ink.STRONG, Stroke.SOLID, border, y));
  }

  /** A prediction with a band and a simulation with error bars. */
  public static Chart simulation() {
    double[] x = spaced(0, 39, 40);
    double[] mean = Arrays.stream(x).map(l -> 1 - 0.9 * Math.exp(-l / 10)).toArray();
    return Chart.of("simulation", "c against depth", Axis.linear("layer l"), Axis.linear("c^{(l)}"))
        .with(new Layer.Band("predicted", Ink.NEXT, x, shifted(mean, -0.05), shifted(mean, 0.05)))
        .with(new Layer.Line("infinite width", Ink.SAME, Stroke.SOLID, x, mean))
        .with(
            new Layer.Points(
                "simulated", Ink.NEXT, x, shifted(mean, 0.01), constant(0.03, x.length)))
        .with(new Layer.Guide("c^*", Layer.Guide.Direction.HORIZONTAL, 0.95));
  }

  /** A histogram, a density, and two point masses. */
  public static Chart density() {
    double[] edges = spaced(0, 4, 41);
    double[] heights = new double[40];
    Arrays.setAll(heights, i -> semicircle(0.5 * (edges[i] + edges[i + 1])));
    double[] x = spaced(0, 4, 200);
    return Chart.of("density", "Singular values", Axis.linear("s²"), Axis.linear("ρ(s²)"))
        .with(new Layer.Histogram("sampled", Ink.NEXT, edges, heights))
        .line("limit", x, Arrays.stream(x).map(Sketches::semicircle).toArray())
        .with(
            new Layer.Stems(
                "point masses", Ink.NEXT, new double[] {0, 4.2}, new double[] {0.25, 0.1}));
  }

  /** Values on a grid over logarithmic axes. */
  public static Chart heat() {
    int n = 30;
    double[] x = Arrays.stream(spaced(-3, 3, n)).map(e -> Math.pow(10, e)).toArray();
    double[] y = Arrays.stream(spaced(-2, 2, n)).map(e -> Math.pow(10, e)).toArray();
    double[][] z = new double[n][n];
    for (int row = 0; row < n; row++) {
      for (int column = 0; column < n; column++) {
        z[row][column] = x[column] / (1 + x[column] * y[row]);
      }
    }
    return Chart.of("heat", "Ratio", Axis.logarithmic("q"), Axis.logarithmic("L"))
        .with(new Layer.HeatMap("χ^{(0)}/χ^{(L)}", Scale.LOGARITHMIC, x, y, z))
        .with(new Layer.Contours("levels", Ink.STRONG, x, y, z, new double[] {0.1, 1, 10}));
  }

  /** A rough line of n points over logarithmic axes. */
  public static Chart walk(int n) {
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = i + 1;
      y[i] = Math.exp(Math.sin(0.01 * i) + 0.3 * Math.sin(3.7 * i));
    }
    return Chart.of("walk", "n = " + n, Axis.logarithmic("l"), Axis.logarithmic("χ^{(l)}"))
        .line("χ", x, y);
  }

  /** Six lines, of which the second lies on the first, the fourth for half of its course. */
  public static Chart lines() {
    double[] x = spaced(0, 10, 101);
    Chart chart =
        Chart.of("lines", "Lines that coincide", Axis.linear("l"), Axis.linear("c^{(l)}"));
    double[] decays = {0.2, 0.2, 0.5, 0.2, 1, 2};
    for (int i = 0; i < decays.length; i++) {
      int number = i;
      chart =
          chart.line(
              "line " + (i + 1),
              x,
              Arrays.stream(x)
                  .map(
                      l ->
                          Math.exp(-decays[number] * l)
                              + (number == 3 ? 0.1 * Math.max(0, l - 5) : 0))
                  .toArray());
    }
    return chart.reference("reference", x, spaced(1, 0, 101));
  }

  /** Every sketch, with its line as one point and as many. */
  public static List<Chart> all() {
    return List.of(phases(), simulation(), density(), heat(), lines(), walk(1), walk(100_000));
  }

  static double[] spaced(double from, double to, int n) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> from + (to - from) * i / (n - 1));
    return values;
  }

  private static double[] shifted(double[] values, double by) {
    return Arrays.stream(values).map(v -> v + by).toArray();
  }

  private static double[] constant(double value, int n) {
    double[] values = new double[n];
    Arrays.fill(values, value);
    return values;
  }

  private static double semicircle(double x) {
    return Math.sqrt(Math.max(0, x * (4 - x))) / (2 * Math.PI);
  }
}
