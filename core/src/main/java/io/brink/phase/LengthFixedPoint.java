package io.brink.phase;

/**
 * A fixed point of the length map q ↦ σ_w² V(q) + σ_b².
 *
 * @param preactivationVariance q* ≥ 0
 * @param slope dq′/dq at q*; at q* = 0 the limit from the right
 * @param stability of q*
 * @param errorBound estimate of the error of q*
 */
public record LengthFixedPoint(
    double preactivationVariance, double slope, Stability stability, double errorBound) {}
