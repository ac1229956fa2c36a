package io.brink.verdict;

/**
 * The limits that the rules use. All are rules of thumb: they say where published experiments ended
 * or where single precision does, and nothing between is a theorem. Each has its source.
 */
public final class Thresholds {

  /**
   * Depth scales ξ_c beyond which a plain network will not train: 6 (Schoenholz et al. 2017, "Deep
   * information propagation", section 6).
   */
  public static final double DEPTH_SCALES = 6;

  /** Depth scales beyond which it is called slow: half of {@link #DEPTH_SCALES}; Brink's margin. */
  public static final double SLOW_DEPTH_SCALES = 3;

  /**
   * The part of a difference between inputs that has to arrive at the output, else it is lost: e⁻⁶,
   * what six depth scales leave.
   */
  public static final double LOST = Math.exp(-DEPTH_SCALES);

  /**
   * The gap 1 − c of orthogonal inputs at the output below which a network is called slow: 0.05, as
   * TAT sets C_f(0) to at most 0.95 (Zhang, Botev &amp; Martens 2022, section 4.1). It is also
   * about e⁻³, what three depth scales leave.
   */
  public static final double SLOW_GAP = 0.05;

  /**
   * The resolution ({@link Evidence#resolution}) below which a network whose orthogonal inputs
   * leave it with a gap below {@link #ALIKE} is called slow: 0.3. By TAT (Zhang, Botev &amp;
   * Martens 2022, tables 2 and 5, SGD): the vanilla ResNet-50 at the edge of chaos has 0.28 with
   * tanh and 0.13 with ReLU, and loses 14 and 7 points of accuracy to the tailored one, which has
   * 0.41; the one with shortcut weight 0.8 has 0.34 and loses 2.
   */
  public static final double SLOW_RESOLUTION = 0.3;

  /** Gap of orthogonal inputs at the output below which they count as alike; Brink's choice. */
  public static final double ALIKE = 0.25;

  /**
   * |ln| of the ratio of squared gradients, first to last layer, beyond which a network is called
   * slow: 13.9. The best reduced tanh residual networks of Yang &amp; Schoenholz 2017 (figure 3a,
   * σ_w²L = 170) have A√L = 13.9, and deteriorate beyond.
   */
  public static final double SLOW_GRADIENT = 13.9;

  /**
   * |ln| of the ratio of squared gradients beyond which a network will not train: 29 ln 2 = 20.1.
   * He et al. 2015, "Delving deep into rectifiers", section 2.2: with weights of half the critical
   * variance a ReLU network of 30 layers stalls (figure 3), while one of 22 layers, 14.6,
   * converges, slower (figure 2).
   */
  public static final double LOST_GRADIENT = 29 * Math.log(2);

  /**
   * A√L of the best full tanh residual networks: 10.46 (Yang &amp; Schoenholz 2017, figure 3b:
   * σ_w²L = 145 at σ_v² = 1, σ_a² = ½).
   */
  public static final double FULL_RESIDUAL_LEVEL =
      4.0 / 3 * Math.sqrt(2 / Math.PI) / Math.sqrt(1.5) * Math.sqrt(145);

  /** A√L of the best reduced tanh residual networks: 13.87 (the same, figure 3a: σ_w²L = 170). */
  public static final double REDUCED_RESIDUAL_LEVEL =
      4.0 / 3 * Math.sqrt(2 / Math.PI) * Math.sqrt(170);

  /** ln of the largest float32: mean squares beyond it overflow. */
  public static final double FLOAT32_LOG_RANGE = Math.log(Float.MAX_VALUE);

  /** ln of the largest float64. */
  public static final double FLOAT64_LOG_RANGE = Math.log(Double.MAX_VALUE);

  /** max |C_f(c) − c| below which a network computes nearly a linear function; Brink's choice. */
  public static final double LINEAR = 0.01;

  private Thresholds() {}
}
