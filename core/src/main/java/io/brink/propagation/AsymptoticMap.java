package io.brink.propagation;

import io.brink.kernel.Correlation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.MapPoint;

/**
 * The correlation map at a variance q so large that φ is two straight lines with a bend between
 * them, from the map at another such variance q₀.
 *
 * <p>What the bend does to V, the gap and the slope is of relative size 1/√q, below rounding. The
 * curvature knows it at angles θ ~ 1/√q, where E φ″φ″ = G(√q θ)/√q, so that C″ at q is √(q/q₀)
 * times C″ of q₀ at the angle √(q/q₀)θ; at angles far above 1/√q₀ it is that of the two lines, ∝
 * 1/θ at first. The same near θ = π, in the supplement.
 *
 * @param base at q₀ ≥ {@link #SMALLEST}
 * @param preactivationVariance q ≥ q₀
 */
record AsymptoticMap(CorrelationMap base, double preactivationVariance) implements CorrelationMap {

  /** From here on the bend is below rounding. */
  static final double SMALLEST = 1e34;

  /** Far above the angle 1/√q of the bend, and far below 1: C″ ∝ 1/θ to rounding. */
  private static final double BETWEEN = 1e-8;

  private static final double ROUNDING = 0x1p-52;

  @Override
  public double outputVariance() {
    return base.outputVariance() * (preactivationVariance / base.preactivationVariance());
  }

  @Override
  public double gap(double angle) {
    return base.gap(angle);
  }

  @Override
  public double slope(double angle) {
    return base.slope(angle);
  }

  @Override
  public double curvature(double angle) {
    double supplement = new Correlation(angle).supplement();
    double small = Math.min(angle, supplement);
    if (small >= BETWEEN) {
      return base.curvature(angle);
    }
    double ratio = Math.sqrt(preactivationVariance / base.preactivationVariance());
    double wider = small * ratio;
    double factor = wider <= BETWEEN ? ratio : BETWEEN / small;
    double at = Math.min(wider, BETWEEN);
    return factor * base.curvature(angle <= supplement ? at : Math.PI - at);
  }

  @Override
  public MapPoint at(double angle) {
    MapPoint point = base.at(angle);
    return new MapPoint(point.gap(), point.slope(), curvature(angle));
  }

  @Override
  public double errorBound() {
    return base.errorBound() + ROUNDING;
  }
}
