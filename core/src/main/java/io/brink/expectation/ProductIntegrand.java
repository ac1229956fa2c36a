package io.brink.expectation;

/** f⁽ᵏ⁾(x)g⁽ᵏ⁾(y). */
final class ProductIntegrand implements RowIntegrand {
  private final ScaledPair pair;
  private final PanelPlane plane;
  private final DerivativeOrder order;
  private final PanelRow row = new PanelRow();

  ProductIntegrand(ScaledPair pair, PanelPlane plane, DerivativeOrder order) {
    this.pair = pair;
    this.plane = plane;
    this.order = order;
  }

  @Override
  public boolean even() {
    return true;
  }

  @Override
  public double inner(PanelFrame frame, double v, PanelTally tally) {
    // beyond π/2 with equal laws, u → −u exchanges x and y
    boolean half = pair.sameLaw() && frame.reflected();
    plane.walk(frame, v, half ? 0 : -plane.reach(), row);
    plane.points(frame, v, row);
    order.evaluate(pair.f(), row.n, row.x, row.fx);
    order.evaluate(pair.g(), row.n, row.y, row.gy);
    double sum = row.sum(tally);
    if (half) {
      tally.error *= 2;
      tally.magnitude *= 2;
      return 2 * sum;
    }
    return sum;
  }
}
