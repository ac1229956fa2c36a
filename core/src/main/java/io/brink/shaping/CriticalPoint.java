package io.brink.shaping;

/** Which point of the edge of chaos is asked for: the critical line has one parameter. */
public sealed interface CriticalPoint {

  /**
   * The point whose fixed preactivation variance is q*.
   *
   * @param preactivationVariance q* &gt; 0
   */
  record AtPreactivationVariance(double preactivationVariance) implements CriticalPoint {
    /** Checks that q* is positive and finite. */
    public AtPreactivationVariance {
      if (!(preactivationVariance > 0 && preactivationVariance < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the preactivation variance q of a critical point is positive and finite, got "
                + preactivationVariance);
      }
    }
  }

  /**
   * The point whose biases have the given variance.
   *
   * @param biasVariance σ_b² ≥ 0
   */
  record AtBiasVariance(double biasVariance) implements CriticalPoint {
    /** Checks that σ_b² is finite and not negative. */
    public AtBiasVariance {
      if (!(biasVariance >= 0 && biasVariance < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "the bias variance of a critical point is finite and not negative, got "
                + biasVariance);
      }
    }
  }
}
