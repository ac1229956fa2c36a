package io.brink.shaping;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.internal.solve.Bracket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/**
 * The edge of chaos of one activation (LIN section 2; Schoenholz et al. 2017): the line in the
 * plane of variances on which χ₁ = σ_w² E φ′(√q* z)² = 1, parametrised by the fixed preactivation
 * variance q*:
 *
 * <pre>  σ_w² = 1/E φ′²,  σ_b² = q* − σ_w² V(q*),  both at q*.</pre>
 *
 * <p>A point exists where σ_b² ≥ 0. For φ of homogeneity degree 1 (ReLU, leaky ReLU, |x|) V(q) = q
 * E φ′², so that σ_b² = 0 and the line is the one point (1/E φ′², 0), at which every q is fixed.
 */
public final class CriticalLine {

  private static final double SMALLEST = 1e-8;
  private static final double LARGEST = 1e4;
  private static final int SCAN = 240;
  private static final double NEGLIGIBLE = 2e-14;

  /** What is known of the point asked for. */
  public sealed interface Outcome {

    /** Every point that fits; the first is the stable one of the smallest q*, if one is stable. */
    record Found(List<Point> points) implements Outcome {
      /** Copies the list. */
      public Found {
        points = List.copyOf(points);
      }
    }

    /** There is none. */
    record Missing(String reason, Optional<NearestTarget> nearest) implements Outcome {}
  }

  /**
   * A point of the line.
   *
   * @param weightVariance σ_w²
   * @param biasVariance σ_b²
   * @param preactivationVariance q*
   * @param lengthSlope dq′/dq at q*: q* is stable where it is below 1 in size, and marginal at 1
   */
  public record Point(
      double weightVariance,
      double biasVariance,
      double preactivationVariance,
      double lengthSlope) {}

  private final Activation activation;
  private final RemainderMoments moments;

  private CriticalLine(Activation activation) {
    this.activation = activation;
    this.moments = new RemainderMoments(activation);
  }

  /** The critical line of an activation. */
  public static CriticalLine of(Activation activation) {
    return new CriticalLine(activation);
  }

  /** The points of the line that are asked for. */
  public Outcome at(CriticalPoint asked) {
    for (Breakpoint place : activation.breakpoints()) {
      if (place.valueJump() != 0) {
        return new Outcome.Missing(
            "chi1 = 1 cannot hold: %s jumps at %s, so that E phi'^2 is infinite"
                .formatted(activation.name(), Double.toString(place.location())),
            Optional.empty());
      }
    }
    return switch (asked) {
      case CriticalPoint.AtPreactivationVariance(double q) -> atVariance(q);
      case CriticalPoint.AtBiasVariance(double biasVariance) -> atBiasVariance(biasVariance);
    };
  }

