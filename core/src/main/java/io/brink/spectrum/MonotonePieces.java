package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.expectation.GaussLegendre;
import io.brink.internal.solve.Bracket;
import io.brink.internal.special.NormalDistribution;
import io.brink.spectrum.MonotonePiece.End;
import io.brink.spectrum.MonotonePiece.Pivot;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Cuts the line of z into ranges on which u = ln φ′(√q z)² is constant or monotone.
 *
 * <p>Between two breakpoints of φ panels are bisected until twenty nodes resolve φ′; changes of the
 * sign of φ′ and φ″ among samples within the panels are turned into roots. |z| ends where the
 * moments of t that exist have nothing left, at {@value #FARTHEST} at most.
 */
final class MonotonePieces {

  private static final GaussLegendre RULE = new GaussLegendre(20);
  private static final double REACH = 8.6;
  private static final double FARTHEST = 38;
  private static final double WIDEST = 1.5;
  private static final double NARROWEST = 1e-4;
  private static final double RESOLVED = 1e-12;
  private static final int DEEPEST = 30;
  private static final int MOST_PANELS = 5000;
  private static final double SAME = 1e-14;
  private static final double NO_SIGN = 1e-14;
  private static final int IN_PANEL = 32;
  private static final double NOTHING = 1e-17;
  private static final double TOUCHING = 1e-13;
  private static final double VANISHING = 1e-290;

  /** Slopes this close to a limit, in ln t, are at it. */
  private static final double LIMIT = 1e-10;

  private static final double PROBABLE_LIMIT = 1e-9;
  private static final double PLATEAU = 0.01;

  /** φ′ below that of the largest is rounding, next to where it is 0. */
  private static final double HIDDEN = 1e-10;

  private static final double CLOSE = 1e-9;

  /** ln of distances from where φ′ is infinite. */
  private static final double NEAREST = -667;

  private static final double LOG_NOTHING = -40;
  private static final double PROMINENT = 0.8;
  private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);

  private final LogSlope slope;
  private final int moments;
  private final SlopeTail[] tails;
  private final List<MonotonePiece> pieces = new ArrayList<>();
  private final List<SpectralAtom> flats = new ArrayList<>();
  private final List<Double> narrows = new ArrayList<>();
  private double largest;
  private int panels;

  private MonotonePieces(LogSlope slope, int moments) {
    this.slope = slope;
    this.moments = moments;
    tails =
        new SlopeTail[] {SlopeTail.of(slope.activation(), -1), SlopeTail.of(slope.activation(), 1)};
  }

  /**
   * The pieces of a law.
   *
   * @param moments how many moments of t exist, 0 to 2: so far out the pieces go
   */
  static MonotonePieces of(LogSlope slope, int moments) {
    MonotonePieces result = new MonotonePieces(slope, moments);
    result.construct();
    return result;
  }

  /** Ranges on which t is monotone, with probabilities. */
  List<MonotonePiece> pieces() {
    return pieces;
  }

  /** Values that t has on ranges of their own, with the probabilities of these. */
  List<SpectralAtom> flats() {
    return flats;
  }

  /** Values of u at which du/dz is small but does not vanish. */
  List<Double> narrows() {
    return narrows;
  }

  private void construct() {
    Activation activation = slope.activation();
    double from = -reach(-1);
    double to = reach(1);
    List<Double> edges = new ArrayList<>(List.of(from));
    for (Breakpoint breakpoint : activation.breakpoints()) {
      double z = breakpoint.location() / slope.root();
      if (z > edges.getLast() && z < to) {
        edges.add(z);
      }
    }
    edges.add(to);
    List<List<Double>> samples = new ArrayList<>();
    for (int i = 0; i + 1 < edges.size(); i++) {
      List<Double> found = new ArrayList<>();
      double a = edges.get(i);
      double b = edges.get(i + 1);
      double before = a;
      for (double z : grid(a, b)) {
        bisect(before, z, 0, found);
        before = z;
      }
      for (double z : found) {
        double size = Math.abs(slope.slope(z));
        largest = size < Double.POSITIVE_INFINITY ? Math.max(largest, size) : largest;
      }
      samples.add(found);
    }
    for (int i = 0; i + 1 < edges.size(); i++) {
      segment(edges.get(i), edges.get(i + 1), i == 0, i + 2 == edges.size(), samples.get(i));
    }
  }

  /** Ends of panels in (a, b], denser towards z = 0: where q is large, that is where φ′ changes. */
  private static TreeSet<Double> grid(double a, double b) {
    TreeSet<Double> grid = new TreeSet<>(List.of(0.0, b));
    for (double z = WIDEST; z < Math.max(-a, b); z += WIDEST) {
      grid.add(z);
      grid.add(-z);
    }
    for (double z = 0.5 * WIDEST; z > NARROWEST; z *= 0.25) {
      grid.add(z);
      grid.add(-z);
    }
    return new TreeSet<>(grid.subSet(a, false, b, true));
  }

  /** Where the moments that exist have nothing left. */
  private double reach(int sign) {
    double middle = Math.abs(slope.slope(sign));
    double reach = REACH;
    while (reach < FARTHEST) {
      double ratio = Math.abs(slope.slope(sign * reach)) / middle;
      double t = Double.isNaN(ratio) ? 1 : ratio * ratio;
      double weight = NormalDistribution.density(reach) * Math.max(1, Math.pow(t, moments));
      if (weight < NOTHING) {
        break;
      }
      reach = Math.min(FARTHEST, reach + 0.5);
    }
    return reach;
  }

  /** Samples z of panels that resolve φ′. */
  private void bisect(double a, double b, int depth, List<Double> found) {
    double half = 0.5 * (b - a);
    double middle = 0.5 * (a + b);
    int n = RULE.size();
    double[] f = new double[n];
    double most = 0;
    for (int i = 0; i < n; i++) {
      f[i] = slope.slope(middle + half * RULE.node(i));
      most = Math.max(most, Math.abs(f[i]));
    }
    double rest = 0;
    for (int degree = n - 2; degree < n; degree++) {
      double[] row = RULE.analysisRow(degree);
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += row[i] * f[i];
      }
      rest += Math.abs(sum);
    }
    panels++;
    boolean unresolved = rest > RESOLVED * Math.max(most, Double.MIN_NORMAL);
    if (!unresolved || depth >= DEEPEST || panels > MOST_PANELS) {
      for (int i = 0; i < IN_PANEL; i++) {
        found.add(middle - half * Math.cos(Math.PI * (i + 0.5) / IN_PANEL));
      }
    } else {
      bisect(a, middle, depth + 1, found);
      bisect(middle, b, depth + 1, found);
    }
  }

  private void segment(double a, double b, boolean first, boolean last, List<Double> samples) {
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (double z : samples) {
      double each = Math.abs(slope.slope(z));
      least = Math.min(least, each);
      most = Math.max(most, each);
    }
    if (most - least <= SAME * most) {
      flat(
          slope.at(0.5 * (a + b)),
          first ? Double.NEGATIVE_INFINITY : a,
          last ? Double.POSITIVE_INFINITY : b);
      return;
    }
    TreeSet<Double> zeros = new TreeSet<>();
    TreeSet<Double> turns = new TreeSet<>();
    double beforeZero = Double.NaN;
    double beforeTurn = Double.NaN;
    for (double z : samples) {
      double value = slope.slope(z);
      if (value != 0) {
        if (!Double.isNaN(beforeZero) && value * Math.signum(slope.slope(beforeZero)) < 0) {
          zeros.add(Bracket.root(slope::slope, beforeZero, z));
        }
        beforeZero = z;
      }
      double curvature = slope.curvature(z);
      if (Math.abs(curvature) * Math.min(1, b - a) > NO_SIGN * Math.abs(value)) {
        if (!Double.isNaN(beforeTurn) && curvature * Math.signum(slope.curvature(beforeTurn)) < 0) {
          double turn = Bracket.root(slope::curvature, beforeTurn, z);
          // φ′ may touch 0 there
          (Math.abs(slope.slope(turn)) < TOUCHING * largest ? zeros : turns).add(turn);
        }
        beforeTurn = z;
      }
    }
    narrows(samples);
    if (!first && isSingular(a, 1, b - a)) {
      zeros.add(a);
    }
    if (!last && isSingular(b, -1, b - a)) {
      zeros.add(b);
    }
    TreeSet<Double> cuts = new TreeSet<>(zeros);
    cuts.addAll(turns);
    cuts.add(a);
    cuts.add(b);
    // a piece has u = ±∞ at one end only
    for (double zero : zeros) {
      Double next = zeros.higher(zero);
      if (next != null && cuts.subSet(zero, false, next, false).isEmpty()) {
        cuts.add(0.5 * (zero + next));
      }
    }
    double from = cuts.first();
    for (double to : cuts.tailSet(from, false)) {
      piece(
          from,
          to,
          zeros,
          first && from == a,
          last && to == b,
          from == a && !first ? beside(a) : 0,
          to == b && !last ? beside(b) : 0);
      from = to;
    }
  }

  /** A distance from a breakpoint that leads to one side of it. */
  private static double beside(double z) {
    return z == 0 ? 1e-200 : 8 * Math.ulp(z);
  }

  /** Notes where |du/dz| is least without vanishing. */
  private void narrows(List<Double> samples) {
    int n = samples.size();
    double[] size = new double[n];
    for (int i = 0; i < n; i++) {
      size[i] = slope.derivative(samples.get(i));
    }
    for (int i = 1; i + 1 < n; i++) {
      double here = Math.abs(size[i]);
      boolean signed = size[i - 1] * size[i] > 0 && size[i] * size[i + 1] > 0;
      if (signed
          && here < Math.abs(size[i - 1])
          && here <= Math.abs(size[i + 1])
          && here < PROMINENT * climb(size, i, -1)
          && here < PROMINENT * climb(size, i, 1)) {
        narrows.add(slope.at(least(samples.get(i - 1), samples.get(i + 1))));
      }
    }
  }

  /** The size of the next local maximum. */
  private static double climb(double[] size, int from, int step) {
    int i = from;
    while (i + step >= 0
        && i + step < size.length
        && Math.abs(size[i + step]) > Math.abs(size[i])) {
      i += step;
    }
    return Math.abs(size[i]);
  }

  /** Where |du/dz| is least, by golden section. */
  private double least(double from, double to) {
    double low = from;
    double high = to;
    for (int i = 0; i < 30; i++) {
      double a = high - GOLDEN * (high - low);
      double b = low + GOLDEN * (high - low);
      if (Math.abs(slope.derivative(a)) <= Math.abs(slope.derivative(b))) {
        high = b;
      } else {
        low = a;
      }
    }
    return 0.5 * (low + high);
  }

  /** Whether u is infinite at a breakpoint: it then changes by as much from scale to scale. */
  private boolean isSingular(double end, int sign, double length) {
    double unit = Math.min(1, length);
    if (end == 0) {
      double near = slope.at(sign * unit * 1e-100);
      double nearer = slope.at(sign * unit * 1e-200);
      return !(Math.abs(nearer - near) < 1e-3);
    }
    double near = slope.at(end + sign * unit * 1e-8);
    double nearer = slope.at(end + sign * unit * 1e-12);
    return !(Math.abs(nearer - near) < 0.02);
  }

  private void piece(
      double a,
      double b,
      TreeSet<Double> zeros,
      boolean outermostA,
      boolean outermostB,
      double insideA,
      double insideB) {
    double length = b - a;
    double from = a + insideA;
    double to = b - insideB;
    if (outermostA) {
      from = visible(from, to);
    }
    if (outermostB) {
      to = visible(to, from);
    }
    boolean pivotA = zeros.contains(a);
    boolean pivotB = zeros.contains(b);
    if (!pivotA && from == a + insideA) {
      from = settled(from, to, outermostA ? Double.NEGATIVE_INFINITY : a, outermostA);
    }
    if (!pivotB && to == b - insideB) {
      to = settled(to, from, outermostB ? Double.POSITIVE_INFINITY : b, outermostB);
    }
    if (!(to > from)) {
      return;
    }
    Pivot pivot = pivotA ? pivot(a, 1, length) : pivotB ? pivot(b, -1, length) : Pivot.NONE;
    boolean regularA = from == a + insideA && !outermostA;
    boolean regularB = to == b - insideB && !outermostB;
    End left =
        pivotA
            ? end(pivot, 1)
            : end(
                from,
                pivot,
                regularA ? MonotonePiece.power(slope, from, 1, length) : 1,
                limit(from, to, insideA, outermostA ? tails[0] : null));
    End right =
        pivotB
            ? end(pivot, -1)
            : end(
                to,
                pivot,
                regularB ? MonotonePiece.power(slope, to, -1, length) : 1,
                limit(to, from, -insideB, outermostB ? tails[1] : null));
    boolean rises = left.logSquare() < right.logSquare();
    pieces.add(new MonotonePiece(slope, rises ? left : right, rises ? right : left, pivot));
  }

  private End end(double z, Pivot pivot, double power, double limit) {
    double coordinate = pivot.exists() ? Math.log(Math.abs(z - pivot.z())) : z;
    return new End(z, coordinate, slope.at(z), power, limit);
  }

  /** The end at a pivot: where no moment is left beyond. */
  private End end(Pivot pivot, int sign) {
    double x = 0;
    double u = logSquare(pivot, sign, x);
    while (x > NEAREST) {
      double excess = Math.max(0, u - slope.constant() - 2 * Math.log(largest));
      if (x <= pivot.logDistance() && x + moments * excess < LOG_NOTHING) {
        break;
      }
      x -= 1;
      u = logSquare(pivot, sign, x);
    }
    double limit = Math.signum(-pivot.rate()) * Double.POSITIVE_INFINITY;
    return new End(pivot.z(), x, u, 1, limit);
  }

  private double logSquare(Pivot pivot, int sign, double x) {
    return pivot.isBeyond(x) ? pivot.logSquare(x) : slope.at(pivot.z() + sign * Math.exp(x));
  }

  /** Where φ′ is 0 or infinite, and how. */
  private Pivot pivot(double z, int sign, double length) {
    double s = 0.25 * Math.min(1, length);
    double least = CLOSE * Math.max(z == 0 ? CLOSE : 1, Math.abs(z));
    while (s > least && Math.abs(slope.slope(z + sign * s)) > HIDDEN * largest) {
      s *= 0.5;
    }
    return new Pivot(
        z, Math.log(s), slope.at(z + sign * s), slope.derivative(z + sign * s) * sign * s);
  }

  /** The outermost z, or where slopes leave the range of a double; what is beyond counts as 0. */
  private double visible(double outer, double inner) {
    double least = VANISHING * largest;
    if (Math.abs(slope.slope(outer)) >= least) {
      return outer;
    }
    double out = outer;
    double in = inner;
    for (int i = 0; i < 60; i++) {
      double middle = 0.5 * (out + in);
      if (Math.abs(slope.slope(middle)) >= least) {
        in = middle;
      } else {
        out = middle;
      }
    }
    flat(
        Double.NEGATIVE_INFINITY,
        Math.min(in, Math.signum(outer) * Double.POSITIVE_INFINITY),
        Math.max(in, Math.signum(outer) * Double.POSITIVE_INFINITY));
    return in;
  }

  /**
   * The end of the support: the value itself, or what it tends to.
   *
   * @param inside how far z lies within the piece
   */
  private double limit(double z, double other, double inside, SlopeTail tail) {
    double u = slope.at(z);
    if (tail == null) {
      return inside == 0 ? u : u - inside * slope.derivative(z);
    }
    return u > slope.at(other)
        ? Math.max(u, slope.constant() + tail.most())
        : Math.min(u, slope.constant() + tail.least());
  }

  /**
   * The end of the part of a piece on which u is no longer within 10⁻¹⁰ of its end; what is has the
   * same t, if it has a probability to speak of.
   */
  private double settled(double end, double other, double beyond, boolean outermost) {
    double u = slope.at(end);
    double at = end;
    double away = other;
    if (!(Math.abs(slope.at(other) - u) > LIMIT)) {
      at = other;
    } else {
      for (int i = 0; i < 60; i++) {
        double middle = 0.5 * (at + away);
        if (Math.abs(slope.at(middle) - u) <= LIMIT) {
          at = middle;
        } else {
          away = middle;
        }
      }
    }
    double probability = NormalDistribution.between(Math.min(at, beyond), Math.max(at, beyond));
    if (probability <= (outermost ? PROBABLE_LIMIT : PLATEAU)) {
      return end;
    }
    flat(u, Math.min(at, beyond), Math.max(at, beyond));
    return at;
  }

  private void flat(double u, double from, double to) {
    double probability = NormalDistribution.between(from, to);
    if (probability > SAME) {
      flats.add(new SpectralAtom(u, probability));
    }
  }
}
