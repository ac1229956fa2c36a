package io.brink.spectrum;

import io.brink.spectrum.SupportEdge.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Samples of the density on one interval of the support, with the weights of a quadrature.
 *
 * <p>The rule is the double-exponential one (Takahasi and Mori 1974): the trapezoidal rule after
 * tanh-sinh on a bounded interval of u = ln λ, and after y = c·exp(τ − e^{−τ}) on a half-infinite
 * one, y being the distance from the upper edge. It meets edges of any algebraic order and the
 * exponential decay in u that λ^{−L/(L+1)} is, and its nodes gather at the edges.
 */
final class IntervalSampling {

  /**
   * One node.
   *
   * @param weight du of the rule
   * @param found the solution, null in a gap and next to an edge where the edge's expansion serves
   */
  record Sample(SpectralPoint point, double weight, BoundaryPoint found) {

    /** Whether there was no solution. */
    boolean isEmpty() {
      return found == null && point.density() == 0;
    }
  }

  /** Mass near 0 that may be left out where the equation can no longer be solved. */
  private static final double LOST = 1e-9;

  /** Mass below the samples. */
  private static final double TAIL = 1e-10;

  /** Mass beside an upper edge that its closed form gives with a few digits. */
  private static final double KNOWN = 1e-10;

  private static final double BESIDE_EDGE = 1e-8;
  private static final double VISIBLE = 1e-8;
  private static final double NEAR_EDGE = 1e-3;
  private static final double RELIABLE = 1e-5;
  private static final double LONGEST = 1e7;
  private static final double[] FIRST_FRACTIONS = {0.5, 0.3, 0.7, 0.9, 0.1, 0.97, 0.03, 0.99, 0.01};

  private final BoundarySolver solver;
  private final SupportEdge upper;
  private SupportEdge lower;
  private double width;
  private final double rank;
  private final double massBelow;

  /**
   * An interval.
   *
   * @param massBelow share of the law other than at 0 below the interval; NaN if it is not known
   */
  IntervalSampling(BoundarySolver solver, SupportEdge lower, SupportEdge upper, double massBelow) {
    this.solver = solver;
    this.massBelow = massBelow;
    this.lower = lower;
    this.upper = upper;
    width = upper.logSquare() - lower.logSquare();
    rank = solver.equation().rank();
  }

  private boolean isBounded() {
    return width < Double.POSITIVE_INFINITY;
  }

  /**
   * Samples at {@code count} nodes, by increasing u.
   *
   * @param massAbove share of the law above the interval
   * @throws UnsolvedException where no place with a certified solution was found
   */
  List<Sample> sample(int count, double massAbove) throws UnsolvedException {
    BoundaryPoint start = start();
    if (lower.kind() == Kind.TAIL) {
      start = cutTail(start);
    }
    double scale = isBounded() ? width : scale(start, massAbove);
    double[] range = isBounded() ? boundedRange() : halfInfiniteRange(start, scale);
    double step = (range[1] - range[0]) / (count - 1);
    double[] depth = new double[count];
    double[] height = new double[count];
    double[] weight = new double[count];
    for (int i = 0; i < count; i++) {
      // τ falls with u, so that the samples come out by increasing u
      double tau = range[1] - i * step;
      if (isBounded()) {
        double e = Math.exp(-Math.PI * Math.sinh(tau));
        double fraction = e / (1 + e);
        double rest = 1 / (1 + e);
        depth[i] = width * rest;
        height[i] = width * fraction;
        weight[i] = step * width * fraction * rest * Math.PI * Math.cosh(tau);
      } else {
        double e = Math.exp(-tau);
        depth[i] = scale * Math.exp(tau - e);
        height[i] = Double.POSITIVE_INFINITY;
        weight[i] = step * depth[i] * (1 + e);
      }
    }
    return walk(start, depth, height, weight, massAbove);
  }

