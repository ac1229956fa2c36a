package io.brink.report.drawing;

import java.awt.Image;
import java.awt.image.RenderedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.apache.batik.svggen.DefaultImageHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.w3c.dom.Element;

/** Images of an SVG document as data URLs, written by the JDK's own PNG encoder. */
final class EmbeddedImages extends DefaultImageHandler {

  @Override
  public void handleHREF(RenderedImage image, Element element, SVGGeneratorContext context) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    encode(image, bytes);
    element.setAttributeNS(
        "http://www.w3.org/1999/xlink",
        "xlink:href",
        "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray()));
  }

  @Override
  protected void handleHREF(Image image, Element element, SVGGeneratorContext context) {
    handleHREF((RenderedImage) image, element, context);
  }

  private static void encode(RenderedImage image, OutputStream out) {
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
