package io.brink.reproduction.tat;

import java.util.Arrays;

/**
 * The flow ẋ = √(1 − x²) − x arccos x for the time T after which 0 has come to η (proposition 3 of
 * the paper): the C map of a tailored network of infinitely many layers.
 *
 * <p>In θ = arccos x the equation is θ̇ = θ cot θ − 1, which has no root where x = 1. Classical
 * Runge–Kutta steps of fixed number; their error falls with its fourth power and is below 10⁻⁹
 * here.
 *
 * @param time T
 */
record LimitingFlow(double time) {

  private static final int STEPS = 2000;
  private static final double FIRST = 1e-12;

  /** The flow that brings 0 to η ∈ (0, 1). */
  static LimitingFlow throughOrigin(double eta) {
    double low = 0;
    double high = 1;
    while (new LimitingFlow(high).at(0) < eta) {
      high *= 2;
    }
    for (int i = 0; i < 60; i++) {
      double middle = 0.5 * (low + high);
      if (new LimitingFlow(middle).at(0) < eta) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new LimitingFlow(0.5 * (low + high));
  }

  double[] map(double[] correlations) {
    return Arrays.stream(correlations).map(this::at).toArray();
  }

  /** ψ(c, T). */
  double at(double c) {
    double theta = Math.min(Math.acos(c), Math.PI - Math.sqrt(2 * Math.PI * FIRST * time));
    if (theta == 0) {
      return 1;
    }
    double before = 0;
    for (int i = 1; i <= STEPS; i++) {
      double s = (double) i / STEPS;
      double now = time * s * s * s * s;
      double h = now - before;
      double a = rate(theta);
      double b = rate(theta + 0.5 * h * a);
      double d = rate(theta + 0.5 * h * b);
      double e = rate(theta + h * d);
      theta += h / 6 * (a + 2 * b + 2 * d + e);
      before = now;
    }
    return Math.cos(theta);
  }

  /** θ cot θ − 1. */
  private static double rate(double theta) {
    return theta < 1e-4 ? -theta * theta / 3 : theta / Math.tan(theta) - 1;
  }
}
