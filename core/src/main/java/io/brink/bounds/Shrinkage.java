package io.brink.bounds;

import java.util.Arrays;

/**
 * What depth does to correlations and gradients of a chain at infinite width: the exact values at
 * every depth, and beside them the bounds of SHR, so that each bound comes with its slack.
 *
 * <p>Depth l, from 0 to the depth of the chain, counts layers; 0 is behind the embedding. Squared
 * gains are mean squares: of the change of the output per change of the input, both relative to the
 * root mean square of the tensor, for changes that keep the length of the input. They bound the
 * squared operator norm from below.
 */
public final class Shrinkage {

  private final CorrelationChain chain;
  private final double[] orthogonalGap;
  private final double[] logOrthogonalGap;
  private final double[] widestGap;
  private final double[] logWidestGap;
  private final double[] logGain;
  private final double[] theoremSum;
  private final double[] excessSum;

  private Shrinkage(CorrelationChain chain) {
    this.chain = chain;
    int size = chain.depth() + 1;
    orthogonalGap = new double[size];
    logOrthogonalGap = new double[size];
    widestGap = new double[size];
    logWidestGap = new double[size];
    logGain = new double[size];
    theoremSum = new double[size];
    excessSum = new double[size];
  }

  /** Analyses a chain, in time proportional to its depth. */
  public static Shrinkage of(CorrelationChain chain) {
    Shrinkage result = new Shrinkage(chain);
    result.run();
    return result;
  }

  private void run() {
    DeepGap orthogonal = new DeepGap(chain.embedding().gap(1));
    CorrelationInterval all = new CorrelationInterval(0, chain.embedding());
    double lowestWidest = Double.POSITIVE_INFINITY;
    logGain[0] = Math.log(chain.embedding().slopeAtOne());
    CorrelationLayer previous = null;
    double previousGap = Double.NaN;
    double excess = 0;
    double logSlope = 0;
    double term = 0;
    for (int l = 0; l <= chain.depth(); l++) {
      orthogonalGap[l] = orthogonal.value();
      logOrthogonalGap[l] = orthogonal.logarithm();
      lowestWidest = Math.min(lowestWidest, all.widest().logarithm());
      logWidestGap[l] = lowestWidest;
      widestGap[l] = all.widest().value();
      if (l == chain.depth()) {
        break;
      }
      CorrelationLayer layer = chain.layer(l);
      double gap = orthogonalGap[l];
      if (layer != previous) {
        logSlope = Math.log(layer.slopeAtOne());
        term = layer.theoremTerm();
      }
      if (layer != previous || gap != previousGap) {
        excess = gap > 1e-280 ? CroppedLayer.of(layer, gap).excess().value() : 0;
      }
      previous = layer;
      previousGap = gap;
      logGain[l + 1] = logGain[l] + logSlope;
      theoremSum[l + 1] = theoremSum[l] + term;
      excessSum[l + 1] = excessSum[l] + excess;
      orthogonal.pass(layer);
      all.pass(layer);
    }
  }

  /** The chain. */
  public CorrelationChain chain() {
    return chain;
  }

  /** Number of layers. */
  public int depth() {
    return chain.depth();
  }

  /** 1 − ρ̄ of two orthogonal inputs at depth l; 0 where it is below 10⁻³⁰⁸. */
  public double orthogonalGap(int l) {
    return orthogonalGap[l];
  }

  /** Natural logarithm of {@link #orthogonalGap}, which does not underflow. */
  public double logOrthogonalGap(int l) {
    return logOrthogonalGap[l];
  }

  /** 1 − the smallest correlation that any pair of inputs has at depth l. */
  public double widestGap(int l) {
    return widestGap[l];
  }

  /**
   * ln(1 − ρ_max), ρ_max the largest over depths up to l of the smallest attainable correlation.
   */
  public double logShrinkage(int l) {
    return logWidestGap[l];
  }

  /** 1 − ρ_max at depth l. */
  public double shrinkage(int l) {
    return Math.exp(logWidestGap[l]);
  }

