package io.brink.bounds;

import io.brink.activation.Activation;
import io.brink.internal.solve.Bracket;
import java.util.function.DoubleUnaryOperator;

/**
 * The branch variances σ_l² that a residual network of given depth may have for an acceptable gain
 * J and correlation ρ_max (SHR, section 5.1): with equality in theorem 2, and by the exact values
 * at infinite width, which the theorem overestimates by far.
 *
 * @param byTheorem for equality in theorem 2: (1 − ρ_max)²/8 Σ σ_l²‖φ−φ̃‖²/(1 + σ_l²‖φ′‖²) = J²;
 *     beyond these variances one of the two demands must fail
 * @param byGain for which the exact root-mean-square gain is J
 * @param byCorrelation for which two orthogonal inputs leave with correlation ρ_max
 */
public record ResidualScales(Scale byTheorem, Scale byGain, Scale byCorrelation) {

  /** The answer to one demand. */
  public sealed interface Scale {

    /**
     * The variances.
     *
     * @param schedule how they are spread
     * @param factor σ_l² = factor · schedule.weight(l)
     */
    record Found(ResidualSchedule schedule, double factor) implements Scale {
      /** σ_l² of a block, counted from 0. */
      public double variance(int block) {
        return factor * schedule.weight(block);
      }
    }

    /** No variances, however large, reach the limit. */
    record NoLimit() implements Scale {}
  }

  private static final double SMALLEST = 1e-30;
  private static final double LARGEST = 1e30;

  /**
   * Designs the variances for blocks z + Vφ(Uz), normalised.
   *
   * @param depth number of blocks, ≥ 1
   * @param gain J ≥ 1
   * @param correlation ρ_max in (0, 1)
   */
  public static ResidualScales design(
      Activation activation,
      int depth,
      double gain,
      double correlation,
      ResidualSchedule schedule) {
    if (depth < 1) {
      throw new IllegalArgumentException("a residual network has at least one block, got " + depth);
    }
    if (!(gain >= 1 && gain < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the gain J is finite and at least 1, got " + gain);
    }
    if (!(correlation > 0 && correlation < 1)) {
      throw new IllegalArgumentException(
          "the acceptable correlation lies strictly between 0 and 1, got " + correlation);
    }
    CorrelationLayer.Activated layer = CorrelationLayer.Activated.of(activation, 1);
    double[] weights = new double[depth];
    for (int l = 0; l < depth; l++) {
      weights[l] = schedule.weight(l);
    }
    double v = layer.map().outputVariance();
    double d = layer.slopeAtOne() * v;
    double e = layer.nonlinearShare() * v;
    double target = 8 * (gain / (1 - correlation)) * (gain / (1 - correlation));
    double logGain = 2 * Math.log(gain);
    return new ResidualScales(
        solve(
            schedule,
            c -> {
              double sum = 0;
              for (double w : weights) {
                sum += c * w * e / (1 + c * w * d);
              }
              return sum - target;
            }),
        solve(
            schedule,
            c -> {
              double sum = 0;
              for (double w : weights) {
                sum += Math.log1p(c * w * (d - v) / (1 + c * w * v));
              }
              return sum - logGain;
            }),
        solve(
            schedule,
            c -> {
              double gap = 1;
              for (double w : weights) {
                double part = c * w * v;
                gap = (gap + part * layer.gap(gap)) / (1 + part);
              }
              return (1 - correlation) - gap;
            }));
  }

  private static Scale solve(ResidualSchedule schedule, DoubleUnaryOperator excess) {
    double high = SMALLEST;
    while (!(excess.applyAsDouble(high) > 0)) {
      high *= 100;
      if (high > LARGEST) {
        return new Scale.NoLimit();
      }
    }
    double low = high / 100;
    double factor =
        Math.exp(
            Bracket.root(t -> excess.applyAsDouble(Math.exp(t)), Math.log(low), Math.log(high)));
    return new Scale.Found(schedule, factor);
  }
}
