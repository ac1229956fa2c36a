package io.brink.spectrum;

import io.brink.spectrum.IntervalSampling.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds places where a branch point of the solution comes close to the real axis: d ln z/dY nearly
 * vanishes there, as it does at an edge.
 *
 * <p>Where a law of slopes has tails, the density falls steeply to next to nothing long before the
 * support ends; where a gap is about to open, it dips. A rule that takes such places for smooth
 * converges slowly.
 */
final class BranchSearch {

  private static final int MOST = 4;
  private static final int APART = 3;
  private static final double PROMINENT = 0.8;
  private static final int ITERATIONS = 30;
  private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);

  /**
   * A place.
   *
   * @param logSquare u
   * @param slope |d ln z/dY| over that of samples around
   */
  private record Place(double logSquare, double slope) {}

  private BranchSearch() {}

  /** At most four places, the most prominent ones, by increasing u. */
  static List<Double> of(BoundarySolver solver, List<Sample> samples) {
    return of(solver, samples, PROMINENT);
  }

  /** The same where |d ln z/dY| falls below a part of what it is around. */
  static List<Double> of(BoundarySolver solver, List<Sample> samples, double part) {
    List<Sample> solved = samples.stream().filter(sample -> sample.found() != null).toList();
    List<Place> places = new ArrayList<>();
    for (int i = APART; i + APART < solved.size(); i++) {
      double here = slope(solved, i);
      double around = Math.min(slope(solved, i - APART), slope(solved, i + APART));
      if (here < slope(solved, i - 1) && here <= slope(solved, i + 1) && here < part * around) {
        double u =
            least(
                solver,
                solved.get(i - 1).found(),
                solved.get(i).found(),
                solved.get(i + 1).found());
        places.add(new Place(u, here / around));
      }
    }
    return places.stream()
        .sorted(Comparator.comparingDouble(Place::slope))
        .limit(MOST)
        .map(Place::logSquare)
        .sorted()
        .toList();
  }

  private static double slope(List<Sample> samples, int i) {
    return samples.get(i).found().slope().abs();
  }

  /** The least |d ln z/dY| between the outer two of three places, by golden section. */
  private static double least(
      BoundarySolver solver, BoundaryPoint left, BoundaryPoint middle, BoundaryPoint right) {
    BoundaryPoint[] known = {left, middle, right};
    double low = left.target().re();
    double high = right.target().re();
    double a = high - GOLDEN * (high - low);
    double b = low + GOLDEN * (high - low);
    double atA = slope(solver, known, a);
    double atB = slope(solver, known, b);
    for (int i = 0; i < ITERATIONS; i++) {
      if (atA <= atB) {
        high = b;
        b = a;
        atB = atA;
        a = high - GOLDEN * (high - low);
        atA = slope(solver, known, a);
      } else {
        low = a;
        a = b;
        atA = atB;
        b = low + GOLDEN * (high - low);
        atB = slope(solver, known, b);
      }
    }
    return 0.5 * (low + high);
  }

  /**
   * |d ln z/dY|, followed from the nearest known place from which that succeeds: the way from
   * others may lead past a branch point. What is not found is no minimum.
   */
  private static double slope(BoundarySolver solver, BoundaryPoint[] known, double u) {
    BoundaryPoint[] nearest = known.clone();
    Arrays.sort(nearest, Comparator.comparingDouble(point -> Math.abs(point.target().re() - u)));
    for (BoundaryPoint near : nearest) {
      BoundaryPoint found = solver.reach(near, u);
      if (found != null) {
        return found.slope().abs();
      }
    }
    BoundaryPoint found = solver.rotate(u);
    return found == null ? Double.POSITIVE_INFINITY : found.slope().abs();
  }
}
