package io.brink.spectrum;

import io.brink.spectrum.GapSearch.Gap;
import io.brink.spectrum.IntervalSampling.Sample;
import io.brink.spectrum.JacobianFactor.Slopes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The limiting law of the singular values of a product of random factors: point masses, the support
 * of the continuous part, and its density at chosen and at any other places.
 *
 * <p>Instances are immutable and thread-safe.
 */
public final class JacobianSpectrum {

  /** Fewest samples of a density. */
  public static final int FEWEST_POINTS = 32;

  /** Most samples of a density. */
  public static final int MOST_POINTS = 100_000;

  private static final int MOST_GAPS = 16;

  /** In a part of less mass no gap is looked for. */
  private static final double VISIBLE = 1e-6;

  /** Peaks this close to an edge are the edge's. */
  private static final double SEPARATE = 1e-9;

  /** Samples are doubled until their integrals fail by no more than that. */
  private static final double WANTED = 1e-7;

  private static final int MOST_DOUBLINGS = 3;

  /** A density whose integrals fail by more is not given. */
  private static final double ACCEPTED = 1e-6;

  /** How many layers are tried in place of all that differ in q alone. */
  private static final int[] NODES = {8, 12, 16, 24, 32};

  private final SpectralEquation equation;
  private final SpectralMoments moments;
  private final List<SupportInterval> intervals;
  private final List<Sample> samples;
  private final List<SpectralPoint> points;
  private final SpectralChecks checks;

  private JacobianSpectrum(
      SpectralEquation equation,
      SpectralMoments moments,
      List<SupportInterval> intervals,
      List<Sample> samples) {
    this.equation = equation;
    this.moments = moments;
    this.intervals = List.copyOf(intervals);
    this.samples = List.copyOf(samples);
    points = samples.stream().map(Sample::point).toList();
    checks = check();
  }

  /**
   * The law of the singular values of a product.
   *
   * @param factors from the input to the output
   * @param points number of samples of the density, at least {@value #FEWEST_POINTS}; more are
   *     taken where as many do not integrate to 1 within 10⁻⁷
   */
  public static SpectrumOutcome of(List<JacobianFactor> factors, int points) {
    checkPoints(points);
    if (factors.isEmpty()) {
      throw new IllegalArgumentException("a Jacobian has at least one factor");
    }
    return SpectrumComputation.of(factors, points);
  }

  static void checkPoints(int points) {
    if (points < FEWEST_POINTS || points > MOST_POINTS) {
      throw new IllegalArgumentException(
          "a density has between "
              + FEWEST_POINTS
              + " and "
              + MOST_POINTS
              + " points, got "
              + points);
    }
  }

  static SpectrumOutcome of(SpectralEquation equation, SpectralMoments moments, int count) {
    if (equation.continuousMass() == 0) {
      return new SpectrumOutcome.Computed(
          new JacobianSpectrum(equation, moments, List.of(), List.of()));
    }
    BoundarySolver solver = new BoundarySolver(grouped(equation, moments));
    SpectrumOutcome outcome = sampled(solver, moments, count);
    boolean whole = solver.equation() == equation;
    return whole || outcome instanceof SpectrumOutcome.Computed
        ? outcome
        : sampled(new BoundarySolver(equation), moments, count);
  }

  /** An equation with fewer layers and next to the same law, if there is one; else the same. */
  private static SpectralEquation grouped(SpectralEquation equation, SpectralMoments moments) {
    Optional<SpectralEquation> few = LayerGrouping.of(equation, NODES[0]);
    if (few.isEmpty()) {
      return equation;
    }
    BoundarySolver trial = new BoundarySolver(few.get());
    LayerGrouping grouping;
    try {
      grouping =
          new LayerGrouping(
              equation, trial, sampled(trial, moments, FEWEST_POINTS, List.of()).samples);
    } catch (UnsolvedException e) {
      // so few layers may have no solution where all have one
      return equation;
    }
    for (int nodes : NODES) {
      Optional<SpectralEquation> grouped = LayerGrouping.of(equation, nodes);
      if (grouped.isEmpty()) {
        return equation;
      }
      Optional<GroupingError> error = grouping.error(grouped.get());
      if (error.isPresent()) {
        return grouped.get().withGroupingError(error.get());
      }
    }
    return equation;
  }

