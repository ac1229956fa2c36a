package io.brink.shaping;

/**
 * The correlation map of leaky ReLU (TAT equation 9), 1 − C(c) = (1 − c) − k (sin θ − θ cos θ) with
 * c = cos θ and k = (1−a)²/(π(1+a²)), as a map of the gap 1 − c; relative accuracy 10⁻¹⁵ for every
 * gap.
 *
 * @param negativeSlope a
 */
record LeakyMap(double negativeSlope) {

  private static final double SERIES_BELOW = 0.3;

  /** k = C(0). */
  double atOrthogonal() {
    double a = negativeSlope;
    return (1 - a) * (1 - a) / (Math.PI * (1 + a * a));
  }

  /** 1 − C(c) from 1 − c ∈ [0, 2]. */
  double gap(double gap) {
    return gap(gap, atOrthogonal());
  }

  /** 1 − C(c) of the map with a given k = C(0). */
  static double gap(double gap, double k) {
    double angle =
        gap <= 1
            ? 2 * Math.asin(Math.sqrt(gap / 2))
            : Math.PI - 2 * Math.asin(Math.sqrt((2 - gap) / 2));
    return gap - k * moment(angle);
  }

  /** sin θ − θ cos θ. */
  private static double moment(double angle) {
    if (angle > SERIES_BELOW) {
      return Math.sin(angle) - angle * Math.cos(angle);
    }
    double x = angle * angle;
    return angle
        * x
        / 3
        * (1 - x / 10 * (1 - x / 28 * (1 - x / 54 * (1 - x / 88 * (1 - x / 130 * (1 - x / 180))))));
  }
}
