package io.brink.expectation;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A division of [−reach, reach] into panels on each of which a {@link #RULE}-sized Gauss–Legendre
 * rule resolves φ, φ′ and φ″ and products of them.
 *
 * <p>It depends on φ alone, not on the variance at which φ is used, and finds by itself what the
 * integrals must know of φ: it is fine near kinks of φ with an algebraic singularity and beside
 * poles near the real axis, coarse where φ is nearly a polynomial. Every breakpoint is an edge. A
 * panel is bisected until the last Legendre coefficients of φ, φ′ and φ″ have fallen to {@value
 * #RESOLUTION} of their size: the error of the integral is the square of that, as an n-point rule
 * is exact to degree 2n − 1.
 *
 * @param edges by increasing x
 * @param kinks whether φ is not analytic at the edge
 * @param singular whether φ or a derivative grows without bound at the edge
 * @param widths for each panel, how wide a panel there could be if only the analytic piece of φ
 *     that it belongs to mattered: far more than the panel's own width where φ is a polynomial
 *     between two kinks
 */
record ActivationMesh(double[] edges, boolean[] kinks, boolean[] singular, double[] widths) {

  /**
   * The most panels that a mesh may have before it is joined. What is finer than that within reach
   * of a Gaussian, as waves and kinks are at a huge variance, is left to other rules.
   */
  static final int MOST_PANELS = 800;

  /** The rule used on each panel. */
  static final GaussLegendre RULE = new GaussLegendre(20);

  private static final double RESOLUTION = 3e-8;

  /**
   * Below this fraction of the size of φ nearer to 0, structure of φ does not matter to any moment.
   */
  private static final double FLOOR = 1e-6;

  /** Coefficients below this fraction of the size of φ are rounding. */
  private static final double NOISE = 1e-13;

  /** Coefficients that fall faster than this are those of a polynomial or nearly. */
  private static final double POLYNOMIAL_FALL = 12;

  /** Smallest panel, as a fraction of its place or of 1. */
  private static final double SMALLEST = 1e-10;

  double reach() {
    return edges[edges.length - 1];
  }

  int panels() {
    return edges.length - 1;
  }

  /**
   * The mesh of φ on at least [−reach, reach]; on less where that would take more than {@link
   * #MOST_PANELS}.
   */
  static ActivationMesh of(Activation activation, double reach) {
    return new Builder(activation).build(reach);
  }

  /** The mesh of φ(−x). */
  ActivationMesh reflected() {
    int n = edges.length;
    double[] e = new double[n];
    boolean[] k = new boolean[n];
    boolean[] s = new boolean[n];
    for (int i = 0; i < n; i++) {
      e[i] = -edges[n - 1 - i];
      k[i] = kinks[n - 1 - i];
      s[i] = singular[n - 1 - i];
    }
    double[] w = new double[n - 1];
    for (int i = 0; i < n - 1; i++) {
      w[i] = widths[n - 2 - i];
    }
    return new ActivationMesh(e, k, s, w);
  }

  /**
   * One construction. It walks outwards in shells [2ᵏ, 2ᵏ⁺¹], so that the size of φ nearer to 0 is
   * known, and then joins neighbours whose union is resolved as well as each of them.
   */
  private static final class Builder {
    private final Activation activation;
    private final List<Breakpoint> breakpoints;
    private final double[] locations;
    private final List<Panel> found = new ArrayList<>();
    private final int n = RULE.size();
    private final double[] x = new double[n];
    private final double[][] f = new double[3][n];

    /** max |φ⁽ᵏ⁾| over the shells before the present one, and over all so far. */
    private final double[] inner = new double[3];

    private final double[] size = new double[3];
    private int most = MOST_PANELS;

    /**
     * A panel with the last Legendre coefficients of φ, φ′, φ″, and how large they may be.
     *
     * @param ratio semi-axis sum of the ellipse in which φ seems analytic, in half-widths
     */
    private record Panel(double a, double b, double[] tail, double[] allowed, double ratio) {
      boolean resolvedWithin(double[] limit) {
        return tail[0] <= limit[0] && tail[1] <= limit[1] && tail[2] <= limit[2];
      }
    }

    Builder(Activation activation) {
      this.activation = activation;
      this.breakpoints = activation.breakpoints();
      // not −0, which a binary search tells from 0
      this.locations = breakpoints.stream().mapToDouble(b -> b.location() + 0.0).toArray();
    }

    ActivationMesh build(double reach) {
      double from = 0;
      double to = 1;
      while (true) {
        // a few for each shell are not many, far out as the shells may go
        most += 4;
        System.arraycopy(size, 0, inner, 0, 3);
        shell(from, to);
        shell(-to, -from);
        if (found.size() > most) {
          double complete = from;
          found.removeIf(panel -> panel.a < -complete || panel.b > complete);
          to = from;
          break;
        }
        if (to >= reach) {
          break;
        }
        from = to;
        to *= 2;
      }
      if (found.isEmpty()) {
        return new ActivationMesh(new double[1], new boolean[1], new boolean[1], new double[0]);
      }
      found.sort(Comparator.comparingDouble(Panel::a));
      List<Panel> joined = join();
      int count = joined.size();
      double[] edges = new double[count + 1];
      double[] widths = new double[count];
      for (int i = 0; i < count; i++) {
        Panel panel = joined.get(i);
        edges[i] = panel.a == 0 ? 0.0 : panel.a;
        widths[i] = (panel.b - panel.a) * widening(panel.ratio);
      }
      edges[count] = to;
      boolean[] kinks = new boolean[edges.length];
      boolean[] singular = new boolean[edges.length];
      for (Breakpoint b : breakpoints) {
        int i = Arrays.binarySearch(edges, b.location() + 0.0);
        if (i >= 0) {
          kinks[i] = true;
          singular[i] = isSingular(b);
        }
      }
      return new ActivationMesh(edges, kinks, singular, widths);
    }

    /**
     * How much wider a panel may be whose ellipse is that large: ∝ its distance from the centre.
     */
    private static double widening(double ratio) {
      double least = Math.pow(RESOLUTION, -1.0 / (RULE.size() - 2));
      double factor = Math.max(1, (ratio - 1 / ratio) / (least - 1 / least));
      // an entire function such as e^{−x²} grows inside the ellipse: only a polynomial falls so
      // fast
      return ratio < POLYNOMIAL_FALL ? Math.sqrt(factor) : factor;
    }

    /**
     * Joins neighbours, outwards from 0 so that the widths at most double from step to step: a
     * union far wider than one of its parts could step over what that part has seen.
     */
    private List<Panel> join() {
      List<Panel> joined = new ArrayList<>();
      join(found.stream().filter(p -> p.a < 0).toList().reversed(), joined);
      join(found.stream().filter(p -> p.a >= 0).toList(), joined);
      joined.sort(Comparator.comparingDouble(Panel::a));
      return joined;
    }

    private void join(List<Panel> outwards, List<Panel> joined) {
      Panel current = outwards.getFirst();
      double[] allowed = current.allowed.clone();
      for (Panel next : outwards.subList(1, outwards.size())) {
        Panel union = null;
        if (!isBreakpoint(next.a >= 0 ? next.a : next.b)) {
          for (int order = 0; order < 3; order++) {
            allowed[order] = Math.min(allowed[order], next.allowed[order]);
          }
          union = analyse(Math.min(current.a, next.a), Math.max(current.b, next.b));
        }
        if (union != null && union.resolvedWithin(allowed)) {
          current = union;
        } else {
          joined.add(current);
          current = next;
          allowed = next.allowed.clone();
        }
      }
      joined.add(current);
    }

    private boolean isBreakpoint(double location) {
      return Arrays.binarySearch(locations, location + 0.0) >= 0;
    }

    private void shell(double from, double to) {
      double a = from;
      for (Breakpoint b : breakpoints) {
        double k = b.location();
        if (k > from && k < to) {
          bisect(a, k, 0);
          a = k;
        }
      }
      bisect(a, to, 0);
    }

    private void bisect(double a, double b, int depth) {
      Panel panel = analyse(a, b);
      double place = Math.max(Math.abs(a), Math.abs(b));
      if (b - a <= SMALLEST * Math.max(1, place)
          || panel.resolvedWithin(panel.allowed)
          || found.size() > most) {
        found.add(panel);
        return;
      }
      // towards a breakpoint that stays unresolved (x^1.5 at 0) the panels shrink by 4, not by 2
      double fraction = 0.5;
      if (depth > 5 && isBreakpoint(a) != isBreakpoint(b)) {
        fraction = isBreakpoint(a) ? 0.25 : 0.75;
      }
      double middle = a + fraction * (b - a);
      bisect(a, middle, depth + 1);
      bisect(middle, b, depth + 1);
    }

    private Panel analyse(double a, double b) {
      double half = (b - a) / 2;
      double middle = a + half;
      for (int i = 0; i < n; i++) {
        x[i] = middle + half * RULE.nodes[i];
      }
      activation.evaluate(n, x, f[0], f[1], f[2]);
      double[] tail = new double[3];
      double[] allowed = new double[3];
      double ratio = Double.POSITIVE_INFINITY;
      for (int order = 0; order < 3; order++) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
          largest = Math.max(largest, Math.abs(f[order][i]));
        }
        if (!(largest < 1e300)) {
          // φ overflows here: no finite moment reaches this panel, and nothing would resolve it
          allowed[order] = Double.POSITIVE_INFINITY;
          continue;
        }
        size[order] = Math.max(size[order], largest);
        double scale = Math.max(largest, FLOOR * inner[order]);
        allowed[order] = RESOLUTION * scale;
        for (int degree = n - 3; degree < n; degree++) {
          tail[order] = Math.max(tail[order], coefficient(order, degree));
        }
        ratio = Math.min(ratio, fall(order, scale));
      }
      return new Panel(a, b, tail, allowed, Math.min(ratio, 1e6));
    }

    private double coefficient(int order, int degree) {
      double[] row = RULE.analysisRow(degree);
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += row[i] * f[order][i];
      }
      return Math.abs(sum);
    }

    /** The factor by which the coefficients fall from one degree to the next, at least. */
    private double fall(int order, double scale) {
      for (int degree = n - 1; degree >= 1; degree--) {
        double coefficient = coefficient(order, degree);
        if (coefficient > NOISE * scale) {
          // from the next degree on they are at most the noise
          return degree == n - 1
              ? Math.pow(scale / coefficient, 1.0 / degree)
              : Math.pow(NOISE, -1.0 / (degree + 1));
        }
      }
      return Double.POSITIVE_INFINITY;
    }

    private static boolean isSingular(Breakpoint b) {
      return Double.isInfinite(b.valueJump())
          || Double.isInfinite(b.derivativeJump())
          || Double.isInfinite(b.secondDerivativeJump());
    }
  }
}