  /** The law by an equation as it is. */
  static SpectrumOutcome sampled(BoundarySolver solver, SpectralMoments moments, int count) {
    JacobianSpectrum best = null;
    List<Double> cuts = List.of();
    for (int doubling = 0; doubling <= MOST_DOUBLINGS; doubling++) {
      try {
        JacobianSpectrum found = sampled(solver, moments, count << doubling, cuts);
        boolean helps =
            doubling < 2 || best == null || found.checks.worst() < 0.5 * best.checks.worst();
        if (best == null || found.checks.worst() < best.checks.worst()) {
          best = found;
        }
        if (!helps) {
          break;
        }
      } catch (UnsolvedException e) {
        return new SpectrumOutcome.Unsolved(moments, e.getMessage());
      }
      if (best.checks.worst() <= WANTED) {
        break;
      }
      if (doubling == 0) {
        cuts = BranchSearch.of(solver, best.samples);
      }
    }
    if (best.checks.worst() > ACCEPTED) {
      return new SpectrumOutcome.Unsolved(
          moments,
          "the density that was found misses "
              + (float) best.checks.worst()
              + " of the mass or of the first two moments, more than "
              + ACCEPTED);
    }
    return new SpectrumOutcome.Computed(best);
  }

  private static JacobianSpectrum sampled(
      BoundarySolver solver, SpectralMoments moments, int count, List<Double> cuts)
      throws UnsolvedException {
    SpectralEquation equation = solver.equation();
    Deque<SupportEdge[]> open = new ArrayDeque<>();
    SupportEdge bottom = SupportSearch.bottom(equation);
    boolean tail = !Double.isInfinite(bottom.logSquare()) && SupportSearch.reachesZero(equation);
    SupportEdge lower = tail ? SupportEdge.tail(bottom.logSquare()) : bottom;
    SupportEdge upper = SupportSearch.top(equation);
    for (double peak : equation.peaks()) {
      lower = snapped(lower, peak);
      upper = snapped(upper, peak);
      if (peak > lower.logSquare() + SEPARATE && peak < upper.logSquare() - SEPARATE) {
        lower = cut(open, lower, SupportEdge.peak(peak), cuts);
      }
    }
    cut(open, lower, upper, cuts);
    List<SupportInterval> intervals = new ArrayList<>();
    List<Sample> samples = new ArrayList<>();
    double above = massOfAtomsFrom(equation, upper.logSquare());
    int gaps = 0;
    int parts = open.size();
    while (!open.isEmpty()) {
      // from above
      SupportEdge[] edges = open.pop();
      edges[0] = GapSearch.beside(solver, edges[0], edges[1]);
      edges[1] = GapSearch.beside(solver, edges[1], edges[0]);
      List<Sample> found =
          new IntervalSampling(solver, edges[0], edges[1], massBelow(equation, open, edges[0]))
              .sample(Math.max(FEWEST_POINTS, count / parts), above);
      boolean searched = gaps < MOST_GAPS && found.getFirst().point().massAbove() - above > VISIBLE;
      Optional<Gap> gap = searched ? GapSearch.of(solver, found) : Optional.empty();
      if (gap.isPresent()) {
        gaps++;
        open.push(new SupportEdge[] {edges[0], SupportEdge.gap(gap.get().below())});
        open.push(new SupportEdge[] {SupportEdge.gap(gap.get().above()), edges[1]});
        continue;
      }
      for (Sample sample : found) {
        if (sample.isEmpty()) {
          throw UnsolvedException.at(sample.point().logSquare());
        }
      }
      samples.addAll(0, found);
      above = found.getFirst().point().massAbove();
      boolean joins =
          !intervals.isEmpty() && intervals.getFirst().lowerLogSquare() == edges[1].logSquare();
      double end = joins ? intervals.removeFirst().upperLogSquare() : edges[1].logSquare();
      intervals.addFirst(new SupportInterval(edges[0].logSquare(), end));
    }
    if (tail) {
      SupportInterval lowest = intervals.getFirst();
      intervals.set(0, new SupportInterval(Double.NEGATIVE_INFINITY, lowest.upperLogSquare()));
    }
    return new JacobianSpectrum(equation, moments, intervals, samples);
  }

