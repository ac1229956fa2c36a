package io.brink.report.drawing;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.text.AttributedString;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.LogTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/**
 * A logarithmic axis with ticks at powers of ten, in steps that leave at most nine of them; below
 * two decades at 2 and 5 times such powers, too.
 */
final class PowerAxis extends LogAxis {

  private static final long serialVersionUID = 1;
  private static final int MOST_LABELS = 9;

  @Override
  public List<LogTick> refreshTicks(
      Graphics2D g2, AxisState state, Rectangle2D dataArea, RectangleEdge edge) {
    TextAnchor anchor =
        RectangleEdge.isTopOrBottom(edge)
            ? TextAnchor.TOP_CENTER
            : edge == RectangleEdge.LEFT ? TextAnchor.CENTER_RIGHT : TextAnchor.CENTER_LEFT;
    double low = Math.log10(getRange().getLowerBound());
    double high = Math.log10(getRange().getUpperBound());
    int step = Math.max(1, (int) Math.ceil((high - low) / MOST_LABELS));
    List<LogTick> ticks = new ArrayList<>();
    for (int k = (int) Math.floor(low); k <= high; k++) {
      boolean labelled = Math.floorMod(k, step) == 0;
      add(ticks, 1, k, labelled ? TickType.MAJOR : TickType.MINOR, anchor);
      if (high - low < 2) {
        for (int m = 2; m < 10; m++) {
          boolean named = m == 2 || m == 5 || high - low < 0.5 || m == 3 && high - low < 1;
          add(ticks, m, k, named ? TickType.MAJOR : TickType.MINOR, anchor);
        }
      } else if (step == 1 && high - low < 6) {
        for (int m = 2; m < 10; m++) {
          add(ticks, m, k, TickType.MINOR, anchor);
        }
      }
    }
    return ticks;
  }

  private void add(List<LogTick> ticks, int factor, int power, TickType type, TextAnchor anchor) {
    double value = factor * Math.pow(10, power);
    if (getRange().contains(value)) {
      AttributedString label =
          type == TickType.MAJOR ? RichText.of(label(factor, power), getTickLabelFont()) : null;
      ticks.add(new LogTick(type, value, label, anchor));
    }
  }

  private static String label(int factor, int power) {
    if (power >= -2 && power <= 3) {
      return BigDecimal.valueOf(factor).scaleByPowerOfTen(power).toPlainString();
    }
    String exponent = (power < 0 ? "−" : "") + Math.abs(power);
    return (factor == 1 ? "" : factor + "·") + "10^{" + exponent + "}";
  }
}
