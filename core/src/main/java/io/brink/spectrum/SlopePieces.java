package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.activation.Parity;
import io.brink.internal.special.NormalDistribution;
import io.brink.spectrum.SlopeLaw.PointMass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Finds the pieces of a law of slopes: point masses and panels. */
final class SlopePieces {
  private static final double WIDEST = 1.75;
  private static final double SAME = 1e-14;
  private static final double NEARLY_SAME = 2e-5;
  private static final double SMALLEST_MASS = 0.05;
  private static final double SMALLEST_ZERO = 1e-14;
  private static final int DEEPEST_CUT = 20;
  private static final int DEEPEST_PANEL = 30;

  private final Activation activation;
  private final double keep;
  private final NearlyConstant nearlyConstant;
  private final SlopeReach reach;
  private final SquaredSlope slope;
  private final AtomicInteger halved = new AtomicInteger();
  private final List<PointMass> masses = new ArrayList<>();
  private final List<SlopePanel> panels = new ArrayList<>();
  private double zeroMass;
  private boolean hasTaken;

  /**
   * Of φ′(√q z)² with a probability, else 0.
   *
   * @param scale √q
   */
  SlopePieces(
      Activation activation,
      double scale,
      SlopeReach reach,
      double keep,
      NearlyConstant nearlyConstant) {
    this.activation = activation;
    this.keep = keep;
    this.nearlyConstant = nearlyConstant;
    zeroMass = 1 - keep;
    this.reach = reach;
    slope = new SquaredSlope(activation, scale, reach);
  }

  SlopeLaw law() {
    boolean folded = activation.parity() != Parity.NONE;
    double start = folded ? 0.0 : -reach.left();
    List<Double> edges = new ArrayList<>();
    for (Breakpoint breakpoint : activation.breakpoints()) {
      edges.add(slope.scale() == 0 ? 0 : breakpoint.location() / slope.scale());
    }
    edges.add(-slope.continuedFrom(-1));
    edges.add(slope.continuedFrom(1));
    edges.removeIf(z -> !(slope.scale() > 0 && z > start && z < reach.right()));
    edges.add(start);
    edges.add(reach.right());
    List<Double> sorted = edges.stream().sorted().toList();
    List<List<SlopePanel>> pieces = new ArrayList<>();
    for (int i = 0; i + 1 < sorted.size(); i++) {
      pieces.add(panels(sorted.get(i), sorted.get(i + 1), folded ? 2 : 1));
    }
    double most = size(pieces.stream().flatMap(List::stream).toList());
    for (List<SlopePanel> piece : pieces) {
      resolve(piece, folded ? 2 : 1, most);
    }
    dropZeros();
    if (nearlyConstant == NearlyConstant.POINT_MASS) {
      takeNearlyConstant();
    }
    masses.sort(Comparator.comparingDouble(PointMass::value));
    return new SlopeLaw(
        slope, reach, nearlyConstant, hasTaken, zeroMass, List.copyOf(masses), List.copyOf(panels));
  }

  /** Of the t that matter: the largest or, where there is none, the mean. */
  private double size(List<SlopePanel> all) {
    if (!reach.growth().any()) {
      return all.stream().mapToDouble(SlopePanel::high).max().orElse(Double.MIN_NORMAL);
    }
    return all.stream().mapToDouble(SlopePanel::mean).sum();
  }

  /** Equal panels from one edge to the next. */
  private List<SlopePanel> panels(double a, double b, int folds) {
    List<SlopePanel> found = new ArrayList<>();
    int count = (int) Math.ceil((b - a) / WIDEST);
    for (int i = 0; i < count; i++) {
      double from = a + (b - a) * i / count;
      double to = i + 1 == count ? b : a + (b - a) * (i + 1) / count;
      found.add(new SlopePanel(from, to, 0, folds * keep, slope));
    }
    return found;
  }

  /** Makes a point mass of a piece, or bisects its panels. */
  private void resolve(List<SlopePanel> piece, int folds, double most) {
    if (piece.isEmpty()) {
      return;
    }
    double value = piece.getFirst().high();
    boolean constant =
        piece.stream()
            .allMatch(
                panel -> panel.isConstant() && Math.abs(panel.high() - value) <= SAME * value);
    if (constant && piece.stream().allMatch(SlopePanel::isZero)) {
      zeroMass += folds * keep * probability(piece.getFirst().from(), piece.getLast().to());
    } else if (constant && value > 0) {
      addMass(
          value, folds * keep * probability(piece.getFirst().from(), piece.getLast().to()), SAME);
    } else {
      for (SlopePanel panel : piece) {
        bisect(panel, most);
      }
    }
  }

