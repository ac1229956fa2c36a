package io.brink.kernel;

import io.brink.activation.Parity;

/**
 * The map of a steep activation: one panel map up to an angle, another one beyond.
 *
 * @param near up to the border, in θ²
 * @param far from the border on, in θ
 * @param border the angle, radians
 * @param opposite the curvature at c = −1, where the far part has it as 0/0
 * @param errorBound of both together
 */
record SplitMap(PanelMap near, PanelMap far, double border, double opposite, double errorBound)
    implements CorrelationMap {

  /** The part that holds an angle or, for even and odd φ, its supplement. */
  private PanelMap part(double angle) {
    boolean mirrored = near.parity() != Parity.NONE && angle > Math.PI / 2;
    return (mirrored ? Correlation.supplement(angle) : angle) <= border ? near : far;
  }

  @Override
  public double preactivationVariance() {
    return near.preactivationVariance();
  }

  @Override
  public double outputVariance() {
    return near.outputVariance();
  }

  @Override
  public double gap(double angle) {
    return part(angle).gap(angle);
  }

  @Override
  public double slope(double angle) {
    return part(angle).slope(angle);
  }

  @Override
  public double curvature(double angle) {
    return angle == Math.PI ? opposite : part(angle).curvature(angle);
  }

  @Override
  public MapPoint at(double angle) {
    MapPoint point = part(angle).at(angle);
    return angle == Math.PI ? new MapPoint(point.gap(), point.slope(), opposite) : point;
  }
}
