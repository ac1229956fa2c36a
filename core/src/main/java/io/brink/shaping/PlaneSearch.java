package io.brink.shaping;

import io.brink.activation.Activation;
import io.brink.activation.Parity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Finds every solution of {@link PlaneConditions} in a wide box of the half plane α &gt; 0.
 *
 * <p>The moments are tabulated on a grid in (ln α, asinh β). A cell in which the first equation
 * changes sign, and the second does so in the cell or in a neighbour, starts a damped Newton
 * iteration with the analytic Jacobian. α &lt; 0 mirrors z and gives the same kernel; so does β
 * &lt; 0 where φ is even or odd; neither is searched. Everything is deterministic.
 */
final class PlaneSearch {

  /** A solution of the two equations. */
  record Root(
      double alpha, double beta, PlaneConditions conditions, Remainder moments, double residual) {}

  private static final int HALF_COLUMNS = 20;
  private static final double BETA_UNIT = 0.8;
  private static final double BETA_STEP = 0.207;
  private static final double ALPHA_STEP = 0.42;
  private static final double LARGEST_ALPHA = 12;
  private static final double LARGEST_STRONG_ALPHA = 60;
  private static final double STRONG = 0.1;
  private static final double SMALLEST_ALPHA_FACTOR = 0.1;
  private static final double NOISE = 1e-9;
  private static final int MAX_ITERATIONS = 25;
  private static final int CHECK_EVERY = 4;
  private static final double LARGEST_STEP = 0.7;
  private static final double STAGNATION = 1e-2;
  private static final double CLEAR = 1e-6;

  /**
   * Least change of the equations, relative to their residual, that makes a finer quadrature worth
   * while.
   */
  private static final double REFINEMENT = 0.1;

  private static final int BISECTIONS = 24;
  private static final int EDGE_BISECTIONS = 26;

  /** How far from a cell's middle, in cells, a first step may end. */
  private static final double REACH = 1.5;

  private final RemainderMoments moments;
  private final double[] betas;
  private final double[] alphas;
  private final Remainder[][] grid;

  /**
   * Tabulates the moments.
   *
   * @param smallScale the expected size of the local C″(1) or of C′(1) − 1; the smallest α is about
   *     its root
   */
  PlaneSearch(Activation activation, double smallScale) {
    this.moments = new RemainderMoments(activation);
    boolean symmetric = activation.parity() != Parity.NONE;
    int first = symmetric ? -1 : -HALF_COLUMNS;
    this.betas = new double[HALF_COLUMNS - first + 1];
    for (int j = 0; j < betas.length; j++) {
      betas[j] = BETA_UNIT * Math.sinh(BETA_STEP * (first + j + (symmetric ? 0.5 : 0)));
    }
    double lowest = Math.log(SMALLEST_ALPHA_FACTOR * Math.min(1, Math.sqrt(smallScale)));
    double highest = Math.log(smallScale < STRONG ? LARGEST_ALPHA : LARGEST_STRONG_ALPHA);
    int rows = 2 + (int) Math.ceil((highest - lowest) / ALPHA_STEP);
    this.alphas = new double[rows];
    this.grid = new Remainder[rows][betas.length];
    for (int i = 0; i < rows; i++) {
      alphas[i] = Math.exp(highest - i * ALPHA_STEP);
      for (int j = 0; j < betas.length; j++) {
        grid[i][j] = moments.at(alphas[i], betas[j], coarseLevel(alphas[i]));
      }
    }
  }

  private static int coarseLevel(double alpha) {
    return alpha <= 0.8 ? 0 : alpha <= 2.5 ? 1 : alpha <= 12 ? 2 : 4;
  }

  /** Number of evaluations of the moments so far. */
  int evaluations() {
    return moments.evaluations();
  }