  private List<Sample> walk(
      BoundaryPoint start, double[] depth, double[] height, double[] weight, double massAbove) {
    int count = depth.length;
    Sample[] samples = new Sample[count];
    double startDepth = upper.logSquare() - start.target().re();
    int first = 0;
    while (first < count - 1 && depth[first] > startDepth) {
      first++;
    }
    for (int direction = -1; direction <= 1; direction += 2) {
      BoundaryPoint before = null;
      BoundaryPoint current = start;
      boolean lost = false;
      for (int i = direction < 0 ? first - 1 : first; i >= 0 && i < count; i += direction) {
        double u = place(depth[i], height[i]);
        double distance = Math.min(depth[i], height[i]);
        SupportEdge edge = depth[i] <= height[i] ? upper : lower;
        BoundaryPoint found = null;
        if (!lost && !isBeside(edge, distance)) {
          if (isNear(edge, distance) && !isTailAbove(edge)) {
            found = solver.follow(current, Complex.real(u));
            found = found != null && isReliable(found) ? found : null;
            // where nodes still to come are closer to the same edge
            lost = found == null && edge == (direction < 0 ? lower : upper);
          } else {
            found = solve(current, u);
            if (found == null) {
              samples[i] = new Sample(nothing(u, current), weight[i], null);
              continue;
            }
          }
        }
        if (found == null) {
          samples[i] =
              new Sample(beside(edge, u, distance, current, before, massAbove), weight[i], null);
        } else {
          before = current;
          current = found;
          samples[i] = new Sample(point(found), weight[i], found);
        }
      }
    }
    return new ArrayList<>(Arrays.asList(samples));
  }

  /** Where no solution lies within the upper half plane: in a gap. */
  private static SpectralPoint nothing(double u, BoundaryPoint nearest) {
    return new SpectralPoint(u, 0, 0, nearest.massAbove(), 0);
  }

  private BoundaryPoint solve(BoundaryPoint from, double u) {
    BoundaryPoint found = solver.reach(from, u);
    return found != null ? found : solver.rotate(u);
  }

  private double place(double depth, double height) {
    return depth <= height ? upper.logSquare() - depth : lower.logSquare() + height;
  }

  private static boolean isBeside(SupportEdge edge, double distance) {
    return edge.hasExpansion()
        && distance < BESIDE_EDGE * Math.max(1, Math.abs(edge.logSquare()))
        && edge.isPrecise(distance);
  }

  private static boolean isNear(SupportEdge edge, double distance) {
    return distance < NEAR_EDGE * Math.max(1, Math.abs(edge.logSquare()));
  }

  /** Whether solutions are found right up to the edge. */
  private boolean isTailAbove(SupportEdge edge) {
    return edge == upper && edge.kind() == Kind.TAIL;
  }

  private static boolean isReliable(BoundaryPoint found) {
    return found.densityError() <= RELIABLE * found.density();
  }

  /**
   * The density next to an edge: by the edge's expansion, or by the power law with the mass that is
   * left or, where that is not known yet, through the last two solutions.
   */
  private SpectralPoint beside(
      SupportEdge edge,
      double u,
      double distance,
      BoundaryPoint nearest,
      BoundaryPoint before,
      double massAbove) {
    double reached = Math.abs(nearest.target().re() - edge.logSquare());
    double density;
    double error;
    double between;
    if (edge.hasExpansion()) {
      SupportEdge.Expansion expansion = edge.through(nearest);
      density = expansion.density(distance);
      double shift = solver.equation().groupingError().at(u) / distance;
      error = density * (distance + (edge.isPrecise(distance) ? 1e-6 : 1e-2) + Math.min(1, shift));
      between = expansion.mass(reached) - expansion.mass(distance);
    } else {
      double power = before == null ? 0 : power(edge, nearest, before);
      boolean known = edge == upper || !Double.isNaN(massBelow);
      double left =
          edge == upper
              ? nearest.massAbove() - massAbove
              : rank - nearest.massAbove() - (known ? massBelow : 0);
      if (left <= KNOWN) {
        power = Math.max(power, 0);
      } else if (known) {
        power = Math.clamp(nearest.density() * reached / left - 1, -0.95, 4);
      }
      density = nearest.density() * Math.pow(distance / reached, power);
      error = density;
      between = (nearest.density() * reached - density * distance) / (1 + power);
    }
    double mass = nearest.massAbove() + (edge == upper ? -between : between);
    return new SpectralPoint(u, density, error, mass, 0);
  }

  private static double power(SupportEdge edge, BoundaryPoint nearest, BoundaryPoint before) {
    double a = Math.abs(nearest.target().re() - edge.logSquare());
    double b = Math.abs(before.target().re() - edge.logSquare());
    double slope = Math.log(nearest.density() / before.density()) / Math.log(a / b);
    return Double.isNaN(slope) ? 0 : Math.clamp(slope, -0.95, 4);
  }

  static SpectralPoint point(BoundaryPoint found) {
    return new SpectralPoint(
        found.target().re(),
        found.density(),
        found.densityError(),
        found.massAbove(),
        found.residual());
  }

