package io.brink.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {

  private static final Path CSS = Path.of("src/main/resources/io/brink/report/html/report.css");

  /** Pages and pictures have the same colours. */
  @ParameterizedTest
  @EnumSource(Theme.class)
  void pagesHaveTheSameColours(Theme theme) throws IOException {
    String css = Files.readString(CSS);
    String block =
        switch (theme) {
          case LIGHT -> css.substring(0, css.indexOf('}'));
          case DARK -> css.substring(css.indexOf("[data-theme=\"dark\"]"));
        };
    Palette palette = Palette.of(theme);
    check(block, "--s", palette.series());
    check(block, "--t", palette.tints());
    assertThat(block).contains("--background: " + hex(palette.background()));
    assertThat(block).contains("--quiet: " + hex(palette.quiet()));
    assertThat(block).contains("--text: " + hex(palette.text()));
  }

  private static void check(String block, String name, List<Color> colours) {
    for (int i = 0; i < colours.size(); i++) {
      assertThat(block).contains(name + i + ": " + hex(colours.get(i)));
    }
  }

  private static String hex(Color colour) {
    return String.format("#%06x", colour.getRGB() & 0xffffff);
  }
}
