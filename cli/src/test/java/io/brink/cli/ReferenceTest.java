package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * {@code docs/cli.md} is the help of every command behind a hand-written introduction. After a
 * change of a command, write it anew with {@code mvn -pl cli -am test -Dtest=ReferenceTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dbrink.writeReference=true}.
 */
class ReferenceTest {

  private static final Path REFERENCE = Path.of("..", "docs", "cli.md");
  private static final String START = "## Commands\n";

  @Test
  void theReferenceIsUpToDate() throws IOException {
    String written = Files.readString(REFERENCE);
    String introduction = written.substring(0, written.indexOf(START));
    String current = introduction + START + commands();
    if (Boolean.getBoolean("brink.writeReference")) {
      Files.writeString(REFERENCE, current);
    } else {
      assertThat(written).isEqualTo(current);
    }
  }

  private static String commands() {
    StringBuilder text = new StringBuilder();
    for (String command : new CommandLine(new BrinkCommand()).getSubcommands().keySet()) {
      text.append("\n### brink ").append(command).append("\n\n");
      text.append("```text\n").append(Invocation.of("help", command).out()).append("```\n");
    }
    return text.toString();
  }
}
