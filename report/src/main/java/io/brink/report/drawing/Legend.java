package io.brink.report.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Stroke;
import java.awt.font.TextLayout;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.block.RectangleConstraint;
import org.jfree.chart.title.Title;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.Size2D;
import org.jfree.chart.ui.VerticalAlignment;

/** A legend whose labels have indices; entries flow into as many rows as they need. */
final class Legend extends Title {

  private static final long serialVersionUID = 1;
  private static final double SWATCH = 26;
  private static final double GAP = 7;
  private static final double BETWEEN = 20;

  /** How an entry is shown: a line of a stroke, or a filled box where there is none. */
  record Entry(String label, Paint paint, Stroke stroke, Marker marker) {}

  enum Marker {
    LINE,
    DOT,
    STEM,
    BOX
  }

  private final transient List<Entry> entries;
  private final Font font;
  private final Color ink;

  Legend(List<Entry> entries, Font font, Color ink) {
    super(RectangleEdge.BOTTOM, HorizontalAlignment.CENTER, VerticalAlignment.CENTER);
    this.entries = List.copyOf(entries);
    this.font = font;
    this.ink = ink;
    setPadding(4, 8, 8, 8);
  }

  private TextLayout text(Graphics2D g2, Entry entry) {
    return new TextLayout(
        RichText.of(entry.label(), font).getIterator(), g2.getFontRenderContext());
  }

  private double width(Graphics2D g2, Entry entry) {
    return SWATCH + GAP + text(g2, entry).getAdvance();
  }

  private double rowHeight() {
    return font.getSize2D() * 1.55;
  }

  private List<List<Entry>> rows(Graphics2D g2, double width) {
    List<List<Entry>> rows = new ArrayList<>();
    double used = Double.POSITIVE_INFINITY;
    for (Entry entry : entries) {
      double needed = width(g2, entry);
      if (used + BETWEEN + needed > width) {
        rows.add(new ArrayList<>());
        used = needed;
      } else {
        used += BETWEEN + needed;
      }
      rows.getLast().add(entry);
    }
    return rows;
  }

  @Override
  public Size2D arrange(Graphics2D g2, RectangleConstraint constraint) {
    double width = constraint.getWidthRange().getUpperBound();
    double inner = width - getPadding().getLeft() - getPadding().getRight();
    double height =
        rows(g2, inner).size() * rowHeight() + getPadding().getTop() + getPadding().getBottom();
    return new Size2D(width, height);
  }

  @Override
  public void draw(Graphics2D g2, Rectangle2D area) {
    double left = area.getX() + getPadding().getLeft();
    double inner = area.getWidth() - getPadding().getLeft() - getPadding().getRight();
    double y = area.getY() + getPadding().getTop() + rowHeight() / 2;
    for (List<Entry> row : rows(g2, inner)) {
      double used =
          row.stream().mapToDouble(entry -> width(g2, entry)).sum() + BETWEEN * (row.size() - 1);
      double x = left + Math.max(0, (inner - used) / 2);
      for (Entry entry : row) {
        draw(g2, entry, x, y);
        x += width(g2, entry) + BETWEEN;
      }
      y += rowHeight();
    }
  }

  private void draw(Graphics2D g2, Entry entry, double x, double y) {
    g2.setPaint(entry.paint());
    switch (entry.marker()) {
      case LINE -> {
        g2.setStroke(entry.stroke());
        g2.draw(new Line2D.Double(x, y, x + SWATCH, y));
      }
      case DOT -> g2.fill(new Ellipse2D.Double(x + SWATCH / 2 - 3, y - 3, 6, 6));
      case STEM -> {
        g2.setStroke(entry.stroke());
        g2.draw(new Line2D.Double(x + SWATCH / 2, y - 4, x + SWATCH / 2, y + 7));
        g2.fill(new Ellipse2D.Double(x + SWATCH / 2 - 4, y - 7, 8, 8));
      }
      case BOX -> g2.fill(new Rectangle2D.Double(x + 6, y - 6, SWATCH - 12, 12));
    }
    g2.setStroke(new BasicStroke(1));
    g2.setPaint(ink);
    TextLayout text = text(g2, entry);
    text.draw(g2, (float) (x + SWATCH + GAP), (float) (y + font.getSize2D() * 0.36));
  }

  @Override
  public Object draw(Graphics2D g2, Rectangle2D area, Object params) {
    draw(g2, area);
    return null;
  }
}
