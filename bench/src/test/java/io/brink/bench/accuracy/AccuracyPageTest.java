package io.brink.bench.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * The page in the documentation is that of the references that are there, and no bound is wrong.
 */
class AccuracyPageTest {

  private static final Path PAGE = Path.of("..", "docs", "accuracy.md");

  private static List<String[]> moments(String page) {
    String section = page.substring(page.indexOf("## Gaussian"), page.indexOf("## Deep"));
    return section
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> line.substring(2, line.length() - 2).split(" [|] "))
        .toList();
  }

  @Test
  void everyActivationWithReferencesIsThereAndKeepsItsBound() throws IOException {
    List<String[]> rows = moments(Files.readString(PAGE));
    References references = new References(Path.of("../core/src/test/resources/golden"));
    Set<String> expected = new TreeSet<>();
    for (String file : List.of("golden1d.json", "kernel1d_extended.json")) {
      references.byActivation(file).forEach(row -> expected.add("`" + row.activation() + "`"));
    }
    assertThat(rows.stream().map(row -> row[0])).containsAll(expected);
    for (String[] row : rows) {
      assertThat(Arrays.stream(row[row.length - 1].split(" / ")).mapToDouble(Double::parseDouble))
          .as(row[0])
          .allMatch(share -> share <= 1);
      assertThat(
              Arrays.stream(row, 1, row.length - 1)
                  .flatMap(cell -> Arrays.stream(cell.split(" / ")))
                  .filter(cell -> !cell.equals("–"))
                  .map(Double::valueOf))
          .as(row[0])
          .allMatch(error -> error <= 1e-14);
    }
  }

  @Test
  void errorsAreRoundedUp() {
    assertThat(Markdown.error(1.01e-16)).isEqualTo("2e-16");
    assertThat(Markdown.error(0)).isEqualTo("0");
    assertThat(Markdown.figure(0.93951)).isEqualTo("0.9395");
  }

  @Test
  void errorsAreThoseOfAllDigits() {
    References.Row row =
        new References.Row("tanh", java.util.Map.of("V", "0.10000000000000000000001"));
    assertThat(row.error("V", 0.1)).isBetween(5.5e-18, 5.6e-18);
  }
}