  /** Takes the parts from an edge to the next, between which integration is cut. */
  private static SupportEdge cut(
      Deque<SupportEdge[]> open, SupportEdge from, SupportEdge to, List<Double> cuts) {
    SupportEdge lower = from;
    for (double cut : cuts) {
      if (cut > lower.logSquare() + SEPARATE && cut < to.logSquare() - SEPARATE) {
        open.push(new SupportEdge[] {lower, SupportEdge.cut(cut)});
        lower = SupportEdge.cut(cut);
      }
    }
    open.push(new SupportEdge[] {lower, to});
    return to;
  }

  /** An edge that is a point mass, or nearly one, lies exactly there. */
  private static SupportEdge snapped(SupportEdge edge, double peak) {
    return edge.kind() == SupportEdge.Kind.LAW_END
            && Math.abs(edge.logSquare() - peak) <= SEPARATE * Math.max(1, Math.abs(peak))
        ? SupportEdge.peak(peak)
        : edge;
  }

  /** The mass below the lowest part, that of a point mass at its end; NaN below any other part. */
  private static double massBelow(
      SpectralEquation equation, Deque<SupportEdge[]> partsBelow, SupportEdge end) {
    if (!partsBelow.isEmpty()) {
      return Double.NaN;
    }
    double mass = 0;
    for (SpectralAtom atom : equation.atoms()) {
      if (atom.logSquare() > Double.NEGATIVE_INFINITY && atom.logSquare() <= end.logSquare()) {
        mass += atom.weight();
      }
    }
    return mass;
  }

  private static double massOfAtomsFrom(SpectralEquation equation, double logSquare) {
    double mass = 0;
    for (SpectralAtom atom : equation.atoms()) {
      if (atom.logSquare() >= logSquare) {
        mass += atom.weight();
      }
    }
    return mass;
  }

  private SpectralChecks check() {
    double mass = 0;
    double mean = 0;
    double second = 0;
    for (Sample sample : samples) {
      double part = sample.weight() * sample.point().density();
      double relative = Math.exp(sample.point().logSquare() - moments.logMean());
      mass += part;
      mean += part * relative;
      second += part * relative * relative;
    }
    for (SpectralAtom atom : equation.atoms()) {
      double relative = Math.exp(atom.logSquare() - moments.logMean());
      mass += atom.weight();
      mean += atom.weight() * relative;
      second += atom.weight() * relative * relative;
    }
    double wanted = 1 + moments.relativeVariance();
    return new SpectralChecks(
        Math.abs(mass - 1), Math.abs(mean - 1), Math.abs(second - wanted) / wanted);
  }

  /** Mean and variance of the squared singular values, in closed form. */
  public SpectralMoments moments() {
    return moments;
  }

  /** Point masses, by increasing singular value. */
  public List<SpectralAtom> atoms() {
    return equation.atoms();
  }

  /** The support of the continuous part, by increasing singular value; empty if there is none. */
  public List<SupportInterval> intervals() {
    return intervals;
  }

  /** Samples of the density by increasing singular value, denser towards the edges. */
  public List<SpectralPoint> points() {
    return points;
  }

  /** How well the samples integrate to what is known. */
  public SpectralChecks checks() {
    return checks;
  }

  /** ln s² of the largest singular value. */
  public double largestLogSquare() {
    double atom =
        equation.atoms().isEmpty()
            ? Double.NEGATIVE_INFINITY
            : equation.atoms().getLast().logSquare();
    return intervals.isEmpty() ? atom : Math.max(atom, intervals.getLast().upperLogSquare());
  }

  /** ln s² of the smallest singular value; −∞ if that is 0. */
  public double smallestLogSquare() {
    double atom =
        equation.atoms().isEmpty()
            ? Double.POSITIVE_INFINITY
            : equation.atoms().getFirst().logSquare();
    return intervals.isEmpty() ? atom : Math.min(atom, intervals.getFirst().lowerLogSquare());
  }

  /** The share of singular values above e^{u/2}, the atom there not counted. */
  public double massAbove(double logSquare) {
    double atoms = 0;
    for (SpectralAtom atom : equation.atoms()) {
      if (atom.logSquare() > logSquare) {
        atoms += atom.weight();
      }
    }
    double above = 0;
    for (SupportInterval interval : intervals.reversed()) {
      if (logSquare >= interval.upperLogSquare()) {
        continue;
      }
      if (logSquare > interval.lowerLogSquare()) {
        return Math.clamp(at(logSquare).massAbove(), 0, 1);
      }
      above += mass(interval);
    }
    return Math.clamp(atoms + above, 0, 1);
  }

