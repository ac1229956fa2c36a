package io.brink.expectation;

import io.brink.activation.Parity;
import io.brink.internal.simd.VectorMath;
import java.util.List;

/**
 * One function f⁽ᵏ⁾(scale·z), k = 0, 1, 2, sampled on the whole line once, and its means under N(t,
 * s²) for many centres t: E f⁽ᵏ⁾(scale(t + sξ)).
 *
 * <p>The nodes are a lattice or Gauss–Legendre panels; either is as fine as s and f ask for.
 */
final class ConditionalSide {

  /** Every so many rows the truncation error of the panels is estimated. */
  private static final int CHECKED_ROWS = 6;

  /** Beyond it the density is not a double with all its digits. */
  private static final double LARGEST_NODE = 37;

  /** A part of the largest |f⁽ᵏ⁾| times weight and density that counts for nothing. */
  private static final double NEGLIGIBLE = 1e-20;

  /** Functions that make one look farther may be large where this one is negligible. */
  private static final double LARGEST_TRIMMED_REACH = 12.5;

  /** What a rounding of the argument counts beside that of f. */
  private static final double ARGUMENT = 0.25;

  private final double[] z;

  /** Weights without the density. */
  private final double[] weights;

  private final double[][] f;

  /**
   * |f⁽ᵏ⁾| and what the rounding of its argument adds; on a lattice, f⁽ᵏ⁾ with alternating signs.
   */
  private final double[][] size;

  private final double[][] alternating;

  /** The nodes at which f′ and f″ count; at all of them f does. */
  private final int[] first = new int[3];

  private final int[] last = new int[3];

  private final int panelSize;
  private final Parity parity;

  /** Smallest and largest node of each panel; on a lattice, of each node. */
  private final double[] lowest;

  private final double[] highest;

  private ConditionalSide(
      GaussianRule rule, double[] weights, double[][] f, Parity parity, double reach) {
    this.parity = parity;
    this.z = rule.nodes();
    this.weights = weights;
    this.f = f;
    this.panelSize = rule.panelSize();
    int n = z.length;
    size = new double[3][n];
    alternating = panelSize == 0 ? new double[3][n] : null;
    for (int k = 0; k < 3; k++) {
      for (int j = 0; j < n; j++) {
        size[k][j] = Math.abs(f[k][j]) + ARGUMENT * variation(rule, f[k], j);
        if (panelSize == 0) {
          alternating[k][j] = (j & 1) == 0 ? f[k][j] : -f[k][j];
        }
      }
    }
    int panels = panelSize == 0 ? 0 : n / panelSize;
    lowest = panelSize == 0 ? z : new double[panels];
    highest = panelSize == 0 ? z : new double[panels];
    for (int p = 0; p < panels; p++) {
      // towards an algebraic singularity the nodes of a panel may fall
      double one = z[p * panelSize];
      double other = z[(p + 1) * panelSize - 1];
      lowest[p] = Math.min(one, other);
      highest[p] = Math.max(one, other);
    }
    last[0] = n;
    for (int k = 1; k < 3; k++) {
      int[] support = support(rule, f[k], reach);
      int grain = panelSize == 0 ? 1 : panelSize;
      first[k] = support[0] / grain * grain;
      last[k] = (support[1] + grain - 1) / grain * grain;
    }
  }

  /** |x g′(x)| at a node, by its neighbours. */
  private static double variation(GaussianRule rule, double[] g, int j) {
    int size = rule.panelSize() == 0 ? rule.size() : rule.panelSize();
    int start = j / size * size;
    int a = Math.max(start, j - 1);
    int b = Math.min(start + size - 1, j + 1);
    double[] x = rule.points();
    double variation = Math.abs(x[j] * ((g[b] - g[a]) / (x[b] - x[a])));
    return variation < Double.POSITIVE_INFINITY ? variation : 0;
  }

  /**
   * The range of indices in which g counts, in a pair that asks to look as far as {@code reach}.
   */
  static int[] support(GaussianRule rule, double[] g, double reach) {
    int n = rule.size();
    if (reach > LARGEST_TRIMMED_REACH) {
      return new int[] {0, n};
    }
    double[] size = new double[n];
    double largest = 0;
    for (int j = 0; j < n; j++) {
      size[j] = Math.abs(g[j]) * rule.weights()[j];
      largest = Math.max(largest, size[j]);
    }
    int from = 0;
    int to = n;
    while (from < to && size[from] <= NEGLIGIBLE * largest) {
      from++;
    }
    while (to > from && size[to - 1] <= NEGLIGIBLE * largest) {
      to--;
    }
    return new int[] {from, to};
  }

