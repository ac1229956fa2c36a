package io.brink.bounds;

import java.util.Optional;

/**
 * Which layers of a chain one linear map may stand for (SHR, section 4.2).
 *
 * <p>Let all pairs of inputs reach a block with a correlation of at least ρ, and K be the block's
 * map. Inputs in such a cone are √ρ v + √(1−ρ) u with a common direction v; two of them have
 * correlation ρ + (1−ρ)t, where t is that of their u, and the block's output is a Gaussian process
 * in u with covariance κ(t) = K(ρ + (1−ρ)t) = Σ κ_k tᵏ, all κ_k ≥ 0. Its best affine approximation
 * keeps the terms of degree 0 and 1 and leaves the mean square
 *
 * <pre>  ε² = Σ_{k≥2} κ_k = K(1) − K(ρ) − (1−ρ)K′(ρ)</pre>
 *
 * of an output whose mean square is 1: how far K at 1 lies above its tangent at ρ. What differs
 * between inputs, and so all that later layers can work with, is 1 − K(ρ) of that mean square. The
 * relative error is √(ε²/(1 − K(ρ))); it grows with each layer that joins the block. Where some
 * pairs have a negative correlation there is no such cone, and ρ is 0. For ρ = 0 and one layer ε²
 * is ‖φ − φ̃‖²/‖φ‖², the linearisation error of SHR.
 *
 * @param first first layer of the block, from 1; there is at least one before it
 * @param last its last layer; there is at least one behind it
 * @param inputCorrelation ρ, the smallest correlation with which any pair reaches the block, or 0
 *     if that is negative
 * @param relativeError root mean square error relative to that of the differences between inputs
 * @param absoluteError ε, relative to the root mean square of the output
 */
public record Skimming(
    int first, int last, double inputCorrelation, double relativeError, double absoluteError) {

  private static final int STARTS = 256;

  /** Number of layers that are replaced. */
  public int length() {
    return last - first + 1;
  }

  /** What replacing layers first to last, counted from 1, costs. */
  public static Skimming of(Shrinkage shrinkage, int first, int last) {
    if (!(first >= 2 && last >= first && last < shrinkage.depth())) {
      throw new IllegalArgumentException(
          "a block of middle layers lies between layers 2 and "
              + (shrinkage.depth() - 1)
              + ", got "
              + first
              + " to "
              + last);
    }
    Walk walk = new Walk(shrinkage, first);
    for (int l = first; l <= last; l++) {
      walk.extend();
    }
    return walk.block();
  }

  /**
   * The longest block whose replacement costs at most the given error; of several, the one with the
   * smallest error. Empty if not even one layer may go.
   *
   * <p>In chains of more than 256 layers the block starts at one of at most 512 evenly spaced
   * layers.
   *
   * @param relativeError largest relative error, above 0
   */
  public static Optional<Skimming> longest(Shrinkage shrinkage, double relativeError) {
    if (!(relativeError > 0)) {
      throw new IllegalArgumentException("the error of skimming is above 0, got " + relativeError);
    }
    int end = shrinkage.depth() - 1;
    int step = Math.max(1, (end - 1) / STARTS);
    Skimming best = null;
    for (int first = 2; first <= end; first += step) {
      if (best != null && end - first + 1 < best.length()) {
        break;
      }
      Walk walk = new Walk(shrinkage, first);
      while (walk.last < end) {
        walk.extend();
        Skimming block = walk.block();
        if (block.relativeError > relativeError) {
          break;
        }
        best = block.isBetterThan(best) ? block : best;
      }
    }
    return Optional.ofNullable(best);
  }

  private boolean isBetterThan(Skimming other) {
    return other == null
        || length() > other.length()
        || (length() == other.length() && relativeError < other.relativeError);
  }

  /** A block that grows layer by layer. */
  private static final class Walk {
    private final Shrinkage shrinkage;
    private final int first;
    private final double inputGap;
    private int last;
    private double gap;
    private double slope = 1;

    Walk(Shrinkage shrinkage, int first) {
      this.shrinkage = shrinkage;
      this.first = first;
      last = first - 1;
      // inputs that may be opposite have no direction in common
      inputGap = Math.min(1, shrinkage.widestGap(first - 1));
      gap = inputGap;
    }

    void extend() {
      CorrelationLayer.Point point = shrinkage.chain().layer(last).at(gap);
      gap = point.gap();
      slope *= point.slope();
      last++;
    }

    Skimming block() {
      double rest = Math.max(0, gap - inputGap * slope);
      return new Skimming(
          first,
          last,
          1 - inputGap,
          gap == 0 ? 0 : Math.sqrt(Math.min(1, rest / gap)),
          Math.sqrt(rest));
    }
  }
}
