package io.brink.kernel;

/**
 * The correlation c = cos θ of two inputs, held by its angle so that 1 − c keeps all its digits
 * down to 10⁻³⁰⁰, where the double c is exactly 1.
 *
 * @param angle θ ∈ [0, π], radians
 */
public record Correlation(double angle) {

  /** π less its double. */
  private static final double PI_REMAINDER = 1.2246467991473532e-16;

  /** Two equal inputs: c = 1. */
  public static final Correlation EQUAL = new Correlation(0);

  /** Two orthogonal inputs: c = 0. */
  public static final Correlation ORTHOGONAL = new Correlation(Math.PI / 2);

  /** Checks that the angle lies in [0, π]. */
  public Correlation {
    if (!(angle >= 0 && angle <= Math.PI)) {
      throw new IllegalArgumentException(
          "the angle of a correlation lies in [0, pi], got " + angle);
    }
  }

  /** The correlation c ∈ [−1, 1]. */
  public static Correlation ofValue(double c) {
    if (!(c >= -1 && c <= 1)) {
      throw new IllegalArgumentException("a correlation lies in [-1, 1], got " + c);
    }
    return new Correlation(Math.acos(c));
  }

  /** The correlation with the given gap 1 − c ∈ [0, 2]. */
  public static Correlation ofGap(double gap) {
    if (!(gap >= 0 && gap <= 2)) {
      throw new IllegalArgumentException("the gap 1 - c lies in [0, 2], got " + gap);
    }
    if (Math.abs(gap - 1) < 0.5) {
      return new Correlation(Math.acos(1 - gap));
    }
    return new Correlation(
        gap <= 1
            ? 2 * Math.asin(Math.sqrt(gap / 2))
            : Math.PI - 2 * Math.asin(Math.sqrt((2 - gap) / 2)));
  }

  /** c = cos θ. */
  public double value() {
    return Math.cos(angle);
  }

  /** 1 − c = 2 sin²(θ/2), without cancellation; exactly 1 for {@link #ORTHOGONAL} inputs. */
  public double gap() {
    if (Math.abs(angle - Math.PI / 2) < 0.5) {
      return 1 - Math.sin(Math.PI / 2 - angle);
    }
    double s = Math.sin(angle / 2);
    return 2 * s * s;
  }

  /**
   * π − θ with the digits of π that its double lacks: the angle between the one input and the
   * other's opposite. The double nearest to π stands for π itself.
   */
  public double supplement() {
    return supplement(angle);
  }

  /** π − angle for an angle in [0, π]. */
  static double supplement(double angle) {
    return angle == Math.PI ? 0 : (Math.PI - angle) + PI_REMAINDER;
  }
}
