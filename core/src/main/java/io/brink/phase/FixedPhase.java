package io.brink.phase;

/**
 * A plain network at one of its fixed lengths.
 *
 * @param length the fixed point q* of the length map
 * @param chi1 χ₁ = R′(1) = σ_w² E φ′(√q* z)²: the mean squared singular value of a layer's Jacobian
 * @param chi1ErrorBound bound of its error
 * @param phase by χ₁
 * @param correlation c*, the attracting fixed point of the correlation map R on [0, 1]
 * @param correlationGap 1 − c*, to full relative accuracy
 * @param correlationSlope R′(c*)
 * @param independentCorrelation R(0), the correlation of two orthogonal inputs after one layer
 * @param depthScales the depth scales
 */
public record FixedPhase(
    LengthFixedPoint length,
    double chi1,
    double chi1ErrorBound,
    Phase phase,
    double correlation,
    double correlationGap,
    double correlationSlope,
    double independentCorrelation,
    DepthScales depthScales) {}
