package io.brink.spectrum;

import io.brink.internal.special.NormalDistribution;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.MonotonePiece.End;
import io.brink.spectrum.MonotonePiece.Preimage;
import io.brink.spectrum.SpectralEquation.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/**
 * The law of a single nonlinear layer between orthogonal weights: that of σ_w² φ′(√q z)², z ~ N(0,
 * 1), with a factor for the widths and the units that are kept.
 *
 * <p>On the {@linkplain MonotonePieces pieces} of the line of z on which u = ln s² is monotone, the
 * mass above u is a normal probability, and the density of u is the sum over its places z of n(z)
 * over |du/dz|. The density is infinite, mostly like an inverse square root, at the values u that
 * φ′² has where φ″ = 0; the double-exponential rule between each two of them (Takahasi and Mori
 * 1974) does not mind.
 */
final class SingleLayerLaw implements SpectralLaw {

  /** Values of u this close are the same end of pieces. */
  private static final double SAME = 1e-12;

  private static final double IMPROBABLE = 1e-12;
  private static final double NEAR_END = 0.01;
  private static final double NOWHERE = 1e-16;
  private static final double NOTHING = 1e-14;
  private static final double FAINT = 1e-8;
  private static final int FEWEST_IN_PART = 48;
  private static final int FEWEST_IN_FAINT_PART = 16;
  private static final int MOST_PARTS = 400;
  private static final double ROUNDING = 1e-14;

  private final Group group;
  private final LogSlope slope;
  private final double share;
  private final List<MonotonePiece> pieces;
  private final List<SpectralAtom> atoms;
  private final List<SupportInterval> intervals;
  private final List<Node> nodes;

  private SingleLayerLaw(
      Group group,
      LogSlope slope,
      MonotonePieces found,
      SpectralMoments moments,
      int count,
      int doublings)
      throws UnsolvedException {
    this.group = group;
    this.slope = slope;
    share = group.ratio() * group.slopes().keep();
    pieces = found.pieces();
    atoms = atoms(found.flats());
    intervals = support();
    nodes = sample(cuts(found.narrows()), count, doublings, moments.logMean());
  }

  /**
   * The law of an equation of {@linkplain SpectralEquation#isOneLayer() one layer}.
   *
   * @param count of samples at least
   */
  static SpectrumOutcome of(SpectralEquation equation, SpectralMoments moments, int count) {
    Group group = equation.groups().getFirst();
    Slopes slopes = group.slopes();
    LogSlope slope =
        new LogSlope(
            slopes.activation(), Math.sqrt(slopes.preactivationVariance()), equation.constant());
    int finite = moments.hasVariance() ? 2 : moments.hasMean() ? 1 : 0;
    MonotonePieces pieces = MonotonePieces.of(slope, finite);
    JacobianSpectrum first;
    try {
      first =
          new JacobianSpectrum(
              new SingleLayerLaw(group, slope, pieces, moments, count, 0), moments);
    } catch (UnsolvedException e) {
      return new SpectrumOutcome.Unsolved(moments, e.getMessage());
    }
    return SamplingAccuracy.reach(
        first,
        doubling ->
            new JacobianSpectrum(
                new SingleLayerLaw(group, slope, pieces, moments, count, doubling), moments));
  }

  private List<SpectralAtom> atoms(List<SpectralAtom> flats) {
    List<SpectralAtom> all = new ArrayList<>();
    double zero = 1 - share;
    for (SpectralAtom flat :
        flats.stream().sorted(Comparator.comparingDouble(SpectralAtom::logSquare)).toList()) {
      double weight = share * flat.weight();
      if (flat.logSquare() == Double.NEGATIVE_INFINITY) {
        zero += weight;
      } else if (!all.isEmpty() && isSame(all.getLast().logSquare(), flat.logSquare())) {
        SpectralAtom last = all.removeLast();
        all.add(new SpectralAtom(last.logSquare(), last.weight() + weight));
      } else {
        all.add(new SpectralAtom(flat.logSquare(), weight));
      }
    }
    if (zero > NOTHING) {
      all.addFirst(new SpectralAtom(Double.NEGATIVE_INFINITY, zero));
    }
    return List.copyOf(all);
  }

  private static boolean isSame(double u, double other) {
    return Math.abs(u - other) <= SAME * Math.max(1, Math.abs(u));
  }

  private List<SupportInterval> support() {
    List<SupportInterval> result = new ArrayList<>();
    for (MonotonePiece piece :
        pieces.stream().sorted(Comparator.comparingDouble(each -> each.low().limit())).toList()) {
      double from = piece.low().limit();
      double to = piece.high().limit();
      SupportInterval last = result.isEmpty() ? null : result.getLast();
      if (last != null && (from <= last.upperLogSquare() || isSame(from, last.upperLogSquare()))) {
        result.removeLast();
        result.add(new SupportInterval(last.lowerLogSquare(), Math.max(to, last.upperLogSquare())));
      } else {
        result.add(new SupportInterval(from, to));
      }
    }
    return List.copyOf(result);
  }

