package io.brink.bounds;

/** How the branch variances σ_l² of residual blocks are spread over the depth. */
public sealed interface ResidualSchedule {

  /** σ_l² relative to a common factor. */
  double weight(int block);

  /** σ_l² is the same in every block. */
  record Constant() implements ResidualSchedule {
    @Override
    public double weight(int block) {
      return 1;
    }
  }

  /**
   * σ_l² falls as l^{−exponent}, l = 1, 2, …: with an exponent of 1 or more the branches of deeper
   * blocks hardly depend on how many follow.
   */
  record Power(double exponent) implements ResidualSchedule {
    /** Checks the domain. */
    public Power {
      if (!(exponent >= 0 && exponent <= 10)) {
        throw new IllegalArgumentException(
            "the exponent of a schedule lies in [0, 10], got " + exponent);
      }
    }

    @Override
    public double weight(int block) {
      return Math.pow(block + 1.0, -exponent);
    }
  }
}