  /**
   * The point that the two equations give at q*, whatever its sign: a bias variance below 0 means
   * that no network has this critical point. Variances are accurate to about 10⁻¹³, the bias
   * variance relative to itself down to 10⁻¹² q*, below which it counts as 0.
   *
   * <p>Not thread-safe.
   *
   * @param q q*, positive and finite
   */
  public Point formalPoint(double q) {
    if (!(q > 0 && q < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the preactivation variance of a critical point is finite and above 0, got " + q);
    }
    return point(q);
  }

  private Outcome atVariance(double q) {
    Point point = point(q);
    if (!(point.weightVariance() < Double.POSITIVE_INFINITY)) {
      return new Outcome.Missing(
          "E phi'^2 vanishes for %s at q = %s".formatted(activation.name(), Double.toString(q)),
          Optional.empty());
    }
    if (point.biasVariance() < 0) {
      return new Outcome.Missing(
          "the bias variance q - V/E phi'^2 of %s would be %.6g at q = %s"
              .formatted(activation.name(), point.biasVariance(), Double.toString(q)),
          nearestVariance(q));
    }
    return new Outcome.Found(List.of(point));
  }

  private Outcome atBiasVariance(double biasVariance) {
    if (isHomogeneousOfDegreeOne()) {
      Point point = point(1);
      if (biasVariance == 0) {
        return new Outcome.Found(List.of(point));
      }
      return new Outcome.Missing(
          ("%s is positively homogeneous: its critical line is the single point of weight variance"
                  + " %.10g and bias variance 0, where every q is fixed")
              .formatted(activation.name(), point.weightVariance()),
          Optional.of(new NearestTarget("bias_variance", 0, "the critical point has no bias")));
    }
    List<Point> found = new ArrayList<>();
    for (double logarithm : scan(biasVariance)) {
      found.add(point(Math.exp(logarithm)));
    }
    if (found.isEmpty()) {
      return new Outcome.Missing(
          "no q between %.0e and %.0e makes the bias variance of %s at the edge of chaos %s"
              .formatted(SMALLEST, LARGEST, activation.name(), Double.toString(biasVariance)),
          nearestBias(biasVariance));
    }
    found.sort(
        (x, y) -> {
          int stability = Boolean.compare(isStable(y), isStable(x));
          return stability != 0
              ? stability
              : Double.compare(x.preactivationVariance(), y.preactivationVariance());
        });
    return new Outcome.Found(found);
  }

  private static boolean isStable(Point point) {
    return Math.abs(point.lengthSlope()) <= 1;
  }

  private Optional<NearestTarget> nearestBias(double biasVariance) {
    double nearest = Double.NaN;
    for (int k = 0; k <= SCAN; k++) {
      double value = point(Math.exp(grid(k))).biasVariance();
      if (value >= 0
          && (Double.isNaN(nearest)
              || Math.abs(value - biasVariance) < Math.abs(nearest - biasVariance))) {
        nearest = value;
      }
    }
    return Double.isNaN(nearest)
        ? Optional.empty()
        : Optional.of(
            new NearestTarget(
                "bias_variance",
                nearest,
                "the nearest bias variance on the critical line is about %.4g".formatted(nearest)));
  }

  private Optional<NearestTarget> nearestVariance(double q) {
    double asked = Math.log(q);
    double nearest = Double.NaN;
    for (double edge : scan(0)) {
      if (Double.isNaN(nearest) || Math.abs(edge - asked) < Math.abs(nearest - asked)) {
        nearest = edge;
      }
    }
    return Double.isNaN(nearest)
        ? Optional.empty()
        : Optional.of(
            new NearestTarget(
                "q",
                Math.exp(nearest),
                "the bias variance reaches 0 at q = %.10g".formatted(Math.exp(nearest))));
  }

  /** ln q at which the bias variance has a value. */
  private List<Double> scan(double biasVariance) {
    DoubleUnaryOperator f = t -> point(Math.exp(t)).biasVariance() - biasVariance;
    List<Double> roots = new ArrayList<>();
    double before = f.applyAsDouble(grid(0));
    for (int k = 1; k <= SCAN; k++) {
      double value = f.applyAsDouble(grid(k));
      if (value == 0) {
        roots.add(grid(k));
      } else if (before * value < 0) {
        roots.add(Bracket.root(f, grid(k - 1), grid(k)));
      }
      before = value;
    }
    return roots;
  }

  private static double grid(int k) {
    return Math.log(SMALLEST) + (Math.log(LARGEST) - Math.log(SMALLEST)) * k / SCAN;
  }

  private Point point(double q) {
    double scale = Math.sqrt(q);
    Remainder m = moments.accurate(scale, 0);
    double derivativeVariance = m.slopeSquare() / q;
    double variance = m.variance() + m.mean() * m.mean();
    double weightVariance = 1 / derivativeVariance;
    // q E phi'^2 - V in moments about the linear part, which keep the digits of nearly linear phi.
    double bias = (m.r1() - m.r0() - m.mean() * m.mean()) * weightVariance;
    if (isHomogeneousOfDegreeOne()
        || Math.abs(bias) < NEGLIGIBLE * Math.min(q, weightVariance * variance)) {
      bias = 0;
    }
    double lengthSlope =
        weightVariance * (m.slope() * m.slope() + m.slope() * m.u() + m.p() + m.mean() * m.t()) / q;
    return new Point(weightVariance, bias, q, lengthSlope);
  }

  private boolean isHomogeneousOfDegreeOne() {
    OptionalDouble degree = activation.homogeneityDegree();
    return degree.isPresent() && degree.getAsDouble() == 1;
  }
}
