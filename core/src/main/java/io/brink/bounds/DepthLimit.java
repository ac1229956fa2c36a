package io.brink.bounds;

/**
 * How deep a chain may be: the largest L for which no pair of inputs with a correlation of at most
 * ρ₀ has one above ρ₁ at depth L or before, and the root-mean-square gain of the Jacobian is at
 * most J at depth L and before. Exact at infinite width, not by a bound.
 */
public sealed interface DepthLimit {

  /** What is asked of every depth. */
  record Demand(double inputCorrelation, double outputCorrelation, double gain) {
    /** Checks the domain. */
    public Demand {
      if (!(inputCorrelation >= -1 && inputCorrelation < 1)) {
        throw new IllegalArgumentException(
            "the largest correlation of the inputs lies in [-1, 1), got " + inputCorrelation);
      }
      if (!(outputCorrelation > inputCorrelation && outputCorrelation < 1)) {
        throw new IllegalArgumentException(
            "the largest correlation allowed at the output lies between that of the inputs, "
                + inputCorrelation
                + ", and 1, got "
                + outputCorrelation);
      }
      if (!(gain >= 1 && gain < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the largest gain of the Jacobian is finite and at least 1, got " + gain);
      }
    }
  }

  /** What fails one layer deeper. */
  enum Cause {
    /** A pair is squeezed beyond ρ₁. */
    SQUEEZED,
    /** The Jacobian exceeds J. */
    GAIN
  }

  /** Layers that a uniform chain is followed for beyond its own depth. */
  int SEARCHED = 10_000_000;

  /**
   * The limit.
   *
   * @param depth L
   * @param cause what fails at L + 1
   * @param correlation the largest correlation at L + 1
   * @param logSquaredGain ln of the squared gain at L + 1
   */
  record Limited(int depth, Cause cause, double correlation, double logSquaredGain)
      implements DepthLimit {}

  /** The chain's layers can be repeated without end: correlations stay at a fixed point. */
  record Unlimited(double correlation) implements DepthLimit {}

  /**
   * All {@code depth} layers that were followed pass.
   *
   * @param depth the depth of the chain, or {@link #SEARCHED}
   */
  record AtLeast(int depth) implements DepthLimit {}

  /** The limit of a chain; if all its layers are equal, as if they went on. */
  static DepthLimit of(CorrelationChain chain, Demand demand) {
    CorrelationInterval pairs =
        new CorrelationInterval(1 - demand.inputCorrelation(), chain.embedding());
    double smallestGap = 1 - demand.outputCorrelation();
    double largestLog = 2 * Math.log(demand.gain());
    boolean uniform = chain.isUniform();
    int end = uniform ? SEARCHED : chain.depth();
    double logGain = Math.log(chain.embedding().slopeAtOne());
    if (uniform && isIdentity(chain.layer(0)) && logGain <= largestLog) {
      double gap = pairs.narrowest().value();
      return gap < smallestGap * (1 - 1e-12)
          ? new Limited(0, Cause.SQUEEZED, 1 - gap, logGain)
          : new Unlimited(1 - gap);
    }
    CorrelationLayer layer = null;
    double logSlope = 0;
    for (int l = 0; l < end; l++) {
      CorrelationLayer next = uniform ? chain.layer(0) : chain.layer(l);
      if (next != layer) {
        layer = next;
        logSlope = Math.log(layer.slopeAtOne());
      }
      double before = pairs.narrowest().value();
      double beforeWide = pairs.widest().value();
      pairs.pass(layer);
      logGain += logSlope;
      double gap = pairs.narrowest().value();
      // Rounding alone must not fail a linear layer.
      if (gap < smallestGap * (1 - 1e-12)) {
        return new Limited(l, Cause.SQUEEZED, 1 - gap, logGain);
      }
      if (logGain > largestLog + 1e-12 * Math.max(1, largestLog) + 1e-15 * l) {
        return new Limited(l, Cause.GAIN, 1 - gap, logGain);
      }
      boolean still = gap == before && pairs.widest().value() == beforeWide;
      if (uniform && still && logSlope <= 1e-15) {
        return new Unlimited(1 - gap);
      }
      if (uniform && still) {
        double more = Math.floor((largestLog - logGain) / logSlope);
        return more >= SEARCHED
            ? new AtLeast(SEARCHED)
            : new Limited(
                l + 1 + (int) Math.max(0, more),
                Cause.GAIN,
                1 - gap,
                logGain + logSlope * (Math.max(0, more) + 1));
      }
    }
    return new AtLeast(end);
  }

  private static boolean isIdentity(CorrelationLayer layer) {
    return layer.nonlinearShare() == 0 && Math.abs(layer.slopeAtOne() - 1) <= 1e-14;
  }

  /**
   * The depth beyond which theorem 1 rules out that both demands hold, for layers that are all
   * equal: (1 − ρ₁)²/8 · L · term &gt; J². It is never smaller than the exact limit for the same ρ₁
   * as bound of the smallest correlation; +∞ for linear layers.
   */
  static double byTheorem(CorrelationLayer layer, double outputCorrelation, double gain) {
    double gap = 1 - outputCorrelation;
    double term = layer.theoremTerm();
    return term == 0 ? Double.POSITIVE_INFINITY : Math.floor(8 * gain * gain / (gap * gap * term));
  }
}