  /** From a rule with the density in its weights. */
  static ConditionalSide of(LineSample sample, Parity parity, double reach) {
    GaussianRule rule = sample.rule();
    int n = rule.size();
    double[] z = rule.nodes();
    double[] weights = new double[n];
    for (int j = 0; j < n; j++) {
      if (Math.abs(z[j]) < LARGEST_NODE) {
        weights[j] = rule.weights()[j] / GaussianExpectation.density(z[j]);
      }
    }
    return new ConditionalSide(rule, weights, sample.values(), parity, reach);
  }

  /** What is known of f⁽ᵏ⁾ at each centre; rows outside [begin, end) are 0. */
  static final class Rows {
    final int begin;
    final int end;

    /** E f⁽ᵏ⁾ at each centre. */
    final double[] mean;

    /** E |f⁽ᵏ⁾|. */
    final double[] size;

    /** Bound of the error of {@link #mean}. */
    final double[] error;

    /** Var f, where k = 0. */
    final double[] variance;

    /** Its error. */
    final double[] varianceError;

    Rows(int count, int begin, int end) {
      this.begin = begin;
      this.end = end;
      mean = new double[count];
      size = new double[count];
      error = new double[count];
      variance = new double[count];
      varianceError = new double[count];
    }
  }

  /** The centres (i − half)·step, i ≤ 2·half, and the density about each. */
  record Centres(int half, double step, double s, double reach) {}

  /**
   * The rows of some of f, f′, f″.
   *
   * @param orders which, increasing
   */
  Rows[] rows(List<DerivativeOrder> orders, Centres centres) {
    int count = 2 * centres.half + 1;
    Rows[] rows = new Rows[orders.size()];
    int firstNode = z.length;
    int lastNode = 0;
    int firstRow = count;
    int lastRow = 0;
    for (int o = 0; o < rows.length; o++) {
      int k = orders.get(o).ordinal();
      rows[o] = empty(k, count, centres);
      firstNode = Math.min(firstNode, first[k]);
      lastNode = Math.max(lastNode, last[k]);
      firstRow = Math.min(firstRow, rows[o].begin);
      lastRow = Math.max(lastRow, rows[o].end);
    }
    boolean mirrored = parity != Parity.NONE;
    if (mirrored) {
      firstRow = Math.max(firstRow, centres.half);
    }
    Window window = new Window(centres, firstNode, lastNode);
    for (int i = firstRow; i < lastRow; i++) {
      window.move(i);
      for (int o = 0; o < rows.length; o++) {
        int begin = mirrored ? centres.half : rows[o].begin;
        if (i >= begin && i < rows[o].end) {
          window.measure(orders.get(o).ordinal(), i, i - begin, rows[o]);
        }
      }
    }
    for (int o = 0; o < rows.length; o++) {
      finish(rows[o], mirrored ? centres.half : rows[o].begin);
      if (mirrored) {
        boolean odd = (parity == Parity.ODD) == (orders.get(o) != DerivativeOrder.FIRST);
        mirror(rows[o], centres.half, odd ? -1 : 1);
      }
    }
    return rows;
  }

  /** The rows that see a node at which f⁽ᵏ⁾ counts. */
  private Rows empty(int k, int count, Centres centres) {
    if (first[k] >= last[k]) {
      return new Rows(count, centres.half, centres.half);
    }
    if (centres.step == 0) {
      return new Rows(count, 0, count);
    }
    double far = centres.reach * centres.s;
    int left = (int) Math.max(-1e9, Math.floor((z[first[k]] - far) / centres.step));
    int right = (int) Math.min(1e9, Math.ceil((z[last[k] - 1] + far) / centres.step));
    if (parity != Parity.NONE) {
      right = Math.max(right, -left);
      left = -right;
    }
    int begin = Math.clamp(centres.half + (long) left, 0, count);
    return new Rows(count, begin, Math.clamp(centres.half + (long) right + 1, begin, count));
  }

  /** The nodes about one centre, with the density there in their weights. */
  private final class Window {
    private final Centres centres;
    private final int lastNode;
    private final double[] density;
    private final double[] deviation;
    private final double[] terms;
    private final VectorMath math = VectorMath.preferred();
    private int from;
    private int to;

