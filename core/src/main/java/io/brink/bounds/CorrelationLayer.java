package io.brink.bounds;

import io.brink.activation.Activation;
import io.brink.activation.Parity;
import io.brink.expectation.Estimate;
import io.brink.kernel.Correlation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.Kernel;
import java.util.List;

/**
 * What one layer makes of the correlation ρ of two inputs: P with P(1) = 1, a power series in ρ
 * with non-negative coefficients (SHR, equation 2.4). Everything is in gaps: g = 1 − ρ in, 1 − P
 * out.
 */
public sealed interface CorrelationLayer {

  /** 1 − P(ρ) and P′(ρ) at ρ = 1 − gap. */
  record Point(double gap, double slope) {}

  /** 1 − P at ρ = 1 − gap, for a gap in [0, 2]; relative accuracy {@link #errorBound}. */
  double gap(double gap);

  /** 1 − P and P′ at ρ = 1 − gap. */
  Point at(double gap);

  /** P′(1); +∞ where an activation jumps. */
  double slopeAtOne();

  /**
   * The sum of all coefficients of P of degree 2 and more, 1 − P(0) − P′(0): the part of the
   * output's mean square that no linear map of the input makes. For an activation it is ‖φ −
   * φ̃‖²/‖φ‖² of SHR.
   */
  double nonlinearShare();

  /** Whether P − P(0) is an odd function, so that P increases on all of [−1, 1]. */
  boolean isOdd();

  /** Bound of the relative error of {@link #gap}. */
  double errorBound();

  /**
   * nonlinearShare/P′(1), the layer's term of theorems 1 and 2 of SHR: ‖φ − φ̃‖²/‖φ′‖² for an
   * activation, σ²‖φ − φ̃‖²/(1 + σ²‖φ′‖²) for a residual block, whatever the biases.
   */
  default double theoremTerm() {
    return slopeAtOne() < Double.POSITIVE_INFINITY ? nonlinearShare() / slopeAtOne() : 0;
  }

  /**
   * An activation of Gaussian preactivations of mean square q, P(ρ) = W(q, q, ρ)/V(q).
   *
   * @param activation φ
   * @param map the compiled map
   * @param slopeAtOne q E φ′²/V
   * @param nonlinearShare E(φ − a₀ − a₁z)²/V
   */
  record Activated(
      Activation activation, CorrelationMap map, double slopeAtOne, double nonlinearShare)
      implements CorrelationLayer {

    private static final double LARGEST_ERROR = 1e-6;

    /** A smaller nonlinear share is not taken from the map, which has it to 10⁻¹⁴. */
    private static final double SMALL_SHARE = 1e-3;

    /**
     * The layer of an activation.
     *
     * @param preactivationVariance q &gt; 0, with V(q) &gt; 0
     */
    public static Activated of(Activation activation, double preactivationVariance) {
      return of(Kernel.of(activation), preactivationVariance);
    }

    /** The same by the kernel of an activation, which is worth keeping for the next variance. */
    static Activated of(Kernel kernel, double preactivationVariance) {
      Activation activation = kernel.activation();
      double q = preactivationVariance;
      Estimate variance = kernel.variance(q);
      if (!(variance.value() > 0 && variance.value() < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            activation.name()
                + " has mean square "
                + variance.value()
                + " at preactivation variance "
                + q
                + ": it has no correlation map there");
      }
      double slope = q * (kernel.derivativeVariance(q).value() / variance.value());
      double share = Linearisation.of(activation, q).error() / variance.value();
      CorrelationMap map = CorrelationMap.compile(kernel, q);
      if (!(map.errorBound() < LARGEST_ERROR)) {
        throw new IllegalArgumentException(
            "the correlation map of "
                + activation.name()
                + " at preactivation variance "
                + q
                + " is beyond numerical reach");
      }
      return new Activated(activation, map, slope, share);
    }

    /** The layer of a map that is known already. */
    static Activated of(Activation activation, CorrelationMap map) {
      double right = Math.PI / 2;
      double share = map.gap(right) - map.slope(right);
      if (share < SMALL_SHARE) {
        share =
            Linearisation.of(activation, map.preactivationVariance()).error()
                / map.outputVariance();
      }
      return new Activated(activation, map, map.slope(0), share);
    }

    @Override
    public double gap(double gap) {
      return map.gap(angle(gap));
    }

    @Override
    public Point at(double gap) {
      double angle = angle(gap);
      return new Point(map.gap(angle), map.slope(angle));
    }

    private static double angle(double gap) {
      return Correlation.ofGap(gap).angle();
    }

    @Override
    public boolean isOdd() {
      return activation.parity() == Parity.ODD;
    }

    @Override
    public double errorBound() {
      return map.errorBound();
    }
  }

