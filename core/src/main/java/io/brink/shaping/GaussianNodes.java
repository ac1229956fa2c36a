package io.brink.shaping;

/**
 * Nodes and weights for E f(z), z ~ N(0,1), at increasing levels of refinement.
 *
 * <p>Where f is analytic in a strip about the real axis the trapezoidal rule converges
 * geometrically in 1/step (Trefethen &amp; Weideman 2014): step ½ integrates every polynomial of
 * moderate degree to rounding. Where φ has breakpoints inside the range, the range is cut there and
 * each panel gets a Gauss–Legendre rule of 16 points. One level up halves the step or the panels.
 */
final class GaussianNodes {

  static final int MAX_LEVEL = 6;

  private static final int ORDER = 16;
  private static final double COARSEST_STEP = 0.5;
  private static final double WIDEST_PANEL = 3.5;
  private static final double[] LEGENDRE_NODES = new double[ORDER];
  private static final double[] LEGENDRE_WEIGHTS = new double[ORDER];
  private static final double NORMALISATION = 1 / Math.sqrt(2 * Math.PI);

  static {
    for (int i = 0; i < ORDER; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (ORDER + 0.5));
      double derivative = 1;
      for (int iteration = 0; iteration < 8; iteration++) {
        double previous = 1;
        double current = x;
        for (int n = 2; n <= ORDER; n++) {
          double next = ((2 * n - 1) * x * current - (n - 1) * previous) / n;
          previous = current;
          current = next;
        }
        derivative = ORDER * (x * current - previous) / (x * x - 1);
        x -= current / derivative;
      }
      LEGENDRE_NODES[i] = x;
      LEGENDRE_WEIGHTS[i] = 2 / ((1 - x * x) * derivative * derivative);
    }
  }

  /** Nodes z, in [0, count). */
  double[] z = new double[256];

  /** Weights, which add to 1. */
  double[] weight = new double[256];

  /** Number of nodes. */
  int count;

  /**
   * Fills the rule.
   *
   * @param radius the range is [−radius, radius], in standard deviations
   * @param cuts places of breakpoints by increasing z; those outside the range are ignored
   * @param level 0 (coarse) to {@link #MAX_LEVEL}
   */
  void fill(double radius, double[] cuts, int level) {
    count = 0;
    double from = -radius;
    boolean cut = false;
    for (double place : cuts) {
      if (place > -radius && place < radius) {
        panels(from, place, level);
        from = place;
        cut = true;
      }
    }
    if (cut) {
      panels(from, radius, level);
    } else {
      trapezoid(radius, level);
    }
    double total = 0;
    for (int i = 0; i < count; i++) {
      total += weight[i];
    }
    for (int i = 0; i < count; i++) {
      weight[i] /= total;
    }
  }

  private void trapezoid(double radius, int level) {
    double step = Math.scalb(COARSEST_STEP, -level);
    int half = (int) Math.ceil(radius / step);
    reserve(2 * half + 1);
    for (int i = -half; i <= half; i++) {
      add(i * step, step);
    }
  }

  private void panels(double from, double to, int level) {
    double widest = Math.scalb(WIDEST_PANEL, -level);
    int number = Math.max(1, (int) Math.ceil((to - from) / widest));
    reserve(count + number * ORDER);
    double half = (to - from) / number / 2;
    for (int p = 0; p < number; p++) {
      double middle = from + half * (2 * p + 1);
      for (int i = 0; i < ORDER; i++) {
        add(middle + half * LEGENDRE_NODES[i], half * LEGENDRE_WEIGHTS[i]);
      }
    }
  }

  private void add(double place, double measure) {
    z[count] = place;
    weight[count] = measure * NORMALISATION * Math.exp(-place * place / 2);
    count++;
  }

  private void reserve(int nodes) {
    if (nodes > z.length) {
      int length = Math.max(nodes, 2 * z.length);
      z = java.util.Arrays.copyOf(z, length);
      weight = java.util.Arrays.copyOf(weight, length);
    }
  }
}
