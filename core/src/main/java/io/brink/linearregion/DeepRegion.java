package io.brink.linearregion;

import io.brink.bounds.CorrelationLayer;

/**
 * A plain network of equal layers at the edge of chaos, its map R_L = R∘…∘R and its Jacobian.
 *
 * <p>R − id falls on [0, 1], as R′ ≤ R′(1) = 1; so does R_L − id, and R_L(0) is its largest value.
 * As each layer adds at most R(0), R_L(0) ≤ L R(0).
 *
 * @param region one layer
 * @param depth L
 * @param correlationShift R_L(0), exact at infinite width
 * @param linearShare R_L′(0), the part of the output's mean square that is linear in the input
 */
public record DeepRegion(
    CriticalRegion region, int depth, double correlationShift, double linearShare) {

  /** Composes L layers. */
  public static DeepRegion of(CriticalRegion region, int depth) {
    return of(region, region.layer(), depth);
  }

  /** The same with the map of one layer, which is costly to make. */
  static DeepRegion of(CriticalRegion region, CorrelationLayer layer, int depth) {
    checkDepth(depth);
    double gap = 1;
    double slope = 1;
    for (int l = 0; l < depth; l++) {
      CorrelationLayer.Point point = layer.at(gap);
      gap = point.gap();
      slope *= point.slope();
    }
    return new DeepRegion(region, depth, 1 - gap, slope);
  }

  static void checkDepth(int depth) {
    if (depth < 1) {
      throw new IllegalArgumentException("the depth is at least 1, got " + depth);
    }
  }

  /** L(μ₂/μ₁² − 1): the variance of the squared singular values with orthogonal weights. */
  public double spread() {
    return depth * region.spread();
  }

  /** The bound of {@link #correlationShift} for every scaled-bounded activation, in root form. */
  public double correlationBound() {
    return Math.min(1, depth * region.bounds().correlationBound());
  }

  /** The bound of {@link #spread}, in root form. */
  public double spreadBound() {
    return depth * region.bounds().spreadBound();
  }

  /**
   * 1 − R_L′(0)/(1 − R_L(0)): of what differs between the outputs of orthogonal inputs, the part of
   * the mean square that no linear map of the input makes, between 0 and 1. It is the expressivity
   * at initialisation that a linear region costs.
   */
  public double nonlinearity() {
    return Math.max(0, 1 - linearShare / (1 - correlationShift));
  }
}