    Window(Centres centres, int firstNode, int lastNode) {
      this.centres = centres;
      this.lastNode = Math.max(firstNode, lastNode);
      int nodes = this.lastNode - firstNode;
      density = new double[nodes];
      deviation = new double[nodes];
      terms = new double[panelSize];
      from = firstNode;
      to = firstNode;
    }

    /** To the next centre. */
    void move(int i) {
      double centre = (i - centres.half) * centres.step;
      double left = centre - centres.reach * centres.s;
      double right = centre + centres.reach * centres.s;
      int grain = panelSize == 0 ? 1 : panelSize;
      while (from < lastNode && highest[from / grain] < left) {
        from += grain;
      }
      to = Math.max(to, from);
      while (to < lastNode && lowest[to / grain] <= right) {
        to += grain;
      }
      double scale = 1 / centres.s;
      int n = to - from;
      for (int j = 0; j < n; j++) {
        double t = (z[from + j] - centre) * scale;
        density[j] = -0.5 * t * t;
      }
      math.exp(n, density, density);
      double factor = GaussianExpectation.DENSITY_AT_ZERO * scale;
      for (int j = 0; j < n; j++) {
        density[j] *= factor * weights[from + j];
      }
    }

    /** What f⁽ᵏ⁾ is there, by the nodes at which it counts. */
    void measure(int k, int i, int row, Rows rows) {
      int begin = Math.max(from, first[k]);
      int n = Math.min(to, last[k]) - begin;
      if (n <= 0) {
        return;
      }
      int at = begin - from;
      rows.mean[i] = math.dot(n, density, at, f[k], begin);
      rows.size[i] = math.dot(n, density, at, size[k], begin);
      if (k == 0) {
        variance(i, rows);
      }
      if (panelSize == 0) {
        // the difference of the two interleaved lattices
        double difference = math.dot(n, density, at, alternating[k], begin);
        rows.error[i] = rows.size[i] == 0 ? 0 : 10 * difference * difference / rows.size[i];
      } else if (row % CHECKED_ROWS == 0) {
        rows.error[i] = panelError(n, at, f[k], begin);
        if (k == 0) {
          for (int j = 0; j < n; j++) {
            deviation[j] *= deviation[j];
          }
          rows.varianceError[i] += panelError(n, at, deviation, 0);
        }
      }
    }

    private void variance(int i, Rows rows) {
      int n = to - from;
      double mean = rows.mean[i];
      double[] value = f[0];
      for (int j = 0; j < n; j++) {
        deviation[j] = value[from + j] - mean;
      }
      double sum = math.dot(n, density, deviation, deviation);
      rows.variance[i] = sum;
      // f carries its rounding into the deviation: Σ w|f||f − E f| by Cauchy and Schwarz
      double noise = Math.sqrt(sum * (sum + mean * mean));
      rows.varianceError[i] = Rounding.bound(sum) + 8 * 0x1p-53 * noise;
    }

    private double panelError(int n, int at, double[] g, int begin) {
      GaussLegendre rule = ActivationMesh.RULE;
      double total = 0;
      for (int j = 0; j < n; j += panelSize) {
        for (int l = 0; l < panelSize; l++) {
          terms[l] = density[at + j + l] * g[begin + j + l] / rule.weights[l];
        }
        total += rule.truncation(terms, 0, 0);
      }
      return total;
    }
  }

  /**
   * Gives the rows between two checked ones the larger of their errors, and all their rounding.
   *
   * @param from the first row, from which the checked ones are counted
   */
  private void finish(Rows rows, int from) {
    if (panelSize != 0) {
      spread(rows.error, from, rows.end);
      spread(rows.varianceError, from, rows.end);
    }
    for (int i = from; i < rows.end; i++) {
      rows.error[i] += Rounding.bound(rows.size[i]);
    }
  }

  private static void spread(double[] error, int from, int end) {
    for (int i = from; i < end; i += CHECKED_ROWS) {
      double after = i + CHECKED_ROWS < end ? error[i + CHECKED_ROWS] : 0;
      for (int j = i; j < Math.min(end, i + CHECKED_ROWS); j++) {
        error[j] = Math.max(error[j], Math.max(error[i], after));
      }
    }
  }

  private static void mirror(Rows rows, int half, int sign) {
    for (int i = half + 1; i < rows.end; i++) {
      int j = 2 * half - i;
      rows.mean[j] = sign * rows.mean[i];
      rows.size[j] = rows.size[i];
      rows.error[j] = rows.error[i];
      rows.variance[j] = rows.variance[i];
      rows.varianceError[j] = rows.varianceError[i];
    }
  }
}
