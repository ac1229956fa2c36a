package io.brink.shaping;

import io.brink.expectation.Estimate;

/**
 * The error of the kernel that a network of finite width is predicted to have, by which solutions
 * are ranked.
 *
 * <p>Let q_l be the empirical mean square of the l-th of L layers of width N. To first order in 1/N
 * (section "finite width" of the package essay), with Q(1) = Q′(1) = 1,
 *
 * <pre>  Var q_L = L v/N,   v = Var φ̂(z)² = E φ̂⁴ − 1,
 *   E q_L − 1 = ½ Q″(1) Σ_l Var q_l = ¼ Q″(1) L(L−1) v/N,</pre>
 *
 * the second because the fluctuation of one layer passes through the curvature of Q in the next.
 * The figure of merit is the root mean square √(L v/N + (¼ Q″(1) L(L−1) v/N)²).
 *
 * @param fourthMoment E φ̂(z)⁴
 * @param varianceCurvature Q″(1) = ¼ E[φ̂(z)² (z⁴ − 6z² + 3)], 0 for homogeneous φ̂
 * @param depth L, the number of nonlinear layers in sequence; a mean over branches for residual
 *     networks
 * @param width N, the harmonic mean of the widths of the nonlinear layers
 * @param relativeError predicted root-mean-square error of q at the output, relative to 1
 */
public record KernelError(
    double fourthMoment,
    Estimate varianceCurvature,
    double depth,
    double width,
    double relativeError) {

  /** Error of Q″(1) relative to √(E φ̂⁴), which bounds the terms that cancel in it. */
  private static final double CURVATURE_ERROR = 1e-13;

  /** Predicts the error from the two moments of the activation and the size of the network. */
  public static KernelError predict(
      double fourthMoment, double varianceCurvature, double depth, double width) {
    double v = Math.max(fourthMoment - 1, 0) / width;
    double spread = depth * v;
    double drift = 0.25 * varianceCurvature * depth * Math.max(depth - 1, 0) * v;
    return new KernelError(
        fourthMoment,
        new Estimate(varianceCurvature, CURVATURE_ERROR * Math.sqrt(fourthMoment)),
        depth,
        width,
        Math.sqrt(spread + drift * drift));
  }
}
