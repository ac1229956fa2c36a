package io.brink.report.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.function.DoubleFunction;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.title.Title;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.Size2D;
import org.jfree.chart.ui.VerticalAlignment;

/** The colours of a heat map beside an axis of its values, linear or logarithmic. */
final class ColourBar extends Title {

  private static final long serialVersionUID = 1;
  private static final double STRIP = 16;
  private static final double WIDTH = STRIP + 74;
  private static final double MARGIN = 12;

  private final ValueAxis axis;
  private final transient DoubleFunction<Color> colours;

  ColourBar(ValueAxis axis, DoubleFunction<Color> colours) {
    super(RectangleEdge.RIGHT, HorizontalAlignment.CENTER, VerticalAlignment.CENTER);
    this.axis = axis;
    this.colours = colours;
  }

  @Override
  public Size2D arrange(Graphics2D g2, RectangleConstraint constraint) {
    return new Size2D(MARGIN + WIDTH, constraint.getHeightRange().getUpperBound());
  }

  @Override
  public void draw(Graphics2D g2, Rectangle2D area) {
    Rectangle2D strip =
        new Rectangle2D.Double(
            area.getX() + MARGIN, area.getY() + 4, STRIP, area.getHeight() - 2 * MARGIN);
    for (double y = strip.getY(); y < strip.getMaxY(); y++) {
      double value = axis.java2DToValue(y + 0.5, strip, RectangleEdge.RIGHT);
      Color colour = colours.apply(value);
      if (colour != null) {
        double height = Math.min(1.5, strip.getMaxY() - y);
        g2.setPaint(colour);
        g2.fill(new Rectangle2D.Double(strip.getX(), y, STRIP, height));
      }
    }
    axis.draw(g2, strip.getMaxX(), area, strip, RectangleEdge.RIGHT, null);
  }

  @Override
  public Object draw(Graphics2D g2, Rectangle2D area, Object params) {
    draw(g2, area);
    return null;
  }
}
