package io.brink.cli.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentReaderTest {

  @TempDir private Path folder;

  @Test
  void readsYamlAndJsonAlike() throws IOException {
    Document yaml = read("a.yaml", "depth: 3\nparts: [{w: 0.5, on: true}, null, text]\n");
    Document json =
        read("a.json", "{\"depth\": 3, \"parts\": [{\"w\": 0.5, \"on\": true}, null, \"text\"]}");
    assertThat(yaml.content()).isEqualTo(json.content());
    assertThat(yaml.content()).containsEntry("depth", 3);
    assertThat((List<?>) yaml.content().get("parts"))
        .first()
        .isEqualTo(Map.of("w", 0.5, "on", true));
  }

  @Test
  void knowsWhereEachValueIs() throws IOException {
    Document document = read("a.yaml", "nodes:\n  - name: x\n    units: 3\n");
    assertThat(document.positions())
        .containsEntry("nodes", new Position(1, 1))
        .containsEntry("nodes[0].units", new Position(3, 5));
    assertThat(document.locate("nodes[0].units", new IllegalArgumentException("units too few")))
        .hasMessage(document.file() + ":3:5: units too few");
    assertThat(document.locate("nodes[0].absent.part", new IllegalArgumentException("missing")))
        .hasMessage(document.file() + ":2:5: missing");
    assertThat(document.locate("elsewhere", new IllegalArgumentException("missing")))
        .hasMessage(document.file() + ": missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.yaml | a: [1, 2\\nb: 3            | :2:2: malformed YAML: expected ',' or ']'
          a.yaml | a: b: c                    | :1:5: malformed YAML: mapping values are not allowed
          a.yaml | a: 1\\n\\tb: 2             | :2:1: malformed YAML: found character
          a.yaml | a: 1\\na: 2                | Duplicate Object property "a"
          a.yaml | - 1                        | :1:1: the top of the file is a mapping of keys to
          a.yaml | a: 1\\n---\\nb: 2          | :3:1: one document is expected
          a.yaml | a: &x 1\\nb: *x            | :2:4: aliases (*x) are not supported
          a.yaml | # nothing                  | : the file is empty
          a.yaml | ''                         | : the file is empty
          a.json | {"a": 1,}                  | :1:9: malformed: Unexpected character
          a.json | {"a": NaN}                 | malformed: Non-standard token 'NaN'
          a.json | {"a": [1                   | malformed: Unexpected end-of-input
          """)
  void saysWhereAFileIsMalformed(String name, String text, String message) {
    assertThatThrownBy(() -> read(name, text.replace("\\n", "\n").replace("\\t", "\t")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void saysWhatIsNotAReadableFile() throws IOException {
    assertThatThrownBy(() -> DocumentReader.read(folder.resolve("none.yaml")))
        .hasMessageEndingWith("none.yaml: no such file");
    assertThatThrownBy(() -> DocumentReader.read(folder))
        .hasMessageEndingWith("is a directory, not a file");
    Path binary = Files.write(folder.resolve("b.yaml"), new byte[] {(byte) 0xff, 0});
    assertThatThrownBy(() -> DocumentReader.read(binary))
        .hasMessageEndingWith("the file is not text in UTF-8");
  }

  @Test
  void survivesDeepNesting() {
    assertThatThrownBy(() -> read("a.json", "{\"a\":" + "[".repeat(100_000)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nesting depth");
  }

  private Document read(String name, String text) throws IOException {
    return DocumentReader.read(Files.writeString(folder.resolve(name), text));
  }
}
