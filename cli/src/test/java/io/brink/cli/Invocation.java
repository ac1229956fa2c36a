package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One command line, run in this process. */
record Invocation(int exitCode, String out, String err) {

  static Invocation of(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = Main.run(args, new PrintWriter(out), new PrintWriter(err));
    return new Invocation(exitCode, out.toString(), err.toString());
  }

  /** The JSON that a successful command printed. */
  static JsonNode json(String... args) {
    Invocation invocation = of(args);
    assertThat(invocation.err()).isEmpty();
    assertThat(invocation.exitCode()).isEqualTo(ExitCode.OK);
    return JsonMapper.shared().readTree(invocation.out());
  }

  /** Asserts that the command was refused as bad input and returns the one line that says why. */
  static String refusal(String... args) {
    Invocation invocation = of(args);
    assertThat(invocation.out()).isEmpty();
    assertThat(invocation.err()).endsWith("\n").hasLineCount(1);
    assertThat(invocation.exitCode()).as(invocation.err()).isEqualTo(ExitCode.BAD_INPUT);
    return invocation.err().strip();
  }
}
