package io.brink.spectrum;

import io.brink.spectrum.IntervalSampling.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds gaps of the support and their edges, by bisection: those in which there are samples, those
 * beside point masses, and those between two samples. At the two edges of a gap d ln z/dY vanishes,
 * so that a gap between samples shows in them as a place where it nearly does; {@link BranchSearch}
 * finds it.
 */
final class GapSearch {

  private static final double NOTHING = 1e-9;
  private static final double SOMETHING = 1e-7;
  private static final double TOLERANCE = 1e-12;
  private static final double CLOSE = 1e-10;
  private static final double WITHIN_PEAK = 1e-9;
  private static final double REAL = 1e-5;
  private static final double NEAREST = 1e-9;
  private static final double NARROWEST = 1e-8;
  private static final double FARTHEST = 0.05;

  /**
   * A gap.
   *
   * @param below u at its lower end
   * @param above u at its upper end
   */
  record Gap(double below, double above) {}

  private GapSearch() {}

  /** The first gap among samples of one interval, by increasing u. */
  static Optional<Gap> of(BoundarySolver solver, List<Sample> samples) {
    double peak = peak(samples);
    int before = -1;
    int empty = -1;
    for (int i = 0; i < samples.size(); i++) {
      double density = samples.get(i).point().density();
      if (samples.get(i).found() == null && !samples.get(i).isEmpty()) {
        continue;
      }
      if (density > SOMETHING * peak) {
        if (empty >= 0) {
          double nothing = NOTHING * peak;
          double low = samples.get(before).point().logSquare();
          double high = samples.get(i).point().logSquare();
          double lowOut = samples.get(before + 1).point().logSquare();
          double highOut = samples.get(i - 1).point().logSquare();
          return Optional.of(
              new Gap(
                  bisect(solver, samples.get(before), Math.max(lowOut, low), nothing),
                  bisect(solver, samples.get(i), Math.min(highOut, high), nothing)));
        }
        before = i;
      } else if (density < NOTHING * peak && before >= 0) {
        empty = i;
      }
    }
    return Optional.empty();
  }

  /**
   * Places in gaps that lie at or beside those where the solution is nearly singular, as it is at
   * the edges of a gap. A gap is found that is not narrower than its distance from the place.
   *
   * @param places where the solution is nearly singular
   * @param samples of the whole density
   */
  static List<Double> hidden(BoundarySolver solver, List<Double> places, List<Sample> samples) {
    double nothing = NOTHING * peak(samples);
    List<Double> found = new ArrayList<>();
    for (double place : places) {
      if (!isDense(solver, place, samples, nothing)) {
        found.add(place);
        continue;
      }
      boolean beside = false;
      for (double distance = NEAREST; distance < FARTHEST && !beside; distance *= 2) {
        for (double u : new double[] {place - distance, place + distance}) {
          if (!beside && !isDense(solver, u, samples, nothing)) {
            found.add(u);
            beside = true;
          }
        }
      }
    }
    return found;
  }

  /**
   * The gap around a place that lies in one.
   *
   * @param samples of the whole density, which has none in the gap
   */
  static Optional<Gap> around(BoundarySolver solver, double place, List<Sample> samples) {
    double nothing = NOTHING * peak(samples);
    if (isDense(solver, place, samples, nothing)) {
      return Optional.empty();
    }
    Sample below = null;
    Sample above = null;
    for (Sample sample : samples) {
      double u = sample.point().logSquare();
      if (sample.found() != null && u < place) {
        below = sample;
      } else if (sample.found() != null && u > place && above == null) {
        above = sample;
      }
    }
    if (below == null || above == null) {
      return Optional.empty();
    }
    double low = bisect(solver, below, place, nothing);
    double high = bisect(solver, above, place, nothing);
    // a place that the solver missed is no gap
    return high - low > NARROWEST * Math.max(1, Math.abs(place))
        ? Optional.of(new Gap(low, high))
        : Optional.empty();
  }

  private static boolean isDense(
      BoundarySolver solver, double u, List<Sample> samples, double nothing) {
    BoundaryPoint found = solver.rotate(u);
    if (found == null || !(found.density() > nothing)) {
      Sample nearest =
          samples.stream()
              .filter(sample -> sample.found() != null)
              .min(Comparator.comparingDouble(each -> Math.abs(each.point().logSquare() - u)))
              .orElseThrow();
      found = solver.reach(nearest.found(), u);
    }
    return found != null && found.density() > nothing;
  }

  private static double peak(List<Sample> samples) {
    double peak = 0;
    for (Sample sample : samples) {
      if (sample.found() != null) {
        peak = Math.max(peak, sample.point().density());
      }
    }
    return peak;
  }

  /**
   * The end of the continuous part next to a peak at an end of an interval, if there is a gap
   * between them; else the same end.
   */
  static SupportEdge beside(BoundarySolver solver, SupportEdge end, SupportEdge other) {
    if (end.kind() != SupportEdge.Kind.PEAK) {
      return end;
    }
    double u = end.logSquare();
    double width = Math.min(1, Math.abs(other.logSquare() - u));
    double sign = Math.signum(other.logSquare() - u);
    double distance = CLOSE * Math.max(1, Math.abs(u));
    if (isSolved(solver, u + sign * distance)) {
      return end;
    }
    double outside = distance;
    while (distance < 0.5 * width && !isSolved(solver, u + sign * distance)) {
      outside = distance;
      distance *= 3;
    }
    if (distance >= 0.5 * width || distance <= WITHIN_PEAK * Math.max(1, Math.abs(u))) {
      return end;
    }
    for (int i = 0; i < 60 && distance - outside > TOLERANCE * distance; i++) {
      double middle = 0.5 * (outside + distance);
      if (isSolved(solver, u + sign * middle)) {
        distance = middle;
      } else {
        outside = middle;
      }
    }
    return SupportEdge.gap(u + sign * distance);
  }

  /** Next to a point mass κ is tiny, and its argument tells a density from rounding. */
  private static boolean isSolved(BoundarySolver solver, double u) {
    BoundaryPoint found = solver.rotate(u);
    return found != null && found.kappa().argument() > REAL;
  }

  /**
   * The edge between a place inside of the support and one in a gap. Towards an edge a solution is
   * followed from the last one; without a guess it may be missed there.
   */
  private static double bisect(
      BoundarySolver solver, Sample inside, double outside, double nothing) {
    double in = inside.point().logSquare();
    double out = outside;
    BoundaryPoint last = inside.found();
    for (int i = 0; i < 60 && Math.abs(out - in) > TOLERANCE * Math.max(1, Math.abs(in)); i++) {
      double middle = 0.5 * (in + out);
      BoundaryPoint found = solver.reach(last, middle);
      if (found == null || !(found.density() > nothing)) {
        found = solver.rotate(middle);
      }
      if (found != null && found.density() > nothing) {
        in = middle;
        last = found;
      } else {
        out = middle;
      }
    }
    return in;
  }
}