  private BoundaryPoint start() throws UnsolvedException {
    boolean whole = isBounded() && lower.kind() != Kind.TAIL;
    double reach = whole ? width : 1;
    for (int round = 0; round < (whole ? 1 : 12); round++) {
      for (double fraction : FIRST_FRACTIONS) {
        BoundaryPoint found = solver.rotate(upper.logSquare() - fraction * reach);
        if (found != null) {
          return found;
        }
      }
      reach *= 4;
    }
    throw UnsolvedException.at(upper.logSquare());
  }

  /** Moves the lower end of a tail up to where the mass below it is negligible. */
  private BoundaryPoint cutTail(BoundaryPoint start) throws UnsolvedException {
    BoundaryPoint inside = start;
    double low = lower.logSquare();
    double high = start.target().re();
    for (int i = 0; i < 40 && high - low > 1e-3 * (1 + Math.abs(high - upper.logSquare())); i++) {
      double middle = 0.5 * (low + high);
      BoundaryPoint found = solver.follow(inside, Complex.real(middle));
      if (found == null || rank - found.massAbove() < TAIL) {
        low = middle;
      } else {
        high = middle;
        inside = found;
      }
    }
    lower = SupportEdge.tail(high);
    width = upper.logSquare() - high;
    return high == start.target().re() ? start() : start;
  }

  /** A depth with about half of the mass above it. */
  private double scale(BoundaryPoint start, double massAbove) {
    BoundaryPoint current = start;
    double half = massAbove + 0.5 * (rank - massAbove);
    double depth = upper.logSquare() - start.target().re();
    for (int i = 0; i < 60; i++) {
      boolean more = current.massAbove() < half;
      double next = more ? depth * 1.6 : depth / 1.6;
      BoundaryPoint found = solver.follow(current, Complex.real(upper.logSquare() - next));
      if (found == null) {
        break;
      }
      boolean moreThen = found.massAbove() < half;
      current = found;
      depth = next;
      if (moreThen != more) {
        break;
      }
    }
    return depth;
  }

  /** The next τ at which there is a density. */
  private double beyondGap(double from, double scale) throws UnsolvedException {
    for (int i = 1; i <= 60; i++) {
      double tau = from + 0.1 * i;
      double u = upper.logSquare() - scale * Math.exp(tau - Math.exp(-tau));
      BoundaryPoint found = solver.rotate(u);
      if (found != null && found.density() > VISIBLE) {
        return tau;
      }
    }
    throw UnsolvedException.at(upper.logSquare() - scale * Math.exp(from));
  }

  private double[] boundedRange() {
    // distances down to 10⁻¹² of the width from a square root, 10⁻¹⁶ from anything else
    return new double[] {-asinh(decades(upper) / Math.PI), asinh(decades(lower) / Math.PI)};
  }

  /** How many factors of e the nodes come closer to an edge than the width of the interval. */
  private static double decades(SupportEdge edge) {
    return switch (edge.kind()) {
      case SQUARE_ROOT -> 27;
      case INVERSE_ROOT, PEAK -> 60;
      case LAW_END, ZERO, GAP, TAIL, CUT -> 37;
    };
  }

  private static double asinh(double x) {
    return Math.log(x + Math.sqrt(x * x + 1));
  }

  /**
   * Range of τ that leaves a negligible mass on both sides. Far below, where the density is next to
   * nothing, the equation may have no solution that rounding leaves.
   */
  private double[] halfInfiniteRange(BoundaryPoint start, double scale) throws UnsolvedException {
    // e^{−τ} − τ factors of e
    double least =
        switch (upper.kind()) {
          case SQUARE_ROOT -> -2.95;
          case INVERSE_ROOT, PEAK -> -4.05;
          case LAW_END, ZERO, GAP, TAIL, CUT -> -3.45;
        };
    BoundaryPoint current = start;
    double last = Math.log(Math.max(1, (upper.logSquare() - start.target().re()) / scale));
    double step = 0.1;
    while (scale * Math.exp(last) < LONGEST && rank - current.massAbove() >= TAIL) {
      double tau = last + step;
      double u = upper.logSquare() - scale * Math.exp(tau - Math.exp(-tau));
      if (u < current.target().re()) {
        BoundaryPoint found = solver.follow(current, Complex.real(u));
        if (found == null) {
          if (step > 1e-3) {
            step *= 0.5;
            continue;
          }
          if (rank - current.massAbove() < LOST) {
            break;
          }
          last = beyondGap(last, scale);
          u = upper.logSquare() - scale * Math.exp(last - Math.exp(-last));
          current = solver.rotate(u);
          step = 0.1;
          continue;
        }
        current = found;
      }
      last = tau;
    }
    return new double[] {least, last};
  }
}