  /** Where integration is cut: the ends of pieces but for those without mass, by increasing u. */
  private List<Double> cuts(List<Double> narrows) {
    TreeSet<Double> all = new TreeSet<>();
    double reached = Double.NEGATIVE_INFINITY;
    for (MonotonePiece piece :
        pieces.stream()
            .sorted(Comparator.comparingDouble(each -> each.low().logSquare()))
            .toList()) {
      if (piece.low().logSquare() > reached) {
        // both sides of a gap
        all.add(piece.low().logSquare());
        all.add(Math.max(reached, all.first()));
      }
      reached = Math.max(reached, piece.high().logSquare());
      double width = piece.high().logSquare() - piece.low().logSquare();
      for (End end : List.of(piece.low(), piece.high())) {
        boolean low = end == piece.low();
        double part = NEAR_END * width;
        Preimage near = piece.at(low ? width - part : part, low ? part : width - part);
        double beside =
            NormalDistribution.between(Math.min(end.z(), near.z()), Math.max(end.z(), near.z()));
        if (beside > IMPROBABLE) {
          all.add(end.logSquare());
        }
      }
    }
    if (!pieces.isEmpty()) {
      all.add(reached);
      all.addAll(narrows.stream().filter(u -> u > all.first() && u < all.last()).toList());
    }
    List<Double> cuts = new ArrayList<>();
    for (double u : all) {
      if (cuts.isEmpty() || !isSame(cuts.getLast(), u)) {
        cuts.add(u);
      }
    }
    return cuts;
  }

  private List<Node> sample(List<Double> cuts, int count, int doublings, double logMean)
      throws UnsolvedException {
    if (cuts.size() > MOST_PARTS) {
      throw new UnsolvedException(
          "the squared slope turns at more than "
              + MOST_PARTS
              + " different values, between which the density would have to be sampled");
    }
    List<Node> result = new ArrayList<>();
    int each = Math.max(FEWEST_IN_PART, count / Math.max(1, cuts.size() - 1)) << doublings;
    for (int i = 0; i + 1 < cuts.size(); i++) {
      double low = cuts.get(i);
      double high = cuts.get(i + 1);
      double middle = 0.5 * (low + high);
      boolean gap =
          pieces.stream()
              .noneMatch(
                  piece -> piece.low().logSquare() < middle && piece.high().logSquare() > middle);
      if (!gap) {
        double mass = massAbove(low) - massAbove(high) - atomsAbove(low) + atomsAbove(high);
        boolean faint = mass < FAINT && high < logMean;
        sample(low, high, faint ? FEWEST_IN_FAINT_PART : each, result);
      }
    }
    return List.copyOf(result);
  }

  /** The tanh-sinh rule on an interval between two cuts. */
  private void sample(double low, double high, int count, List<Node> result) {
    double width = high - low;
    double from = -asinh(decades(low) / Math.PI);
    double to = asinh(decades(high) / Math.PI);
    double step = (to - from) / (count - 1);
    for (int i = 0; i < count; i++) {
      double tau = from + i * step;
      double e = Math.exp(-Math.PI * Math.sinh(Math.abs(tau)));
      double near = width * e / (1 + e);
      double far = width / (1 + e);
      double height = tau < 0 ? near : far;
      double depth = tau < 0 ? far : near;
      double weight = step * near / (1 + e) * Math.PI * Math.cosh(tau);
      double u = tau < 0 ? low + height : high - depth;
      result.add(new Node(point(u, low, height, high, depth), weight));
    }
  }

  /** How many factors of e the nodes come closer to a cut than the width of the interval. */
  private double decades(double cut) {
    double power = 1;
    for (MonotonePiece piece : pieces) {
      for (End end : List.of(piece.low(), piece.high())) {
        if (isSame(cut, end.logSquare())) {
          power = Math.max(power, end.power());
        }
      }
    }
    return Math.min(600, 24 + 36 * power);
  }

  private static double asinh(double x) {
    return Math.log(x + Math.sqrt(x * x + 1));
  }

  /** The density at a place between two others, from which its distances are known exactly. */
  private SpectralPoint point(double u, double low, double height, double high, double depth) {
    double density = 0;
    double above = 0;
    double error = 0;
    for (MonotonePiece piece : pieces) {
      double fromLow = isSame(low, piece.low().logSquare()) ? height : u - piece.low().logSquare();
      double toHigh = isSame(high, piece.high().logSquare()) ? depth : piece.high().logSquare() - u;
      if (toHigh <= 0 || piece.probability() < NOWHERE) {
        continue;
      }
      if (fromLow <= 0) {
        above += piece.probability();
        continue;
      }
      Preimage place = piece.at(toHigh, fromLow);
      double part = place.density();
      density += part;
      above += piece.probabilityAbove(place.z());
      double uncertain = 0x1p-52 * Math.max(1, Math.abs(u)) / Math.min(toHigh, fromLow);
      error += part * Math.min(1, ROUNDING + uncertain);
    }
    return new SpectralPoint(u, share * density, share * error, share * above + atomsAbove(u), 0);
  }

  private double atomsAbove(double u) {
    double sum = 0;
    for (SpectralAtom atom : atoms) {
      if (atom.logSquare() > u) {
        sum += atom.weight();
      }
    }
    return sum;
  }

  @Override
  public List<SpectralAtom> atoms() {
    return atoms;
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
    return inside(logSquare).massAbove();
  }

  @Override
  public SpectralPoint inside(double logSquare) {
    return point(logSquare, Double.NaN, 0, Double.NaN, 0);
  }

  /** Units are counted: k(t) is 1 above u and 0 below it, and the matrices change nothing. */
  @Override
  public Optional<ShareResponse> response(double logSquare) {
    boolean inside =
        intervals.stream()
            .anyMatch(i -> logSquare > i.lowerLogSquare() && logSquare < i.upperLogSquare());
    return inside ? Optional.of(new Response(this, logSquare)) : Optional.empty();
  }

  private record Response(SingleLayerLaw law, double logSquare) implements ShareResponse {

    @Override
    public DoubleUnaryOperator kernel(Slopes slopes, double ratio) {
      if (!slopes.equals(law.group.slopes()) || ratio != law.group.ratio()) {
        return t -> 0;
      }
      double limit = Math.exp(logSquare - law.slope.constant());
      return t -> t > limit ? 1 : 0;
    }

    @Override
    public double matrixVariance(int width) {
      return 0;
    }
  }
}
