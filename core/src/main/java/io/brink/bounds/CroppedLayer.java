package io.brink.bounds;

/**
 * A layer's map cropped to the correlations from r to 1 and stretched to [0, 1] (SHR, appendix
 * A.1): t ↦ (P(r + (1−r)t) − P(r))/(1 − P(r)).
 *
 * @param layer P
 * @param gap 1 − r, in (0, 1]
 * @param outputGap 1 − P(r)
 */
record CroppedLayer(CorrelationLayer layer, double gap, double outputGap) {

  static CroppedLayer of(CorrelationLayer layer, double gap) {
    return new CroppedLayer(layer, gap, layer.gap(gap));
  }

  /** 1 − the map, at t = 1 − s. */
  double complement(double s) {
    return layer.gap(gap * s) / outputGap;
  }

  /**
   * A certain lower bound of the excess convexity: its own value less what the errors of the map
   * can make of it, or the bound by coefficients, whichever is larger.
   */
  ExcessConvexity excess() {
    ExcessConvexity series =
        ExcessConvexity.ofCroppedSeries(gap, layer.nonlinearShare(), outputGap);
    if (layer instanceof CorrelationLayer.Weights) {
      return series;
    }
    ExcessConvexity own = ExcessConvexity.of(this::complement);
    double error = 8 * (layer.errorBound() + 1e-16) * (1 + own.value());
    return new ExcessConvexity(Math.max(own.value() - error, series.value()));
  }
}
