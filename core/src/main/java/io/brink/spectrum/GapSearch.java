package io.brink.spectrum;

import io.brink.spectrum.IntervalSampling.Sample;
import java.util.List;
import java.util.Optional;

/**
 * Finds a gap of the support among samples, and its two edges by bisection. A gap that lies between
 * two samples is missed; the samples then integrate a little less well.
 */
final class GapSearch {

  private static final double NOTHING = 1e-9;
  private static final double SOMETHING = 1e-7;
  private static final double TOLERANCE = 1e-12;
  private static final double CLOSE = 1e-10;
  private static final double WITHIN_PEAK = 1e-9;
  private static final double REAL = 1e-5;

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
    double peak = 0;
    for (Sample sample : samples) {
      if (sample.found() != null) {
        peak = Math.max(peak, sample.point().density());
      }
    }
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
                  bisect(solver, low, Math.max(lowOut, low), nothing),
                  bisect(solver, high, Math.min(highOut, high), nothing)));
        }
        before = i;
      } else if (density < NOTHING * peak && before >= 0) {
        empty = i;
      }
    }
    return Optional.empty();
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

  private static double bisect(
      BoundarySolver solver, double inside, double outside, double nothing) {
    double in = inside;
    double out = outside;
    for (int i = 0; i < 60 && Math.abs(out - in) > TOLERANCE * Math.max(1, Math.abs(in)); i++) {
      double middle = 0.5 * (in + out);
      BoundaryPoint found = solver.rotate(middle);
      if (found != null && found.density() > nothing) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }
}
