package io.brink.spectrum;

import io.brink.spectrum.GapSearch.Gap;
import io.brink.spectrum.IntervalSampling.Sample;
import io.brink.spectrum.JacobianFactor.Slopes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The law of a product of free factors, solved for by {@link BoundarySolver}.
 *
 * <p>Instances are immutable and thread-safe.
 */
final class FreeProductLaw implements SpectralLaw {

  private static final int MOST_GAPS = 16;

  /** In a part of less mass no gap is looked for. */
  private static final double VISIBLE = 1e-6;

  /** Peaks this close to an edge are the edge's. */
  private static final double SEPARATE = 1e-9;

  /** At an edge |d ln z/dY| vanishes; between samples it is at most this part of that around. */
  private static final double NEARLY_EDGE = 0.6;

  /** What counts as an edge of a gap beside it. */
  private static final double BESIDE_GAP = 1e-4;

  /** How many layers are tried in place of all that differ in q alone. */
  private static final int[] NODES = {8, 12, 16, 24, 32};

  private final SpectralEquation equation;
  private final List<SupportInterval> intervals;
  private final List<Sample> samples;
  private final List<Node> nodes;

  private FreeProductLaw(
      SpectralEquation equation, List<SupportInterval> intervals, List<Sample> samples) {
    this.equation = equation;
    this.intervals = List.copyOf(intervals);
    this.samples = List.copyOf(samples);
    nodes = samples.stream().map(sample -> new Node(sample.point(), sample.weight())).toList();
  }

  static SpectrumOutcome of(SpectralEquation equation, SpectralMoments moments, int count) {
    if (equation.continuousMass() == 0) {
      return new SpectrumOutcome.Computed(
          new JacobianSpectrum(new FreeProductLaw(equation, List.of(), List.of()), moments));
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
              equation,
              trial,
              sampled(trial, moments, JacobianSpectrum.FEWEST_POINTS, List.of()).samples);
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
    FreeProductLaw first;
    List<Gap> gaps;
    try {
      FreeProductLaw seen = sampled(solver, moments, count, List.of());
      gaps = hidden(solver, seen.samples);
      first = gaps.isEmpty() ? seen : sampled(solver, moments, count, List.of(), gaps);
    } catch (UnsolvedException e) {
      return new SpectrumOutcome.Unsolved(moments, e.getMessage());
    }
    return SamplingAccuracy.reach(
        new JacobianSpectrum(first, moments),
        doubling -> {
          List<Double> cuts =
              BranchSearch.of(solver, first.samples).stream()
                  .filter(cut -> gaps.stream().allMatch(gap -> isApart(cut, gap)))
                  .toList();
          return new JacobianSpectrum(
              sampled(solver, moments, count << doubling, cuts, gaps), moments);
        });
  }

  /** Whether a place is not an edge of a gap, as near as it was found. */
  private static boolean isApart(double place, Gap gap) {
    double near = Math.max(BESIDE_GAP, gap.above() - gap.below());
    return place < gap.below() - near || place > gap.above() + near;
  }

  /** Gaps in which there is no sample, ascending. */
  private static List<Gap> hidden(BoundarySolver solver, List<Sample> samples) {
    List<Double> places = BranchSearch.of(solver, samples, NEARLY_EDGE);
    List<Gap> gaps = new ArrayList<>();
    for (double place : GapSearch.hidden(solver, places, samples)) {
      GapSearch.around(solver, place, samples)
          .filter(gap -> gaps.isEmpty() || gap.below() > gaps.getLast().above())
          .ifPresent(gaps::add);
    }
    return gaps;
  }

  private static FreeProductLaw sampled(
      BoundarySolver solver, SpectralMoments moments, int count, List<Double> cuts)
      throws UnsolvedException {
    return sampled(solver, moments, count, cuts, List.of());
  }

