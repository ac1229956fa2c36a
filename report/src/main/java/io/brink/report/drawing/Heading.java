package io.brink.report.drawing;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.font.TextLayout;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.title.Title;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.Size2D;
import org.jfree.chart.ui.VerticalAlignment;

/** The title above a chart, with indices, made smaller where it is too long. */
final class Heading extends Title {

  private static final long serialVersionUID = 1;

  private final String label;
  private final Font font;
  private final Color ink;

  Heading(String label, Font font, Color ink) {
    super(RectangleEdge.TOP, HorizontalAlignment.CENTER, VerticalAlignment.CENTER);
    this.label = label;
    this.font = font;
    this.ink = ink;
    setPadding(2, 4, 8, 4);
  }

  @Override
  public Size2D arrange(Graphics2D g2, RectangleConstraint constraint) {
    return new Size2D(
        constraint.getWidthRange().getUpperBound(),
        font.getSize2D() * 1.3 + getPadding().getTop() + getPadding().getBottom());
  }

  @Override
  public void draw(Graphics2D g2, Rectangle2D area) {
    TextLayout text = layout(g2, font);
    double room = area.getWidth() - getPadding().getLeft() - getPadding().getRight();
    if (text.getAdvance() > room) {
      text = layout(g2, font.deriveFont((float) (font.getSize2D() * room / text.getAdvance())));
    }
    g2.setPaint(ink);
    text.draw(
        g2,
        (float) (area.getCenterX() - text.getAdvance() / 2),
        (float) (area.getY() + getPadding().getTop() + font.getSize2D()));
  }

  private TextLayout layout(Graphics2D g2, Font sized) {
    return new TextLayout(RichText.of(label, sized).getIterator(), g2.getFontRenderContext());
  }

  @Override
  public Object draw(Graphics2D g2, Rectangle2D area, Object params) {
    draw(g2, area);
    return null;
  }
}
