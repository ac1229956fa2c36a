package io.brink.report.drawing;

import java.awt.Graphics2D;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnit;
import org.jfree.chart.axis.TickUnits;

/** A linear axis with fewer ticks than would fit. */
final class SparseAxis extends NumberAxis {

  private static final long serialVersionUID = 1;
  private static final double ROOM = 2;
  private static final int SMALLEST = -300;
  private static final int LARGEST = 300;
  private static final int SMALLEST_PLAIN = -6;
  private static final int LARGEST_PLAIN = 6;

  SparseAxis() {
    setAutoRangeIncludesZero(false);
    setStandardTickUnits(steps());
  }

  /** 1, 2 and 5 times powers of ten, without grouping of digits, as on logarithmic axes. */
  private static TickUnits steps() {
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setMinusSign('−');
    TickUnits steps = new TickUnits();
    for (int power = SMALLEST; power <= LARGEST; power++) {
      String pattern =
          power < SMALLEST_PLAIN || power > LARGEST_PLAIN
              ? "0.#####E0"
              : power < 0 ? "0." + "0".repeat(-power) : "0";
      for (int factor : new int[] {1, 2, 5}) {
        double size = BigDecimal.valueOf(factor).scaleByPowerOfTen(power).doubleValue();
        steps.add(new NumberTickUnit(size, new DecimalFormat(pattern, symbols)));
      }
    }
    return steps;
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
