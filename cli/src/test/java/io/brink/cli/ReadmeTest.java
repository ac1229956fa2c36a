package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the README and the pages of {@code docs} show is what Brink does. In a {@code console} block
 * each line {@code $ ./brink …} is run and what follows it is compared with its standard output; a
 * line {@code …} stands for any number of lines. A {@code java} block stands, but for its
 * indentation, in a tested example. What a page links to is there.
 */
class ReadmeTest {

  private static final Path ROOT = Path.of("..");
  private static final List<Path> EXAMPLES =
      List.of(
          ROOT.resolve("core/src/test/java/io/brink/example"),
          ROOT.resolve("report/src/test/java/io/brink/report/example"),
          ROOT.resolve("simulation/src/test/java/io/brink/simulation/example"));

  private static final String PROMPT = "$ ./brink ";
  private static final String ANY_LINES = "…";
  private static final Pattern FENCE = Pattern.compile("( *)```(\\w*)\\s*");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)\\s]*)?\\)");
  private static final Pattern ARGUMENT = Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)");

  /** A fenced block; the line counts from 1 and is the block's first. */
  private record Fenced(String language, int line, List<String> lines) {}

  /** A command and the lines that are shown beneath it. */
  private record Shown(int line, List<String> arguments, List<String> output) {}

  @TestFactory
  Stream<DynamicTest> commandsPrintWhatIsShown() throws IOException {
    return pages()
        .flatMap(
            page ->
                fenced(read(page), "console").stream()
                    .flatMap(block -> commands(block).stream())
                    .map(
                        shown ->
                            dynamicTest(
                                page.getFileName()
                                    + ", line "
                                    + shown.line()
                                    + ": brink "
                                    + String.join(" ", shown.arguments()),
                                () -> check(shown))));
  }

  @TestFactory
  Stream<DynamicTest> codeIsTakenFromTestedExamples() throws IOException {
    List<List<String>> examples = examples();
    return pages()
        .flatMap(
            page ->
                fenced(read(page), "java").stream()
                    .map(
                        block ->
                            dynamicTest(
                                page.getFileName() + ", line " + block.line(),
                                () ->
                                    assertThat(examples)
                                        .as(
                                            "an example with the lines%n%s",
                                            String.join("\n", block.lines()))
                                        .anyMatch(example -> holds(example, block.lines())))));
  }

  @TestFactory
  Stream<DynamicTest> linksLeadSomewhere() throws IOException {
    return pages()
        .map(
            page ->
                dynamicTest(
                    page.getFileName().toString(),
                    () ->
                        LINK.matcher(String.join("\n", read(page)))
                            .results()
                            .map(link -> link.group(1))
                            .filter(target -> !target.contains("://"))
                            .forEach(target -> assertThat(page.resolveSibling(target)).exists())));
  }

  /** The README and the pages of the book. */
  private static Stream<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(
          Stream.of(ROOT.resolve("README.md")),
          docs.filter(file -> file.toString().endsWith(".md")).sorted().toList().stream());
    }
  }

  @Test
  void blocksAndCommandsAreFound() {
    List<String> text =
        """
        ```
        not looked at
        ```
        - in a list
          ```console
          $ ./brink shape mlp --note 'two words'
          a

          b
          $ ./brink eoc
          ```
        """
            .lines()
            .toList();
    List<Fenced> blocks = fenced(text, "console");
    assertThat(blocks).hasSize(1);
    assertThat(commands(blocks.getFirst()))
        .containsExactly(
            new Shown(6, List.of("shape", "mlp", "--note", "two words"), List.of("a", "", "b")),
            new Shown(10, List.of("eoc"), List.of()));
  }

  @Test
  void anEllipsisStandsForAnyLines() {
    List<String> actual = List.of("a", "b", "b", "c");
    assertThat(matches(List.of("a", "b", "b", "c"), actual)).isTrue();
    assertThat(matches(List.of("a", "…", "b", "c"), actual)).isTrue();
    assertThat(matches(List.of("…"), actual)).isTrue();
    assertThat(matches(List.of("…", "a", "b", "b", "c", "…"), actual)).isTrue();
    assertThat(matches(List.of("a", "…", "b"), actual)).isFalse();
    assertThat(matches(List.of("a", "b", "c"), actual)).isFalse();
    assertThat(matches(List.of(), actual)).isFalse();
    assertThat(matches(List.of(), List.of())).isTrue();
  }

  @Test
  void anIndentedExampleHoldsABlock() {
    List<String> example = List.of("{", "    if (a) {", "", "      b();", "    }", "}");
    assertThat(holds(example, List.of("if (a) {", "", "  b();", "}"))).isTrue();
    assertThat(holds(example, List.of("if (a) {", "  b();", "}"))).isFalse();
    assertThat(holds(example, List.of("if (a) {", "", "    b();", "}"))).isFalse();
  }

  private static void check(Shown shown) {
    Invocation invocation = Invocation.of(shown.arguments().toArray(String[]::new));
    List<String> actual = invocation.out().lines().toList();
    if (!matches(shown.output(), actual)) {
      assertThat(String.join("\n", actual))
          .as(invocation.err())
          .isEqualTo(String.join("\n", shown.output()));
    }
  }

  private static List<Fenced> fenced(List<String> text, String language) {
    List<Fenced> blocks = new ArrayList<>();
    for (int i = 0; i < text.size(); i++) {
      Matcher fence = FENCE.matcher(text.get(i));
      if (fence.matches()) {
        List<String> lines = new ArrayList<>();
        int start = i + 1;
        for (i = start; i < text.size() && !text.get(i).strip().equals("```"); i++) {
          lines.add(dedented(text.get(i), fence.group(1).length()));
        }
        if (fence.group(2).equals(language)) {
          blocks.add(new Fenced(language, start + 1, lines));
        }
      }
    }
    return blocks;
  }

  private static String dedented(String line, int indent) {
    return line.isBlank() ? "" : line.substring(Math.min(indent, line.length()));
  }

  private static List<Shown> commands(Fenced block) {
    List<Shown> commands = new ArrayList<>();
    for (int i = 0; i < block.lines().size(); i++) {
      String line = block.lines().get(i);
      if (line.startsWith(PROMPT)) {
        commands.add(
            new Shown(
                block.line() + i, arguments(line.substring(PROMPT.length())), new ArrayList<>()));
      } else {
        assertThat(commands).as("a console block begins with '%s'", PROMPT).isNotEmpty();
        commands.getLast().output().add(line);
      }
    }
    return commands;
  }

  private static List<String> arguments(String commandLine) {
    return ARGUMENT
        .matcher(commandLine)
        .results()
        .map(
            word ->
                Stream.of(1, 2, 3)
                    .map(word::group)
                    .filter(group -> group != null)
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  private static boolean matches(List<String> pattern, List<String> actual) {
    if (pattern.isEmpty()) {
      return actual.isEmpty();
    }
    List<String> rest = pattern.subList(1, pattern.size());
    if (pattern.getFirst().strip().equals(ANY_LINES)) {
      for (int skipped = 0; skipped <= actual.size(); skipped++) {
        if (matches(rest, actual.subList(skipped, actual.size()))) {
          return true;
        }
      }
      return false;
    }
    return !actual.isEmpty()
        && pattern.getFirst().equals(actual.getFirst())
        && matches(rest, actual.subList(1, actual.size()));
  }

  private static List<List<String>> examples() throws IOException {
    List<List<String>> examples = new ArrayList<>();
    for (Path folder : EXAMPLES) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> file.toString().endsWith(".java"))
            .map(ReadmeTest::read)
            .forEach(examples::add);
      }
    }
    return examples;
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the lines of a block follow each other somewhere, all indented by the same amount. */
  private static boolean holds(List<String> example, List<String> block) {
    for (int start = 0; start + block.size() <= example.size(); start++) {
      String first = example.get(start);
      int indent = first.length() - first.stripLeading().length();
      List<String> lines =
          example.subList(start, start + block.size()).stream()
              .map(line -> line.isBlank() ? "" : line.substring(commonIndent(line, indent)))
              .toList();
      if (lines.equals(block)) {
        return true;
      }
    }
    return false;
  }

  private static int commonIndent(String line, int indent) {
    return Math.min(indent, line.length() - line.stripLeading().length());
  }
}