  private void bisect(SlopePanel panel, double most) {
    if (panel.depth() >= DEEPEST_PANEL || panel.isResolved(most)) {
      panels.add(panel);
      return;
    }
    SlopePanel[] halves = panel.halves(halved);
    bisect(halves[0], most);
    bisect(halves[1], most);
  }

  /** Counts the units whose t is 0 for want of digits, as that of 1 − tanh² may be far out. */
  private void dropZeros() {
    List<SlopePanel> kept = new ArrayList<>();
    double dropped = 0;
    for (SlopePanel panel : panels) {
      dropped += drop(panel, kept);
    }
    panels.clear();
    panels.addAll(kept);
    zeroMass += dropped > SMALLEST_ZERO ? dropped : 0;
  }

  private double drop(SlopePanel panel, List<SlopePanel> kept) {
    if (panel.isZero()) {
      return panel.weight();
    }
    if (!panel.touchesZero() || panel.depth() >= DEEPEST_CUT) {
      kept.add(panel);
      return 0;
    }
    double dropped = 0;
    for (SlopePanel half : panel.halves(halved)) {
      dropped += drop(half, kept);
    }
    return dropped;
  }

  /**
   * Makes point masses of panels on which t hardly varies. Next to such a value rounding would hide
   * what is spread over less; the mean stays as it is.
   */
  private void takeNearlyConstant() {
    double spread =
        panels.stream().mapToDouble(panel -> panel.high()).max().orElse(0)
            - panels.stream().mapToDouble(panel -> panel.low()).min().orElse(0);
    List<SlopePanel> flat =
        panels.stream()
            .filter(
                panel ->
                    panel.logScale() == 0
                        && panel.high() - panel.low() <= tolerance(panel.low(), spread))
            .sorted(Comparator.comparingDouble(panel -> panel.high()))
            .toList();
    int from = 0;
    while (from < flat.size()) {
      double least = flat.get(from).low();
      int to = from + 1;
      while (to < flat.size() && flat.get(to).high() - least <= tolerance(least, spread)) {
        to++;
      }
      takeNearlyConstant(flat.subList(from, to), tolerance(least, spread));
      from = to;
    }
  }

  private static double tolerance(double value, double spread) {
    return NEARLY_SAME * Math.min(value, spread);
  }

  private void takeNearlyConstant(List<SlopePanel> flat, double tolerance) {
    double value = flat.getFirst().high();
    List<SlopePanel> same = new ArrayList<>();
    List<SlopePanel> others = new ArrayList<>();
    for (SlopePanel panel : panels) {
      boolean adjacent =
          flat.stream().anyMatch(each -> each.from() == panel.to() || each.to() == panel.from());
      part(panel, value, tolerance, adjacent ? DEEPEST_CUT : 0, same, others);
    }
    // what is parted, not what is found flat, so that it changes with q but gradually
    if (same.stream().mapToDouble(SlopePanel::weight).sum() < SMALLEST_MASS) {
      return;
    }
    panels.clear();
    panels.addAll(others);
    double weight = 0;
    double moment = 0;
    for (SlopePanel panel : same) {
      for (int i = 0; i < panel.t().length; i++) {
        weight += panel.p()[i];
        moment += panel.p()[i] * panel.t()[i];
      }
    }
    hasTaken = true;
    addMass(moment / weight, weight, tolerance / value);
  }

  /** Parts a panel into where t hardly differs from a value and where it does. */
  private void part(
      SlopePanel panel,
      double value,
      double tolerance,
      int deepest,
      List<SlopePanel> same,
      List<SlopePanel> others) {
    double most = value + tolerance;
    double least = value - tolerance;
    if (panel.low() >= least && panel.high() <= most) {
      same.add(panel);
    } else if (panel.depth() >= deepest || panel.low() > most || panel.high() < least) {
      others.add(panel);
    } else {
      for (SlopePanel half : panel.halves(halved)) {
        part(half, value, tolerance, deepest, same, others);
      }
    }
  }

  private double probability(double a, double b) {
    double from = a <= -reach.left() ? Double.NEGATIVE_INFINITY : a;
    double to = b >= reach.right() ? Double.POSITIVE_INFINITY : b;
    return from > 0
        ? NormalDistribution.cdf(-from) - NormalDistribution.cdf(-to)
        : NormalDistribution.cdf(to) - NormalDistribution.cdf(from);
  }

  private void addMass(double value, double weight, double relative) {
    for (int i = 0; i < masses.size(); i++) {
      PointMass mass = masses.get(i);
      if (Math.abs(mass.value() - value) <= relative * value) {
        double both = mass.weight() + weight;
        double mean =
            mass.value() == value ? value : mass.value() + (value - mass.value()) * weight / both;
        masses.set(i, new PointMass(mean, both));
        return;
      }
    }
    masses.add(new PointMass(value, weight));
  }
}
