package io.brink.expectation;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A division of [−reach, reach] into panels on each of which a {@link #RULE}-sized Gauss–Legendre rule
 * resolves φ, φ′ and φ″ and products of them.
 *
 * <p>It depends on φ alone, not on the variance at which φ is used, and finds by itself what the
 * integrals must know of φ: it is fine near kinks of φ with an algebraic singularity and beside poles near
 * the real axis, coarse where φ is nearly a polynomial. Every breakpoint is an edge. A panel is bisected
 * until the last Legendre coefficients of φ, φ′ and φ″ have fallen to {@value #RESOLUTION} of their size:
 * the error of the integral is the square of that, as an n-point rule is exact to degree 2n − 1.
 *
 * @param edges by increasing x
 * @param kinks whether φ is not analytic at the edge
 * @param singular whether φ or a derivative grows without bound at the edge
 */
record ActivationMesh(double[] edges, boolean[] kinks, boolean[] singular) {

  /** The rule used on each panel. */
  static final GaussLegendre RULE = new GaussLegendre(20);

  private static final double RESOLUTION = 1e-8;

  /** Below this fraction of the size of φ nearer to 0, structure of φ does not matter to any moment. */
  private static final double FLOOR = 1e-6;

  /** Smallest panel, as a fraction of its place or of 1. */
  private static final double SMALLEST = 1e-10;

  double reach() {
    return edges[edges.length - 1];
  }

  int panels() {
    return edges.length - 1;
  }

  /** The mesh of φ on at least [−reach, reach]. */
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
    return new ActivationMesh(e, k, s);
  }

  /** One construction: walks outwards in shells [2ᵏ, 2ᵏ⁺¹], so that the size of φ nearer to 0 is known. */
  private static final class Builder {
    private final Activation activation;
    private final List<Breakpoint> breakpoints;
    private final List<Double> found = new ArrayList<>();
    private final int n = RULE.size();
    private final double[] x = new double[n];
    private final double[][] f = new double[3][n];
    private final double[] size = new double[3];
    private final double[] shellSize = new double[3];

    Builder(Activation activation) {
      this.activation = activation;
      this.breakpoints = activation.breakpoints();
    }

    ActivationMesh build(double reach) {
      double inner = 0;
      double outer = 1;
      while (true) {
        System.arraycopy(size, 0, shellSize, 0, 3);
        shell(inner, outer);
        shell(-outer, -inner);
        System.arraycopy(shellSize, 0, size, 0, 3);
        if (outer >= reach) {
          break;
        }
        inner = outer;
        outer *= 2;
      }
      found.add(outer);
      double[] edges =
          found.stream().mapToDouble(v -> v == 0 ? 0.0 : v).sorted().distinct().toArray();
      boolean[] kinks = new boolean[edges.length];
      boolean[] singular = new boolean[edges.length];
      for (Breakpoint b : breakpoints) {
        int i = Arrays.binarySearch(edges, b.location() == 0 ? 0.0 : b.location());
        if (i >= 0) {
          kinks[i] = true;
          singular[i] = isSingular(b);
        }
      }
      return new ActivationMesh(edges, kinks, singular);
    }

    private void shell(double from, double to) {
      double a = from;
      boolean aSpecial = false;
      for (Breakpoint b : breakpoints) {
        double k = b.location();
        if (k == from) {
          aSpecial = true;
        } else if (k > from && k < to) {
          bisect(a, k, aSpecial, true, 0);
          a = k;
          aSpecial = true;
        }
      }
      boolean toSpecial = breakpoints.stream().anyMatch(b -> b.location() == to);
      bisect(a, to, aSpecial, toSpecial, 0);
    }

    /** Adds the left edges of the panels of [a, b]; a special end carries a breakpoint. */
    private void bisect(double a, double b, boolean aSpecial, boolean bSpecial, int depth) {
      double place = Math.max(Math.abs(a), Math.abs(b));
      if (b - a <= SMALLEST * Math.max(1, place) || resolved(a, b)) {
        found.add(a);
        return;
      }
      // towards a breakpoint that stays unresolved (x^1.5 at 0) the panels shrink by 4, not by 2
      double fraction = depth > 5 && aSpecial != bSpecial ? (aSpecial ? 0.25 : 0.75) : 0.5;
      double middle = a + fraction * (b - a);
      bisect(a, middle, aSpecial, false, depth + 1);
      bisect(middle, b, false, bSpecial, depth + 1);
    }

    private boolean resolved(double a, double b) {
      double half = (b - a) / 2;
      double middle = a + half;
      for (int i = 0; i < n; i++) {
        x[i] = middle + half * RULE.nodes[i];
      }
      activation.evaluate(n, x, f[0], f[1], f[2]);
      boolean resolved = true;
      for (int order = 0; order < 3; order++) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
          largest = Math.max(largest, Math.abs(f[order][i]));
        }
        if (!(largest < 1e300)) {
          // φ overflows here: no finite moment reaches this panel, and nothing would resolve it
          continue;
        }
        shellSize[order] = Math.max(shellSize[order], largest);
        double tail = 0;
        for (int degree = n - 3; degree < n; degree++) {
          double[] row = RULE.analysisRow(degree);
          double coefficient = 0;
          for (int i = 0; i < n; i++) {
            coefficient += row[i] * f[order][i];
          }
          tail = Math.max(tail, Math.abs(coefficient));
        }
        resolved &= tail <= RESOLUTION * Math.max(largest, FLOOR * size[order]);
      }
      return resolved;
    }

    private static boolean isSingular(Breakpoint b) {
      return Double.isInfinite(b.valueJump())
          || Double.isInfinite(b.derivativeJump())
          || Double.isInfinite(b.secondDerivativeJump());
    }
  }
}
