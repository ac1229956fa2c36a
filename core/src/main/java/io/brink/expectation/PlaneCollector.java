package io.brink.expectation;

/** Takes down the rows of the panel rule. */
final class PlaneCollector implements RowIntegrand {
  private final ScaledPair pair;
  private final PanelPlane plane;
  private final PlaneRule.Builder builder;
  private final PanelRow row = new PanelRow();

  PlaneCollector(ScaledPair pair, PanelPlane plane, PlaneRule.Builder builder) {
    this.pair = pair;
    this.plane = plane;
    this.builder = builder;
  }

  @Override
  public boolean even() {
    return false;
  }

  @Override
  public double inner(PanelFrame frame, double v, PanelTally tally) {
    plane.walk(frame, v, -plane.reach(), row);
    plane.points(frame, v, row);
    pair.f().evaluate(row.n, row.x, row.fx, null, null);
    pair.g().evaluate(row.n, row.y, row.gy, null, null);
    if (frame.reflected()) {
      builder.reflectedRow(row.n, v, row.u, tally.outerWeight, row.weight, row.fx, row.gy);
    } else {
      builder.row(row.n, v, row.u, tally.outerWeight, row.weight, row.fx, row.gy);
    }
    return 0;
  }
}
