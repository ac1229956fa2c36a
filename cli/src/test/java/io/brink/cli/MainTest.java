package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class MainTest {

  static List<String> commands() {
    return List.copyOf(new CommandLine(new BrinkCommand()).getSubcommands().keySet());
  }

  @Test
  void withoutACommandPrintsHelp() {
    Invocation invocation = Invocation.of();
    assertThat(invocation.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(invocation.out()).startsWith("Usage: brink ").contains(commands());
    assertThat(invocation.out()).isEqualTo(Invocation.of("--help").out());
  }

  @Test
  void versionNamesBrinkAndJava() {
    assertThat(Invocation.of("--version").out())
        .matches("brink \\d+\\.\\d+\\S* \\(Java 25\\S*\\)\\R");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfInTwoWays(String command) {
    if (command.equals("help")) {
      return;
    }
    Invocation help = Invocation.of(command, "--help");
    assertThat(help.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).startsWith("Usage: brink " + command).contains("Examples:", "--json");
    assertThat(help.out()).isEqualTo(Invocation.of("help", command).out());
    assertThat(help.out().lines()).allMatch(line -> line.length() <= 100, "fits 100 columns");
  }

  @Test
  void misspeltNamesGetASuggestion() {
    assertThat(Invocation.refusal("networs"))
        .isEqualTo("brink: unknown command 'networs'; did you mean 'networks'?");
    assertThat(Invocation.refusal("help", "netwroks"))
        .isEqualTo("brink: unknown command 'netwroks'; did you mean 'networks'?");
    assertThat(Invocation.refusal("networks", "--jsn"))
        .isEqualTo("brink networks: unknown option '--jsn'; did you mean '--json'?");
    assertThat(Invocation.refusal("networks", "mpl"))
        .isEqualTo("brink networks: unknown network 'mpl'; did you mean 'mlp'?");
    assertThat(Invocation.refusal("xyzzy"))
        .startsWith("brink: unknown command 'xyzzy'; the commands are ");
  }

  @Test
  void superfluousArgumentsAreNamed() {
    assertThat(Invocation.refusal("networks", "mlp", "wrn"))
        .isEqualTo("brink networks: unexpected argument 'wrn'; see 'brink networks --help'");
    assertThat(Invocation.refusal("networks", "a\nb\u0007"))
        .isEqualTo(
            "brink networks: unknown network 'a b?'; known: mlp, lnmlp, lnrn, rrn, frn, resnet,"
                + " wrn");
  }

  @Test
  void aDefectIsOneLineWithoutAStackTrace() {
    StringWriter err = new StringWriter();
    CommandLine brink = new CommandLine(new BrinkCommand());
    int exitCode =
        new ErrorLines(new PrintWriter(err, true))
            .handleExecutionException(new IllegalStateException("broken"), brink, null);
    assertThat(exitCode).isEqualTo(ExitCode.INTERNAL_ERROR);
    assertThat(err.toString())
        .hasLineCount(1)
        .contains("internal error: java.lang.IllegalStateException: broken", "--stacktrace");
  }

  @Test
  void stacktraceIsPrintedOnRequest() {
    StringWriter err = new StringWriter();
    CommandLine brink = new CommandLine(new BrinkCommand());
    brink.parseArgs("--stacktrace");
    new ErrorLines(new PrintWriter(err, true))
        .handleExecutionException(new IllegalStateException("broken"), brink, null);
    assertThat(err.toString()).contains("\tat io.brink.cli.MainTest");
  }
}
