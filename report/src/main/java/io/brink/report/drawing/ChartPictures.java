package io.brink.report.drawing;

import io.brink.report.chart.Chart;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;

/** Draws charts as PNG and SVG, 800 × 520 points unless another size is asked for. */
public final class ChartPictures {

  private static final int WIDTH = 800;
  private static final int HEIGHT = 520;

  /** Pixels of a PNG in each point, for screens of high density. */
  private static final double DENSITY = 2;

  private static final Pattern DOCUMENT_TYPE = Pattern.compile("<!DOCTYPE[^>]*>\\s*");

  static {
    System.setProperty("java.awt.headless", "true");
  }

  private ChartPictures() {}

  /** A PNG file, 1600 × 1040 pixels. */
  public static byte[] png(Chart chart, Theme theme) {
    return png(chart, theme, WIDTH, HEIGHT, DENSITY);
  }

  /** A small PNG file of the same drawing, for galleries. */
  public static byte[] thumbnail(Chart chart, Theme theme, int width) {
    return png(chart, theme, WIDTH, HEIGHT, (double) width / WIDTH);
  }

  private static byte[] png(Chart chart, Theme theme, int width, int height, double density) {
    BufferedImage image =
        new BufferedImage(
            (int) Math.round(width * density),
            (int) Math.round(height * density),
            BufferedImage.TYPE_INT_RGB);
    Graphics2D g2 = image.createGraphics();
    g2.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g2.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g2.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g2.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    g2.scale(density, density);
    draw(ChartDrawing.of(chart, theme), g2, width, height);
    g2.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** An SVG document. */
  public static String svg(Chart chart, Theme theme) {
    try {
      Document document =
          DocumentBuilderFactory.newDefaultNSInstance()
              .newDocumentBuilder()
              .getDOMImplementation()
              .createDocument("http://www.w3.org/2000/svg", "svg", null);
      SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
      context.setComment(null);
      context.setImageHandler(new EmbeddedImages());
      context.setPrecision(2);
      SVGGraphics2D g2 = new SVGGraphics2D(context, false);
      g2.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
      draw(ChartDrawing.of(chart, theme), g2, WIDTH, HEIGHT);
      StringWriter text = new StringWriter();
      g2.stream(text, true);
      // Nothing that reads a file shall look for its document type elsewhere.
      return DOCUMENT_TYPE.matcher(text.toString()).replaceFirst("");
    } catch (ParserConfigurationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void draw(JFreeChart chart, Graphics2D g2, int width, int height) {
    chart.setAntiAlias(true);
    chart.draw(g2, new Rectangle2D.Double(0, 0, width, height));
  }
}