  private double mass(SupportInterval interval) {
    double mass = 0;
    for (Sample sample : samples) {
      double u = sample.point().logSquare();
      if (u >= interval.lowerLogSquare() && u <= interval.upperLogSquare()) {
        mass += sample.weight() * sample.point().density();
      }
    }
    return mass;
  }

  /** The density anywhere: 0 outside of the support, else solved for anew. */
  public SpectralPoint at(double logSquare) {
    for (SupportInterval interval : intervals) {
      if (logSquare > interval.lowerLogSquare() && logSquare < interval.upperLogSquare()) {
        return inside(logSquare);
      }
    }
    return new SpectralPoint(logSquare, 0, 0, massAbove(logSquare), 0);
  }

  /** Whether few layers took the place of many that differ in q alone. */
  boolean isGrouped() {
    return equation.groupingError() != GroupingError.NONE;
  }

  /** The certified solution there, or null outside of the support and next to its edges. */
  BoundaryPoint solve(double logSquare) {
    for (SupportInterval interval : intervals) {
      if (logSquare > interval.lowerLogSquare() && logSquare < interval.upperLogSquare()) {
        return solve(logSquare, place(logSquare));
      }
    }
    return null;
  }

  /** The w of a layer, with 1/M(w) = r κ. */
  Complex subordinate(BoundaryPoint point, Slopes slopes, double ratio) {
    return new BoundarySolver(equation).subordinate(point, slopes, ratio);
  }

  /** The index of the last sample that is not above, but not of the very last one. */
  private int place(double logSquare) {
    int low = 0;
    int high = samples.size() - 1;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (samples.get(middle).point().logSquare() <= logSquare) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private BoundaryPoint solve(double logSquare, int low) {
    double fromLow = logSquare - samples.get(low).point().logSquare();
    double toHigh = samples.get(low + 1).point().logSquare() - logSquare;
    Sample nearest = samples.get(Math.abs(fromLow) <= Math.abs(toHigh) ? low : low + 1);
    BoundarySolver solver = new BoundarySolver(equation);
    BoundaryPoint found =
        nearest.found() == null ? null : solver.follow(nearest.found(), Complex.real(logSquare));
    return found != null ? found : solver.rotate(logSquare);
  }

  private SpectralPoint inside(double logSquare) {
    int low = place(logSquare);
    BoundaryPoint found = solve(logSquare, low);
    if (found != null) {
      return IntervalSampling.point(found);
    }
    // beside an edge: between the two samples
    SpectralPoint a = samples.get(low).point();
    SpectralPoint b = samples.get(low + 1).point();
    double part =
        b.logSquare() == a.logSquare()
            ? 0
            : Math.clamp((logSquare - a.logSquare()) / (b.logSquare() - a.logSquare()), 0, 1);
    double density = a.density() + part * (b.density() - a.density());
    return new SpectralPoint(
        logSquare,
        density,
        Math.abs(b.density() - a.density()),
        a.massAbove() + part * (b.massAbove() - a.massAbove()),
        0);
  }

  /**
   * ln s² of a quantile.
   *
   * @param share of the singular values that are at most s, in (0, 1)
   */
  public double quantile(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("a quantile's share is between 0 and 1, got " + share);
    }
    double wanted = 1 - share;
    // the smallest u with massAbove(u) ≤ wanted
    double low = smallestLogSquare();
    double high = largestLogSquare();
    if (massAbove(low) <= wanted) {
      return low;
    }
    if (!points.isEmpty()) {
      low = Math.max(low, Math.min(points.getFirst().logSquare(), high));
    }
    for (int i = 0; i < 100 && high - low > 1e-12 * Math.max(1, Math.abs(high)); i++) {
      double middle = 0.5 * (low + high);
      if (massAbove(middle) <= wanted) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** The share of singular values in [low, high]. */
  public double share(double low, double high) {
    double upper = massAbove(2 * Math.log(high));
    double logLow = 2 * Math.log(low);
    double lower = massAbove(logLow);
    for (SpectralAtom atom : equation.atoms()) {
      if (atom.logSquare() == logLow) {
        lower += atom.weight();
      }
    }
    return lower - upper;
  }
}