  private static FreeProductLaw sampled(
      BoundarySolver solver, SpectralMoments moments, int count, List<Double> cuts, List<Gap> known)
      throws UnsolvedException {
    SpectralEquation equation = solver.equation();
    Deque<SupportEdge[]> open = new ArrayDeque<>();
    SupportEdge bottom = SupportSearch.bottom(equation);
    boolean tail = !Double.isInfinite(bottom.logSquare()) && SupportSearch.reachesZero(equation);
    SupportEdge lower = tail ? SupportEdge.tail(bottom.logSquare()) : bottom;
    SupportEdge upper = SupportSearch.top(equation);
    boolean unbounded = SupportSearch.reachesInfinity(equation);
    if (unbounded) {
      upper = TailCut.above(solver, moments, upper);
    }
    for (double peak : equation.peaks()) {
      lower = snapped(lower, peak);
      upper = snapped(upper, peak);
      if (peak > lower.logSquare() + SEPARATE && peak < upper.logSquare() - SEPARATE) {
        lower = cut(open, lower, SupportEdge.peak(peak), cuts);
      }
    }
    cut(open, lower, upper, cuts);
    open = without(known, open);
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
              .sample(Math.max(JacobianSpectrum.FEWEST_POINTS, count / parts), above);
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
    if (unbounded) {
      SupportInterval highest = intervals.removeLast();
      intervals.add(new SupportInterval(highest.lowerLogSquare(), Double.POSITIVE_INFINITY));
    }
    return new FreeProductLaw(equation, intervals, samples);
  }

  /** The same parts without gaps that each lie within one of them. */
  private static Deque<SupportEdge[]> without(List<Gap> gaps, Deque<SupportEdge[]> parts) {
    Deque<SupportEdge[]> result = new ArrayDeque<>();
    for (SupportEdge[] part : parts) {
      SupportEdge upper = part[1];
      for (Gap gap : gaps.reversed()) {
        if (gap.below() > part[0].logSquare() && gap.above() < upper.logSquare()) {
          result.addLast(new SupportEdge[] {SupportEdge.gap(gap.above()), upper});
          upper = SupportEdge.gap(gap.below());
        }
      }
      result.addLast(new SupportEdge[] {part[0], upper});
    }
    return result;
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

  @Override
  public List<SpectralAtom> atoms() {
    return equation.atoms();
  }

  @Override
  public List<SupportInterval> intervals() {
    return intervals;
  }

  @Override
  public List<Node> nodes() {
    return nodes;
  }

  @Override
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
        return inside(logSquare).massAbove();
      }
      above += mass(interval);
    }
    return atoms + above;
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

  @Override
  public Optional<ShareResponse> response(double logSquare) {
    BoundaryPoint point = solve(logSquare);
    return point == null ? Optional.empty() : Optional.of(new Response(equation, point));
  }

  /**
   * The mass is stationary in m and all w, so that it responds to a law by its explicit part alone:
   * k(t) = arg(1 − t/w)/π.
   */
  private record Response(SpectralEquation equation, BoundaryPoint point) implements ShareResponse {

    @Override
    public DoubleUnaryOperator kernel(Slopes slopes, double ratio) {
      Complex w = new BoundarySolver(equation).subordinate(point, slopes, ratio);
      Complex inverse = w.inverse();
      return t -> Math.atan2(-t * inverse.im(), 1 - t * inverse.re()) / Math.PI;
    }

    @Override
    public double matrixVariance(int width) {
      return (1 + Math.log(width)) / (Math.PI * Math.PI * width * (double) width);
    }
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
    BoundaryPoint found = nearest.found() == null ? null : solver.reach(nearest.found(), logSquare);
    return found != null ? found : solver.rotate(logSquare);
  }

  @Override
  public SpectralPoint inside(double logSquare) {
    int low = place(logSquare);
    BoundaryPoint found = solve(logSquare, low);
    if (found != null) {
      return IntervalSampling.point(found);
    }
    SpectralPoint last = samples.getLast().point();
    if (logSquare > last.logSquare() && intervals.getLast().upper() == Double.POSITIVE_INFINITY) {
      // beyond what can be told from rounding
      return new SpectralPoint(logSquare, 0, last.density(), 0, 0);
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
}
