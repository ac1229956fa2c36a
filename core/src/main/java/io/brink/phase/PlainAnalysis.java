package io.brink.phase;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.expectation.Estimate;
import io.brink.internal.solve.Bracket;
import io.brink.kernel.Correlation;
import io.brink.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The phases of a plain network of infinite width (LIN section 2; Poole et al. 2016; Schoenholz et
 * al. 2017).
 *
 * @param layer the layer
 * @param lengths what q does with depth
 * @param phases one for each fixed length q* &gt; 0 by increasing q*; for {@link
 *     LengthRegime.EveryLength} one, at q = 1, which stands for all; none where no positive length
 *     is fixed
 */
public record PlainAnalysis(PlainLayer layer, LengthRegime lengths, List<FixedPhase> phases) {

  private static final int SCAN = 460;
  private static final double ROUNDING = 1e-12;
  private static final double SMALLEST_LOG_GAP = Math.log(1e-30);
  private static final double ROOT_RESIDUAL = 1e-15;

  /** A length nearer than this to a fixed one, relatively, is there. */
  private static final double REACHED = 1e-9;

  /** Copies the list. */
  public PlainAnalysis {
    phases = List.copyOf(phases);
  }

  /**
   * Analyses a layer.
   *
   * <p>Fixed lengths are searched for by the sign of ln(q′/q) on 460 points of ln q from 10⁻¹⁰ to
   * 10¹⁰ (for bounded φ, to where lengths are sure to shrink), and refined by bisection and Newton
   * steps to the last digits: two fixed points within 5 % of each other could be missed. With a
   * bias variance below 10⁻¹⁰ the search begins there, as q* ≥ σ_b².
   */
  public static PlainAnalysis of(PlainLayer layer) {
    return of(layer, Kernel.of(layer.activation()));
  }

  static PlainAnalysis of(PlainLayer layer, Kernel kernel) {
    LengthRegime regime = regime(layer, kernel);
    List<FixedPhase> phases = new ArrayList<>();
    switch (regime) {
      case LengthRegime.FixedLengths(List<LengthFixedPoint> points) -> {
        for (LengthFixedPoint point : points) {
          if (point.preactivationVariance() > 0) {
            phases.add(phase(layer, kernel, point));
          }
        }
      }
      case LengthRegime.EveryLength() ->
          phases.add(phase(layer, kernel, new LengthFixedPoint(1, 1, Stability.MARGINAL, 0)));
      case LengthRegime.Growing(LengthRegime.Growth ignored) -> {}
    }
    return new PlainAnalysis(layer, regime, phases);
  }

  /**
   * The phase at the length that deep layers have: the principal fixed point; empty if there is
   * none.
   */
  public Optional<FixedPhase> principal() {
    return switch (lengths) {
      case LengthRegime.FixedLengths fixed -> phase(fixed.principal());
      case LengthRegime.EveryLength() -> Optional.of(phases.getFirst());
      case LengthRegime.Growing(LengthRegime.Growth ignored) -> Optional.empty();
    };
  }

  /**
   * The phase at the fixed length towards which a given length moves; empty where it moves towards
   * 0 or grows without bound.
   *
   * <p>Of the fixed lengths that do not repel, the one next to the given length on its side of
   * those that do: exact where q′ increases with q, as for every monotone φ. A repelling fixed
   * length attracts only itself.
   *
   * @param logVariance ln q of the given length
   */
  public Optional<FixedPhase> reached(double logVariance) {
    return switch (lengths) {
      case LengthRegime.EveryLength() -> Optional.of(phases.getFirst());
      case LengthRegime.Growing(LengthRegime.Growth ignored) -> Optional.empty();
      case LengthRegime.FixedLengths(List<LengthFixedPoint> points) -> {
        LengthFixedPoint below = null;
        LengthFixedPoint above = null;
        for (LengthFixedPoint point : points) {
          double distance = Math.log(point.preactivationVariance()) - logVariance;
          if (Math.abs(distance) <= REACHED) {
            yield phase(point);
          }
          if (distance < 0) {
            below = point;
          } else if (above == null) {
            above = point;
          }
        }
        boolean upwards =
            below == null
                || below.stability() == Stability.REPELLING
                || (above != null
                    && above.stability() == Stability.ATTRACTING
                    && below.stability() == Stability.MARGINAL);
        LengthFixedPoint end = upwards ? above : below;
        yield end == null || end.stability() == Stability.REPELLING ? Optional.empty() : phase(end);
      }
    };
  }

