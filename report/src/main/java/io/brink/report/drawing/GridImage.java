package io.brink.report.drawing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;

/**
 * A grid of coloured cells as one image, sampled at the middle of each pixel, so that it fits axes
 * of any scale and a picture does not grow with the grid.
 */
final class GridImage extends AbstractXYAnnotation {

  private static final long serialVersionUID = 1;
  private static final int PIXELS_PER_POINT = 2;

  /** The colour at data coordinates; null: nothing. */
  interface Colouring {
    /** The colour at (x, y). */
    Color at(double x, double y);
  }

  private final transient Colouring colouring;

  GridImage(Colouring colouring) {
    this.colouring = colouring;
  }

  @Override
  public void draw(
      Graphics2D g2,
      XYPlot plot,
      Rectangle2D area,
      ValueAxis domain,
      ValueAxis range,
      int rendererIndex,
      PlotRenderingInfo info) {
    int width = Math.max(1, (int) Math.round(area.getWidth() * PIXELS_PER_POINT));
    int height = Math.max(1, (int) Math.round(area.getHeight() * PIXELS_PER_POINT));
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
    for (int column = 0; column < width; column++) {
      double px = area.getX() + (column + 0.5) / width * area.getWidth();
      double x = domain.java2DToValue(px, area, plot.getDomainAxisEdge());
      for (int row = 0; row < height; row++) {
        double py = area.getY() + (row + 0.5) / height * area.getHeight();
        Color colour = colouring.at(x, range.java2DToValue(py, area, plot.getRangeAxisEdge()));
        if (colour != null) {
          image.setRGB(column, row, colour.getRGB());
        }
      }
    }
    g2.drawImage(
        image,
        (int) Math.round(area.getX()),
        (int) Math.round(area.getY()),
        (int) Math.round(area.getWidth()),
        (int) Math.round(area.getHeight()),
        null);
  }
}
