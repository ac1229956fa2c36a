package io.brink.report.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  /** A name and how it is drawn. */
  record Entry(String label, Swatch swatch) {}

  /** What stands before a name. */
  sealed interface Swatch {}

  /** A line, with the marker that it bears. */
  record Stroked(Paint paint, Stroke stroke, Optional<Shape> marker) implements Swatch {}

  /** A point. */
  record Marked(Paint paint, Shape marker) implements Swatch {}

  /** A stroke with a head. */
  record Stem(Paint paint, Stroke stroke) implements Swatch {}

  /** A box. */
  record Filled(Paint paint) implements Swatch {}

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
    double middle = x + SWATCH / 2;
    switch (entry.swatch()) {
      case Stroked(Paint paint, Stroke stroke, Optional<Shape> marker) -> {
        g2.setPaint(paint);
        g2.setStroke(stroke);
        g2.draw(new Line2D.Double(x, y, x + SWATCH, y));
        marker.ifPresent(shape -> g2.fill(moved(shape, middle, y)));
      }
      case Marked(Paint paint, Shape marker) -> {
        g2.setPaint(paint);
        g2.fill(moved(marker, middle, y));
      }
      case Stem(Paint paint, Stroke stroke) -> {
        g2.setPaint(paint);
        g2.setStroke(stroke);
        g2.draw(new Line2D.Double(middle, y - 4, middle, y + 7));
        g2.fill(new Ellipse2D.Double(middle - 4, y - 7, 8, 8));
      }
      case Filled(Paint paint) -> {
        g2.setPaint(paint);
        g2.fill(new Rectangle2D.Double(x + 6, y - 6, SWATCH - 12, 12));
      }
    }
    g2.setStroke(new BasicStroke(1));
    g2.setPaint(ink);
    TextLayout text = text(g2, entry);
    text.draw(g2, (float) (x + SWATCH + GAP), (float) (y + font.getSize2D() * 0.36));
  }

  private static Shape moved(Shape shape, double x, double y) {
    return AffineTransform.getTranslateInstance(x, y).createTransformedShape(shape);
  }

  @Override
  public Object draw(Graphics2D g2, Rectangle2D area, Object params) {
    draw(g2, area);
    return null;
  }
}