  /** Whether φ has no remainder anywhere on the grid. */
  boolean isLinear() {
    for (Remainder[] row : grid) {
      for (Remainder m : row) {
        if (!isNoise(m)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Every root in the box, in a fixed order; some may be the same up to a symmetry of φ. */
  List<Root> roots(PlaneConditions conditions) {
    PlaneConditions.Equations[][] table = tabulate(conditions);
    List<Root> roots = new ArrayList<>();
    for (int i = 0; i + 1 < alphas.length; i++) {
      for (int j = 0; j + 1 < betas.length; j++) {
        if (crossesTarget(table, conditions.logTarget(), i, j) && mayBalance(table, i, j)) {
          startFrom(table, conditions, i, j, roots);
        }
      }
    }
    return roots;
  }

  /** Starts an iteration from the corner of a cell whose Newton step ends nearest to the cell. */
  private void startFrom(
      PlaneConditions.Equations[][] table,
      PlaneConditions conditions,
      int i,
      int j,
      List<Root> roots) {
    double shortest = Double.POSITIVE_INFINITY;
    double alpha = 0;
    double beta = 0;
    double middleA = Math.log(alphas[i] * alphas[i + 1]) / 2;
    double middleB = (betas[j] + betas[j + 1]) / 2;
    for (int corner = 0; corner < 4; corner++) {
      int k = i + (corner & 1);
      int l = j + (corner >> 1);
      PlaneConditions.Equations e = table[k][l];
      if (e != null) {
        double logAlpha = Math.log(alphas[k]) + e.newtonA(conditions.logTarget());
        double shift = betas[l] + alphas[k] * e.newtonB(conditions.logTarget());
        double distance =
            Math.max(
                Math.abs(logAlpha - middleA) / ALPHA_STEP,
                Math.abs(shift - middleB) / (betas[j + 1] - betas[j]));
        if (distance < shortest) {
          shortest = distance;
          alpha = Math.exp(logAlpha);
          beta = shift;
        }
      }
    }
    boolean known = false;
    for (Root root : roots) {
      known |=
          Math.abs(Math.log(root.alpha() / alpha)) < 0.5 * ALPHA_STEP
              && Math.abs(root.beta() - beta) < 0.5 * (betas[j + 1] - betas[j]);
    }
    if (shortest < REACH && !known) {
      Root root = newton(conditions, alpha, beta);
      if (root != null && isNew(roots, root)) {
        roots.add(root);
      }
    }
  }

  /**
   * The target nearest to the one of the conditions that is reached with Q′(1) = 1, as a logarithm:
   * first among the points where the grid's edges cross the curve Q′(1) = 1, then by following that
   * curve towards the target. Empty if the curve crosses no edge.
   */
  OptionalDouble nearestLogTarget(PlaneConditions conditions) {
    Crossing nearest = nearestCrossing(conditions);
    if (nearest == null) {
      return OptionalDouble.empty();
    }
    double feasible = nearest.strength();
    Root reached = newton(conditions.withLogTarget(feasible), nearest.alpha(), nearest.beta());
    double step = conditions.logTarget() - feasible;
    for (int k = 0; reached != null && k < BISECTIONS; k++) {
      step /= 2;
      Root next =
          newton(conditions.withLogTarget(feasible + step), reached.alpha(), reached.beta());
      if (next != null) {
        feasible += step;
        reached = next;
      }
    }
    return OptionalDouble.of(feasible);
  }

  private record Crossing(double strength, double alpha, double beta) {}

  private Crossing nearestCrossing(PlaneConditions conditions) {
    PlaneConditions.Equations[][] table = tabulate(conditions);
    double target = conditions.logTarget();
    Crossing best = null;
    for (int i = 0; i < alphas.length; i++) {
      for (int j = 0; j < betas.length; j++) {
        for (int side = 0; side < 2; side++) {
          int k = i + side;
          int l = j + 1 - side;
          if (k < alphas.length && l < betas.length && isCrossing(table[i][j], table[k][l])) {
            Crossing found = crossing(conditions, i, j, k, l);
            if (best == null
                || Math.abs(found.strength() - target) < Math.abs(best.strength() - target)) {
              best = found;
            }
          }
        }
      }
    }
    return best;
  }

  /** Where Q′(1) = 1 on the edge between two grid points, by bisection. */
  private Crossing crossing(PlaneConditions conditions, int i, int j, int k, int l) {
    double from = 0;
    double to = 1;
    boolean rising = conditions.equations(grid[i][j]).balance() < 0;
    Crossing found = null;
    for (int n = 0; n < EDGE_BISECTIONS; n++) {
      double share = (from + to) / 2;
      double alpha = alphas[i] * Math.pow(alphas[k] / alphas[i], share);
      double beta = betas[j] + share * (betas[l] - betas[j]);
      PlaneConditions.Equations e =
          conditions.equations(moments.at(alpha, beta, coarseLevel(alpha)));
      found = new Crossing(e.strength(), alpha, beta);
      if (e.balance() < 0 == rising) {
        from = share;
      } else {
        to = share;
      }
    }
    return found;
  }

  /**
   * The least |Q′(1) − 1| on the grid beside the curve of the target; +∞ if there is no such curve.
   */
  double leastImbalance(PlaneConditions conditions) {
    PlaneConditions.Equations[][] table = tabulate(conditions);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i + 1 < alphas.length; i++) {
      for (int j = 0; j + 1 < betas.length; j++) {
        if (crossesTarget(table, conditions.logTarget(), i, j)) {
          for (int corner = 0; corner < 4; corner++) {
            PlaneConditions.Equations e = table[i + (corner & 1)][j + (corner >> 1)];
            if (e != null) {
              least = Math.min(least, Math.abs(e.balance()));
            }
          }
        }
      }
    }
    return least;
  }

  /** A change of sign of the second equation that stands out of rounding. */
  private static boolean isCrossing(PlaneConditions.Equations from, PlaneConditions.Equations to) {
    if (from == null || to == null) {
      return false;
    }
    double size = Math.max(Math.abs(from.balance()), Math.abs(to.balance()));
    return from.balance() * to.balance() < 0
        && size > CLEAR * Math.exp(Math.min(from.strength(), to.strength()));
  }

  private PlaneConditions.Equations[][] tabulate(PlaneConditions conditions) {
    PlaneConditions.Equations[][] table =
        new PlaneConditions.Equations[alphas.length][betas.length];
    for (int i = 0; i < alphas.length; i++) {
      for (int j = 0; j < betas.length; j++) {
        if (!isNoise(grid[i][j])) {
          table[i][j] = conditions.equations(grid[i][j]);
        }
      }
    }
    return table;
  }

  /** Whether the first equation changes sign among the corners of a cell. */
  private static boolean crossesTarget(
      PlaneConditions.Equations[][] table, double target, int i, int j) {
    boolean above = false;
    boolean below = false;
    for (int corner = 0; corner < 4; corner++) {
      PlaneConditions.Equations e = table[i + (corner & 1)][j + (corner >> 1)];
      if (e != null) {
        above |= e.strength() >= target;
        below |= e.strength() <= target;
      }
    }
    return above && below;
  }

  /** Whether the second equation changes sign in a cell or one of its neighbours. */
  private static boolean mayBalance(PlaneConditions.Equations[][] table, int i, int j) {
    boolean above = false;
    boolean below = false;
    for (int k = Math.max(0, i - 1); k <= Math.min(table.length - 1, i + 2); k++) {
      for (int l = Math.max(0, j - 1); l <= Math.min(table[k].length - 1, j + 2); l++) {
        if (table[k][l] != null) {
          above |= table[k][l].balance() >= 0;
          below |= table[k][l].balance() <= 0;
        }
      }
    }
    return above && below;
  }

  /** Whether φ is so flat or so straight there that its remainder is rounding alone. */
  private static boolean isNoise(Remainder m) {
    double size = Math.abs(m.mean()) + Math.sqrt(m.variance());
    return !(m.r0() > NOISE * NOISE * size * size && m.variance() < Double.POSITIVE_INFINITY)
        || !(m.r1() > m.r0());
  }

  private static boolean isNew(List<Root> roots, Root root) {
    for (Root other : roots) {
      if (Math.abs(Math.log(other.alpha() / root.alpha())) < 1e-6
          && Math.abs(other.beta() - root.beta()) < 1e-6 * (root.alpha() + Math.abs(root.beta()))) {
        return false;
      }
    }
    return true;
  }

  /** Damped Newton from one point; null if it does not arrive. */
  private Root newton(PlaneConditions conditions, double startAlpha, double startBeta) {
    double alpha = startAlpha;
    double beta = startBeta;
    int level = coarseLevel(alpha);
    double scale = Math.exp(conditions.logTarget());
    Remainder m = moments.at(alpha, beta, level);
    double checkpoint = Double.POSITIVE_INFINITY;
    for (int iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      if (isNoise(m)) {
        return null;
      }
      PlaneConditions.Equations e = conditions.equations(m);
      double f1 = e.strength() - conditions.logTarget();
      double f2 = e.balance();
      double norm = Math.hypot(f1, f2 / scale);
      if (iteration % CHECK_EVERY == 0) {
        if (norm > 0.5 * checkpoint) {
          return null;
        }
        checkpoint = norm;
      }
      boolean arrived = Math.abs(f1) < 1e-12 && Math.abs(f2) < 2e-15;
      if (!arrived) {
        Step step = improve(conditions, e, alpha, beta, level);
        if (step != null) {
          alpha = step.alpha();
          beta = step.beta();
          m = step.moments();
          continue;
        }
      }
      Root root = confirmed(conditions, alpha, beta, level);
      if (root != null || level >= GaussianNodes.MAX_LEVEL || norm > STAGNATION) {
        return root;
      }
      level++;
      checkpoint = Double.POSITIVE_INFINITY;
      m = moments.at(alpha, beta, level);
      PlaneConditions.Equations finer = conditions.equations(m);
      double change =
          Math.hypot(finer.strength() - e.strength(), (finer.balance() - e.balance()) / scale);
      if (!(change > REFINEMENT * norm)) {
        // The finer quadrature sees the same residual: it is no error of the quadrature.
        return null;
      }
    }
    return null;
  }

  private record Step(double alpha, double beta, Remainder moments) {}

  /** One damped step that reduces the norm of the equations; null if there is none. */
  private Step improve(
      PlaneConditions conditions,
      PlaneConditions.Equations e,
      double alpha,
      double beta,
      int level) {
    double scale = Math.exp(conditions.logTarget());
    double f1 = e.strength() - conditions.logTarget();
    double f2 = e.balance();
    double norm = Math.hypot(f1, f2 / scale);
    double stepA = e.newtonA(conditions.logTarget());
    double stepB = e.newtonB(conditions.logTarget()) * alpha;
    double largestShift = 0.5 * (BETA_UNIT + Math.abs(beta));
    double limit =
        Math.min(1, Math.min(LARGEST_STEP / Math.abs(stepA), largestShift / Math.abs(stepB)));
    if (!(limit > 0)) {
      return null;
    }
    double fraction = limit;
    for (int halving = 0; halving < 8; halving++, fraction /= 2) {
      double nextAlpha = alpha * Math.exp(fraction * stepA);
      double nextBeta = beta + fraction * stepB;
      Remainder trial = moments.at(nextAlpha, nextBeta, level);
      if (!isNoise(trial)) {
        PlaneConditions.Equations t = conditions.equations(trial);
        double trialNorm = Math.hypot(t.strength() - conditions.logTarget(), t.balance() / scale);
        if (trialNorm < (1 - 0.1 * fraction) * norm) {
          return new Step(nextAlpha, nextBeta, trial);
        }
      }
    }
    return null;
  }

  /** The root as the next finer quadrature sees it; null if that one does not agree. */
  private Root confirmed(PlaneConditions conditions, double alpha, double beta, int level) {
    Remainder finer = moments.at(alpha, beta, Math.min(level + 1, GaussianNodes.MAX_LEVEL));
    if (isNoise(finer)) {
      return null;
    }
    PlaneConditions.Equations e = conditions.equations(finer);
    double f1 = Math.abs(Math.expm1(e.strength() - conditions.logTarget()));
    double f2 = Math.abs(e.balance());
    if (f1 > 3e-12 || f2 > 1e-14 + 1e-12 * Math.exp(conditions.logTarget())) {
      return null;
    }
    double residual = Math.max(f2, f1 * Math.exp(conditions.logTarget()));
    return new Root(alpha, beta, conditions, finer, residual);
  }
}
