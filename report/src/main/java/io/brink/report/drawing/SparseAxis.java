package io.brink.report.drawing;

import java.awt.Graphics2D;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.TickUnit;

/** A linear axis with fewer ticks than would fit. */
final class SparseAxis extends NumberAxis {

  private static final long serialVersionUID = 1;
  private static final double ROOM = 2;

  SparseAxis() {
    setAutoRangeIncludesZero(false);
  }

  @Override
  protected double estimateMaximumTickLabelWidth(Graphics2D g2, TickUnit unit) {
    return ROOM * super.estimateMaximumTickLabelWidth(g2, unit);
  }

  @Override
  protected double estimateMaximumTickLabelHeight(Graphics2D g2) {
    return ROOM * super.estimateMaximumTickLabelHeight(g2);
  }
}
