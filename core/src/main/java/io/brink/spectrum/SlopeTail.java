package io.brink.spectrum;

import io.brink.activation.Activation;

/**
 * What |φ′| does as x → ±∞, told from its values at up to 10³⁰⁰.
 *
 * @param least ln of the lower limit of φ′²; −∞ where slopes get arbitrarily small
 * @param most ln of the upper limit of φ′²; +∞ where they get arbitrarily large
 */
record SlopeTail(double least, double most) {

  private static final double NEAREST = 16;
  private static final int OCTAVES = 990;
  private static final int IN_OCTAVE = 8;

  /** A power of x of 1/500 changes the slope by more between 10¹⁵⁰ and 10³⁰⁰. */
  private static final double SAME = 1.5;

  /**
   * The tail on one side.
   *
   * @param sign 1 or −1
   */
  static SlopeTail of(Activation activation, int sign) {
    double[] low = new double[OCTAVES];
    double[] high = new double[OCTAVES];
    int known = 0;
    double x = NEAREST;
    for (int octave = 0; octave < OCTAVES; octave++) {
      low[octave] = Double.POSITIVE_INFINITY;
      high[octave] = 0;
      boolean overflows = false;
      for (int i = 0; i < IN_OCTAVE; i++) {
        double slope = Math.abs(activation.derivative(sign * x * Math.pow(2, i / 8.0)));
        overflows |= !(slope < Double.POSITIVE_INFINITY);
        low[octave] = Math.min(low[octave], slope);
        high[octave] = Math.max(high[octave], slope);
      }
      if (overflows) {
        break;
      }
      known++;
      x *= 2;
    }
    if (known == 0) {
      return new SlopeTail(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    int last = known - 1;
    int half = last / 2;
    boolean grows = high[last] > SAME * high[half];
    boolean vanishes = !(low[last] * SAME > low[half]);
    return new SlopeTail(
        vanishes ? Double.NEGATIVE_INFINITY : 2 * Math.log(low[last]),
        grows ? Double.POSITIVE_INFINITY : 2 * Math.log(high[last]));
  }
}