  /**
   * Fresh weights and biases: P(ρ) = biasShare + (1 − biasShare)ρ.
   *
   * @param biasShare σ_b²/(σ_w² q + σ_b²), in [0, 1)
   */
  record Weights(double biasShare) implements CorrelationLayer {
    /** Checks the domain. */
    public Weights {
      Shares.check(biasShare);
    }

    @Override
    public double gap(double gap) {
      return (1 - biasShare) * gap;
    }

    @Override
    public Point at(double gap) {
      return new Point((1 - biasShare) * gap, 1 - biasShare);
    }

    @Override
    public double slopeAtOne() {
      return 1 - biasShare;
    }

    @Override
    public double nonlinearShare() {
      return 0;
    }

    @Override
    public boolean isOdd() {
      return true;
    }

    @Override
    public double errorBound() {
      return 2e-16;
    }
  }

  /**
   * Layers in series, the first one first.
   *
   * @param layers at least one
   */
  record Series(List<CorrelationLayer> layers) implements CorrelationLayer {
    /** Copies the list. */
    public Series {
      layers = List.copyOf(layers);
      if (layers.isEmpty()) {
        throw new IllegalArgumentException("a series of layers has at least one");
      }
    }

    @Override
    public double gap(double gap) {
      double g = gap;
      for (CorrelationLayer layer : layers) {
        g = layer.gap(g);
      }
      return g;
    }

    @Override
    public Point at(double gap) {
      double g = gap;
      double slope = 1;
      for (CorrelationLayer layer : layers) {
        Point point = layer.at(g);
        g = point.gap();
        slope *= point.slope();
      }
      return new Point(g, slope);
    }

    @Override
    public double slopeAtOne() {
      double slope = 1;
      for (CorrelationLayer layer : layers) {
        slope *= layer.slopeAtOne();
      }
      return slope;
    }

    @Override
    public double nonlinearShare() {
      // One nonlinear layer that reads the input as it is keeps the digits of a small share.
      CorrelationLayer first = layers.getFirst();
      double factor = 1;
      for (CorrelationLayer layer : layers.subList(1, layers.size())) {
        if (!(layer instanceof Weights(double biasShare))) {
          Point origin = at(1);
          return Math.max(0, origin.gap() - origin.slope());
        }
        factor *= 1 - biasShare;
      }
      return factor * first.nonlinearShare();
    }

    @Override
    public boolean isOdd() {
      // The constant that a layer adds makes the next one see neither sign alike.
      boolean constant = false;
      for (CorrelationLayer layer : layers) {
        if (!layer.isOdd() || (constant && !(layer instanceof Weights))) {
          return false;
        }
        constant |= layer.gap(1) != 1;
      }
      return true;
    }

    @Override
    public double errorBound() {
      double bound = 0;
      for (CorrelationLayer layer : layers) {
        bound += layer.errorBound();
      }
      return bound;
    }
  }

  /**
   * A residual block with an identity shortcut: P = shortcut·ρ + branch·B(ρ) + the rest, which
   * biases behind the branch leave.
   *
   * @param shortcut share p of the shortcut in the mean square of the sum
   * @param branch share q of the branch, p + q ≤ 1
   * @param inner B
   */
  record Residual(double shortcut, double branch, CorrelationLayer inner)
      implements CorrelationLayer {
    /** Checks the domain. */
    public Residual {
      Shares.check(shortcut);
      Shares.check(branch);
      if (!(shortcut + branch <= 1 + 1e-12 && shortcut + branch > 0)) {
        throw new IllegalArgumentException(
            "the shares of shortcut and branch add up to at most 1, got " + (shortcut + branch));
      }
    }

    /**
     * SHR's block z + Vφ(Uz), normalised, without biases (theorem 2).
     *
     * @param activation φ, at preactivation variance 1
     * @param branchVariance σ² of V
     */
    public static Residual of(Activated activation, double branchVariance) {
      double part = branchVariance * activation.map().outputVariance();
      return new Residual(1 / (1 + part), part / (1 + part), activation);
    }

    @Override
    public double gap(double gap) {
      return shortcut * gap + branch * inner.gap(gap);
    }

    @Override
    public Point at(double gap) {
      Point point = inner.at(gap);
      return new Point(shortcut * gap + branch * point.gap(), shortcut + branch * point.slope());
    }

    @Override
    public double slopeAtOne() {
      return shortcut + (branch == 0 ? 0 : branch * inner.slopeAtOne());
    }

    @Override
    public double nonlinearShare() {
      return branch * inner.nonlinearShare();
    }

    @Override
    public boolean isOdd() {
      return inner.isOdd();
    }

    @Override
    public double errorBound() {
      return inner.errorBound() + 4e-16;
    }
  }
}
