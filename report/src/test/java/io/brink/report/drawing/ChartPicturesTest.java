package io.brink.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.report.chart.Chart;
import io.brink.report.chart.Sketches;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;

class ChartPicturesTest {

  static List<Chart> charts() {
    return Sketches.all();
  }

  @ParameterizedTest
  @EnumSource(Theme.class)
  void aPictureHasTheColoursOfItsTheme(Theme theme) throws IOException {
    Palette palette = Palette.of(theme);
    BufferedImage image = image(ChartPictures.png(Sketches.simulation(), theme));
    assertThat(image.getWidth()).isEqualTo(1600);
    assertThat(image.getHeight()).isEqualTo(1040);
    assertThat(share(image, palette.background())).isGreaterThan(0.5);
    assertThat(share(image, palette.series().get(0))).isGreaterThan(1e-3);
    assertThat(share(image, palette.series().get(1))).isGreaterThan(5e-4);
    assertThat(share(image, palette.text())).isGreaterThan(1e-4);
  }

  @Test
  void onePointIsSeen() throws IOException {
    BufferedImage image = image(ChartPictures.png(Sketches.walk(1), Theme.LIGHT));
    assertThat(share(image, Palette.of(Theme.LIGHT).series().getFirst()) * 1600 * 1040)
        .isBetween(60.0, 2000.0);
  }

  @Test
  void regionsLieBehindLines() throws IOException {
    Palette palette = Palette.of(Theme.LIGHT);
    BufferedImage image = image(ChartPictures.png(Sketches.phases(), Theme.LIGHT));
    assertThat(share(image, palette.tints().get(0))).isGreaterThan(0.1);
    assertThat(share(image, palette.tints().get(1))).isGreaterThan(0.1);
    assertThat(share(image, palette.text())).isGreaterThan(1e-3);
  }

  @Test
  void barsAndStemsAreSeen() throws IOException {
    Palette palette = Palette.of(Theme.LIGHT);
    BufferedImage image = image(ChartPictures.png(Sketches.density(), Theme.LIGHT));
    // Two strokes of two points' width, together half as high as the picture, at twice the size.
    assertThat(share(image, palette.series().get(2)) * 1600 * 1040).isBetween(1000.0, 6000.0);
    assertThat(image.getRGB(800, 700)).isNotEqualTo(palette.background().getRGB());
  }

  @ParameterizedTest
  @MethodSource("charts")
  void vectorGraphicsAreWellFormedAndSmall(Chart chart) throws Exception {
    String svg = ChartPictures.svg(chart, Theme.DARK);
    assertThat(svg).hasSizeLessThan(250_000);
    Document document =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getDocumentElement().getLocalName()).isEqualTo("svg");
    assertThat(document.getElementsByTagName("path").getLength()).isPositive();
  }

  @Test
  void aThumbnailIsSmall() throws IOException {
    BufferedImage image = image(ChartPictures.thumbnail(Sketches.heat(), Theme.LIGHT, 320));
    assertThat(image.getWidth()).isEqualTo(320);
    assertThat(image.getHeight()).isEqualTo(208);
  }

  private static BufferedImage image(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static double share(BufferedImage image, Color colour) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (image.getRGB(x, y) == colour.getRGB()) {
          count++;
        }
      }
    }
    return (double) count / (image.getWidth() * image.getHeight());
  }
}
