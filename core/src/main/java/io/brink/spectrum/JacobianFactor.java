package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.network.WeightLaw;

/** One factor of the input–output Jacobian of a plain network. */
public sealed interface JacobianFactor {

  /**
   * A weight matrix W.
   *
   * @param law Gaussian, or scale-corrected uniform orthogonal
   * @param weightVariance σ_w² &gt; 0; Gaussian entries have variance σ_w²/fan-in
   * @param fanIn number of its columns, or anything proportional to it
   * @param fanOut number of its rows, in the same unit
   */
  record Weights(WeightLaw law, double weightVariance, double fanIn, double fanOut)
      implements JacobianFactor {
    /** Checks the domain. */
    public Weights {
      if (!(weightVariance > 0 && weightVariance < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a weight variance of a Jacobian is finite and above 0, got " + weightVariance);
      }
      if (!(fanIn > 0 && fanOut > 0 && fanIn + fanOut < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "fan-in and fan-out of a Jacobian are finite and above 0, got "
                + fanIn
                + ", "
                + fanOut);
      }
    }

    /** A square matrix. */
    public static Weights square(WeightLaw law, double weightVariance) {
      return new Weights(law, weightVariance, 1, 1);
    }
  }

  /**
   * A diagonal matrix D with entries φ′(h), h ~ N(0, q), of which each is 0 with probability 1 −
   * keep and divided by keep otherwise.
   *
   * @param activation φ
   * @param preactivationVariance q ≥ 0
   * @param keep 1 without dropout
   */
  record Slopes(Activation activation, double preactivationVariance, double keep)
      implements JacobianFactor {
    /** Checks the domain. */
    public Slopes {
      if (!(preactivationVariance >= 0 && preactivationVariance < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a preactivation variance is finite and at least 0, got " + preactivationVariance);
      }
      if (!(keep > 0 && keep <= 1)) {
        throw new IllegalArgumentException(
            "the probability of keeping a unit is above 0 and at most 1, got " + keep);
      }
    }

    /** Slopes without dropout. */
    public static Slopes of(Activation activation, double preactivationVariance) {
      return new Slopes(activation, preactivationVariance, 1);
    }
  }

  /**
   * A multiple of the identity.
   *
   * @param factor not 0
   */
  record Multiple(double factor) implements JacobianFactor {
    /** Checks the domain. */
    public Multiple {
      if (factor == 0 || !(Math.abs(factor) < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "a factor of a Jacobian is finite and not 0, got " + factor);
      }
    }
  }
}