  private Optional<FixedPhase> phase(LengthFixedPoint point) {
    return phases.stream().filter(p -> p.length().equals(point)).findFirst();
  }

  /**
   * The phase of layers whose lengths are held at q, as by layer normalisation.
   *
   * @throws IllegalArgumentException if q is not positive and finite
   */
  public static FixedPhase atLength(PlainLayer layer, double q) {
    if (!(q > 0 && q < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the length at which layers are held is finite and above 0, got " + q);
    }
    Kernel kernel = Kernel.of(layer.activation());
    double slope = layer.weightVariance() * kernel.varianceDerivative(q).value();
    return phase(layer, kernel, new LengthFixedPoint(q, slope, Stability.of(slope, 1e-10), 0));
  }

  private static LengthRegime regime(PlainLayer layer, Kernel kernel) {
    OptionalDouble degree = layer.activation().homogeneityDegree();
    if (degree.isPresent() && degree.getAsDouble() == 1) {
      return linearRegime(layer, kernel.variance(1).value());
    }
    List<LengthFixedPoint> points = new ArrayList<>();
    zero(layer, kernel).ifPresent(points::add);
    double smallest = smallest(layer);
    double largest =
        Math.log(
            LengthMoments.largest(
                layer.activation(), layer.weightVariance(), layer.biasVariance()));
    double low = smallest;
    double before = excess(layer, kernel, low);
    for (int k = 1; k <= SCAN; k++) {
      double high = at(smallest, largest, k);
      double here = excess(layer, kernel, high);
      if (Math.abs(here) <= ROUNDING) {
        // No sign: on a fixed point, or where φ is so nearly linear that every length is almost
        // fixed.
        continue;
      }
      if ((before > 0) != (here > 0) && Math.abs(before) > ROUNDING) {
        points.add(refine(layer, kernel, low, high));
      }
      before = here;
      low = high;
    }
    if (before > 0) {
      boolean attracted = points.stream().anyMatch(p -> p.stability() != Stability.REPELLING);
      if (!attracted) {
        return new LengthRegime.Growing(growth(layer, kernel));
      }
    }
    if (points.isEmpty()) {
      return new LengthRegime.Growing(new LengthRegime.Growth.Unbounded());
    }
    return new LengthRegime.FixedLengths(points);
  }

  private static LengthRegime linearRegime(PlainLayer layer, double gain) {
    double slope = layer.weightVariance() * gain;
    double bias = layer.biasVariance();
    if (Math.abs(slope - 1) <= 4e-16) {
      return bias == 0
          ? new LengthRegime.EveryLength()
          : new LengthRegime.Growing(new LengthRegime.Growth.Linear(bias));
    }
    double fixed = bias / (1 - slope);
    if (slope < 1) {
      return new LengthRegime.FixedLengths(
          List.of(
              new LengthFixedPoint(
                  fixed, slope, Stability.ATTRACTING, 4e-16 * fixed / (1 - slope))));
    }
    return bias == 0
        ? new LengthRegime.FixedLengths(
            List.of(new LengthFixedPoint(0, slope, Stability.REPELLING, 0)))
        : new LengthRegime.Growing(new LengthRegime.Growth.Geometric(slope));
  }

  private static LengthRegime.Growth growth(PlainLayer layer, Kernel kernel) {
    double q = LengthMoments.LARGEST;
    double next = layer.weightVariance() * kernel.variance(q).value() + layer.biasVariance();
    double further = layer.weightVariance() * kernel.variance(4 * q).value() + layer.biasVariance();
    double factor = next / q;
    boolean geometric =
        factor > 1 + 1e-9
            && further < Double.POSITIVE_INFINITY
            && Math.abs(further / (4 * q) / factor - 1) < 1e-3;
    return geometric
        ? new LengthRegime.Growth.Geometric(further / (4 * q))
        : new LengthRegime.Growth.Unbounded();
  }

  /**
   * The fixed point 0, which there is where neither φ(0) nor the bias lengthens a vector of length
   * 0.
   */
  private static Optional<LengthFixedPoint> zero(PlainLayer layer, Kernel kernel) {
    Activation activation = layer.activation();
    if (layer.biasVariance() > 0 || kernel.variance(0).value() * layer.weightVariance() > 0) {
      return Optional.empty();
    }
    for (Breakpoint b : activation.breakpoints()) {
      if (b.location() == 0 && b.valueJump() != 0) {
        return Optional.empty();
      }
    }
    double tiny = 1e-12;
    double slope = layer.weightVariance() * kernel.variance(tiny).value() / tiny;
    return Optional.of(new LengthFixedPoint(0, slope, Stability.of(slope, 1e-9), 0));
  }

  private static LengthFixedPoint refine(PlainLayer layer, Kernel kernel, double low, double high) {
    double below = excess(layer, kernel, low);
    double a = low;
    double b = high;
    for (int i = 0; i < 200 && b - a > 1e-15 * Math.max(1, Math.abs(a)); i++) {
      double mid = 0.5 * (a + b);
      if (mid <= a || mid >= b) {
        break;
      }
      if ((excess(layer, kernel, mid) > 0) == (below > 0)) {
        a = mid;
      } else {
        b = mid;
      }
    }
    double q = Math.exp(0.5 * (a + b));
    Estimate v = kernel.variance(q);
    double slope = layer.weightVariance() * kernel.varianceDerivative(q).value();
    // One Newton step removes what bisection in ln q leaves.
    double residual = layer.weightVariance() * v.value() + layer.biasVariance() - q;
    if (Math.abs(1 - slope) > 1e-6) {
      q += residual / (1 - slope);
    }
    double error =
        (layer.weightVariance() * v.errorBound() + 4e-16 * q)
            / Math.max(Math.abs(1 - slope), 1e-12);
    return new LengthFixedPoint(q, slope, Stability.of(slope, 1e-10), error);
  }

  /** ln(q′/q) at ln q. */
  private static double excess(PlainLayer layer, Kernel kernel, double logarithm) {
    double q = Math.exp(logarithm);
    double next = layer.weightVariance() * kernel.variance(q).value() + layer.biasVariance();
    return Math.log(next / q);
  }

  private static double smallest(PlainLayer layer) {
    double bias = layer.biasVariance();
    return bias == 0
        ? Math.log(LengthMoments.SMALLEST)
        : Math.min(Math.log(LengthMoments.SMALLEST), Math.log(bias) - 1);
  }

  private static double at(double smallest, double largest, int k) {
    return smallest + (largest - smallest) * k / SCAN;
  }

  private static FixedPhase phase(PlainLayer layer, Kernel kernel, LengthFixedPoint point) {
    double q = point.preactivationVariance();
    double weight = layer.weightVariance();
    Estimate slope = kernel.derivativeVariance(q);
    double chi1 = weight * slope.value();
    // E φ′² moves with q*, so its error is that of the quadrature and that of the fixed point
    // together.
    double error =
        weight * slope.errorBound() + chi1 * (ROUNDING + point.errorBound() / q) + 4e-16 * chi1;
    Phase phase = Phase.of(chi1, error);
    double mean = kernel.mean(q).value();
    double independent = (weight * mean * mean + layer.biasVariance()) / q;
    double gap = phase == Phase.CHAOTIC ? fixedGap(kernel, weight, q) : 0;
    Correlation fixed = Correlation.ofGap(gap);
    double correlationSlope =
        gap == 0 ? chi1 : weight * kernel.derivativeCovariance(q, q, fixed).value();
    return new FixedPhase(
        point,
        chi1,
        error,
        phase,
        1 - gap,
        gap,
        correlationSlope,
        independent,
        DepthScales.of(phase, point.slope(), correlationSlope, chi1));
  }

  /**
   * 1 − c* in (0, 1]: the root of (1 − R)/(1 − c) = 1, a function that decreases from χ₁ &gt; 1 as
   * the gap grows since R is convex on [0, 1]. The search runs in the logarithm of the gap, which
   * keeps its relative accuracy where c* is close to 1.
   */
  private static double fixedGap(Kernel kernel, double weight, double q) {
    if (ratio(kernel, weight, q, 1) >= 1) {
      return 1;
    }
    double high = 0;
    double low = -1;
    while (low > SMALLEST_LOG_GAP && ratio(kernel, weight, q, Math.exp(low)) <= 1) {
      high = low;
      low = Math.max(SMALLEST_LOG_GAP, 2 * low);
    }
    return low <= SMALLEST_LOG_GAP && ratio(kernel, weight, q, Math.exp(low)) <= 1
        ? Math.exp(low)
        : Math.exp(
            Bracket.root(
                t -> Math.log(ratio(kernel, weight, q, Math.exp(t))), low, high, ROOT_RESIDUAL));
  }

  private static double ratio(Kernel kernel, double weight, double q, double gap) {
    return weight * kernel.gap(q, Correlation.ofGap(gap)).value() / (q * gap);
  }
}
