package io.brink.bounds;

import io.brink.activation.Activation;
import io.brink.internal.solve.Bracket;
import java.util.Collections;
import java.util.List;
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
   * Designs the variances for blocks z + Vφ(Uz), normalised, that all have the same activation.
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
    return design(
        Collections.nCopies(depth, CorrelationLayer.Activated.of(activation, 1)),
        gain,
        correlation,
        schedule);
  }

  /**
   * Designs the variances for blocks z + V_l φ_l(U_l z), normalised, each with an activation of its
   * own.
   *
   * @param branches φ_l of each block, at preactivation variance 1; at least one
   * @param gain J ≥ 1
   * @param correlation ρ_max in (0, 1)
   */
  public static ResidualScales design(
      List<CorrelationLayer.Activated> branches,
      double gain,
      double correlation,
      ResidualSchedule schedule) {
    if (branches.isEmpty()) {
      throw new IllegalArgumentException("a residual network has at least one block, got 0");
    }
    if (!(gain >= 1 && gain < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("the gain J is finite and at least 1, got " + gain);
    }
    if (!(correlation > 0 && correlation < 1)) {
      throw new IllegalArgumentException(
          "the acceptable correlation lies strictly between 0 and 1, got " + correlation);
    }
    int depth = branches.size();
    double[] weight = new double[depth];
    double[] v = new double[depth];
    double[] d = new double[depth];
    double[] e = new double[depth];
    for (int l = 0; l < depth; l++) {
      CorrelationLayer.Activated branch = branches.get(l);
      weight[l] = schedule.weight(l);
      v[l] = branch.map().outputVariance();
      d[l] = branch.slopeAtOne() * v[l];
      e[l] = branch.nonlinearShare() * v[l];
    }
    double target = 8 * (gain / (1 - correlation)) * (gain / (1 - correlation));
    double logGain = 2 * Math.log(gain);
    return new ResidualScales(
        solve(
            schedule,
            c -> {
              double sum = 0;
              for (int l = 0; l < depth; l++) {
                double variance = c * weight[l];
                sum += variance * e[l] / (1 + variance * d[l]);
              }
              return sum - target;
            }),
        solve(
            schedule,
            c -> {
              double sum = 0;
              for (int l = 0; l < depth; l++) {
                double variance = c * weight[l];
                sum += Math.log1p(variance * (d[l] - v[l]) / (1 + variance * v[l]));
              }
              return sum - logGain;
            }),
        solve(
            schedule,
            c -> {
              double gap = 1;
              for (int l = 0; l < depth; l++) {
                double part = c * weight[l] * v[l];
                gap = (gap + part * branches.get(l).gap(gap)) / (1 + part);
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
