package io.brink.reproduction.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.report.Fact;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Figures;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {

  /** A figure that cannot be reproduced. */
  private static final Figure BROKEN =
      new Figure() {
        @Override
        public FigureName name() {
          return new FigureName(Paper.RES, "0");
        }

        @Override
        public String title() {
          return "broken";
        }

        @Override
        public List<Fact> parameters() {
          return List.of();
        }

        @Override
        public Reproduction reproduce(Setting setting) {
          throw new IllegalStateException("no luck");
        }
      };

  private static final List<Figure> FIGURES =
      List.of(Figures.named("res:C.13"), BROKEN, Figures.named("res:2a"));

  @TempDir private Path folder;

  private Gallery.Outcome fill(Gallery.Kind kind) throws IOException {
    return new Gallery(folder, kind, Setting.SKETCH).fill(FIGURES);
  }

  @Test
  void aFailureDoesNotStopTheOthersAndWhatIsDoneIsKept() throws IOException {
    Gallery.Outcome first = fill(Gallery.Kind.PAGES);
    assertThat(first.figures()).isEqualTo(3);
    assertThat(first.kept()).isZero();
    assertThat(first.failures()).hasSize(1).first().asString().contains("res:0", "no luck");
    assertThat(first.claims()).isEqualTo(9);
    assertThat(first.reproduced()).isEqualTo(9);
    assertThat(folder.resolve("res-c13"))
        .isDirectoryContaining("glob:**/{index.html,g.csv,g.png,summary.json,thumbnail-dark.png}");
    Files.delete(folder.resolve("res-2a/summary.json"));
    Gallery.Outcome second = fill(Gallery.Kind.PAGES);
    assertThat(second.kept()).isEqualTo(1);
    assertThat(second.claims()).isEqualTo(first.claims());
    assertThat(Files.readString(second.index()))
        .contains("9 of 9 claims reproduced", "failed: java.lang.IllegalStateException: no luck");
  }

  @Test
  void aDamagedSummaryIsDoneAnew() throws IOException {
    fill(Gallery.Kind.PAGES);
    Files.writeString(folder.resolve("res-2a/summary.json"), "{");
    assertThat(fill(Gallery.Kind.PAGES).kept()).isEqualTo(1);
  }

  @Test
  void theGalleryOfRecordIsMarkdownWithSmallPictures() throws IOException {
    Gallery.Outcome outcome = fill(Gallery.Kind.MARKDOWN);
    assertThat(Files.readString(outcome.index()))
        .contains("| [res:C.13](#resc13) |", "![res:2a, limits](res-2a/limits.png)");
    assertThat(Files.size(folder.resolve("res-2a/limits.png"))).isLessThan(60_000);
    assertThat(folder.resolve("res-2a/index.html")).doesNotExist();
  }

  @Test
  void theGalleryOfRecordHasRowsOfWhatWasMeasured() throws IOException {
    Gallery gallery = new Gallery(folder, Gallery.Kind.MARKDOWN, Setting.SKETCH);
    List<Figure> figures = List.of(Figures.named("shr:3e"));
    String first = Files.readString(gallery.fill(figures).index());
    assertThat(first)
        .contains("<details><summary>Measured on random networks</summary>", "| standard error |");
    Gallery.Outcome again = gallery.fill(figures);
    assertThat(again.kept()).isEqualTo(1);
    assertThat(again.index()).content().isEqualTo(first);
  }
}
