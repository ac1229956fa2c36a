package io.brink.shaping;

import java.util.function.DoubleUnaryOperator;

/**
 * A number that the global map of a network assigns to each of its tensors, by the three rules of
 * Q/C maps (TAT section 2): an affine layer changes nothing, a nonlinearity applies the local map,
 * a normalised sum takes the mean weighted by the shares of its branches.
 */
sealed interface MapQuantity {

  /** The value at the input of the network or of the part. */
  double initial();

  /** The value after a nonlinearity. */
  double nonlinearity(double value);

  /** The value after a sum; {@code shares} are positive and add to 1. */
  double join(double[] shares, double[] values);

  /**
   * The gap 1 − C_f(c).
   *
   * @param initial 1 − c
   * @param localGap 1 − c ↦ 1 − C(c)
   */
  record Gap(double initial, DoubleUnaryOperator localGap) implements MapQuantity {
    @Override
    public double nonlinearity(double value) {
      return localGap.applyAsDouble(value);
    }

    @Override
    public double join(double[] shares, double[] values) {
      return mean(shares, values);
    }
  }

  /**
   * ln C_f′(1): slopes multiply along a chain and are averaged by a sum.
   *
   * @param local ln C′(1)
   */
  record LogSlope(double local) implements MapQuantity {
    @Override
    public double initial() {
      return 0;
    }

    @Override
    public double nonlinearity(double value) {
      return value + local;
    }

    @Override
    public double join(double[] shares, double[] values) {
      double largest = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        largest = Math.max(largest, value);
      }
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += shares[i] * Math.expm1(values[i] - largest);
      }
      return largest + Math.log1p(sum);
    }
  }

  /**
   * C_f″(1) in units of C″(1), where C′(1) = 1 (TAT appendix B.2): curvatures add along a chain.
   */
  record NonlinearDepth() implements MapQuantity {
    @Override
    public double initial() {
      return 0;
    }

    @Override
    public double nonlinearity(double value) {
      return value + 1;
    }

    @Override
    public double join(double[] shares, double[] values) {
      return mean(shares, values);
    }
  }

  private static double mean(double[] shares, double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += shares[i] * values[i];
    }
    return sum;
  }
}