  /** ln of the exact mean squared gain, the slope at 1 of the composition. */
  public double logSquaredGain(int l) {
    return logGain[l];
  }

  /**
   * The bound of theorems 1 and 2: the squared gain, and so ‖J‖², is at least (1 − ρ_max)²/8 Σ_l
   * ‖φ_l − φ̃_l‖²/‖φ_l′‖², for residual blocks with their own terms.
   */
  public double theoremSquaredGain(int l) {
    double shrinkage = shrinkage(l);
    return shrinkage * shrinkage / 8 * theoremSum[l];
  }

  /**
   * A sharper bound by the same method: (1 − ρ̄_l)(1 + Σ e(P̃_k)), with the excess convexity of
   * each cropped map itself in the place of its bound.
   */
  public double sharperSquaredGain(int l) {
    return orthogonalGap[l] * (1 + excessSum[l]);
  }

  /** Σ_l ‖φ_l − φ̃_l‖²/‖φ_l′‖² over the first l layers. */
  public double theoremSum(int l) {
    return theoremSum[l];
  }

  /** Σ e(P̃_k) over the first l layers: a lower bound of the excess convexity of the whole. */
  public ExcessConvexity sharperExcess(int l) {
    return new ExcessConvexity(excessSum[l]);
  }

  /** ½(1 − ρ̄_max) Σ ‖φ − φ̃‖²/‖φ′‖², the bound of the same that figure 1 of SHR draws. */
  public ExcessConvexity theoremExcess(int l) {
    double lowest = Double.POSITIVE_INFINITY;
    for (int k = 0; k <= l; k++) {
      lowest = Math.min(lowest, orthogonalGap[k]);
    }
    return ExcessConvexity.ofTheorem(lowest, theoremSum[l]);
  }

  /** The excess convexity of the composition of l layers, cropped to non-negative inputs. */
  public ExcessConvexity exactExcess(int l) {
    double total = orthogonalGap[l];
    if (!(total > 1e-280)) {
      throw new IllegalArgumentException("at depth " + l + " the gap is below 1e-280");
    }
    return ExcessConvexity.of(s -> composedGap(s, l) / total);
  }

  /**
   * The largest 1 − ρ_max that theorem 1 leaves to a network of l layers with the squared gain that
   * this one has: √(8J²/Σ); above 2 it says nothing.
   */
  public double shrinkageBound(int l) {
    return theoremSum[l] == 0
        ? Double.POSITIVE_INFINITY
        : Math.exp(0.5 * (logGain[l] + Math.log(8 / theoremSum[l])));
  }

  /** The exact 1 − ρ at depth l of a pair with the given gap at the input. */
  public double composedGap(double inputGap, int l) {
    DeepGap gap = new DeepGap(chain.embedding().gap(inputGap));
    for (int k = 0; k < l; k++) {
      gap.pass(chain.layer(k));
    }
    return gap.value();
  }

  /**
   * The upper bound of the correlation at depth l of a pair with correlation ρ ≥ 0 at the input
   * (SHR, figure 1 and remark 2): ρ̄_l + (1 − ρ̄_l)·(a line of two pieces).
   *
   * @param excess a bound of the excess convexity of l layers
   */
  public double correlationBound(double correlation, ExcessConvexity excess, int l) {
    if (!(correlation >= 0 && correlation <= 1)) {
      throw new IllegalArgumentException(
          "the bound holds for correlations from 0 to 1, got " + correlation);
    }
    return 1 - orthogonalGap[l] * excess.lowerBoundOfComplement(1 - correlation);
  }

  /** Depths at which a table shows this chain: 1, 2, 4, … and the last. */
  public int[] shownDepths() {
    int[] depths = new int[40];
    int count = 0;
    for (long l = 1; l < depth(); l *= 2) {
      depths[count++] = (int) l;
    }
    depths[count++] = depth();
    return Arrays.copyOf(depths, count);
  }
}
