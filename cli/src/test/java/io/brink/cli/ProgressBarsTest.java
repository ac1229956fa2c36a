package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ProgressBarsTest {

  private static final String TERMINAL = "brink.stderr.terminal";

  /** What is printed to a standard error that is a terminal, or is none. */
  private static String printed(boolean terminal, Consumer<ProgressBars> work) {
    PrintStream error = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    System.setProperty(TERMINAL, Boolean.toString(terminal));
    try (ProgressBars bars = ProgressBars.onTerminal()) {
      work.accept(bars);
    } finally {
      System.clearProperty(TERMINAL);
      System.setErr(error);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aLongTaskHasABarWithTheRemainingTime() {
    String printed =
        printed(
            true,
            bars -> {
              bars.begin("work", 10);
              sleep(1300);
              bars.advance(5);
              sleep(700);
            });
    assertThat(printed).contains("work  50% [").containsPattern("5/10 \\(0:00:0\\d / 0:00:0\\d\\)");
    assertThat(printed.lines().mapToInt(String::length).max().orElse(0)).isLessThan(120);
  }

  @Test
  void aTaskThatDoesNotKnowItsStepsTellsTheTime() {
    String printed =
        printed(
            true,
            bars -> {
              bars.begin("work", ProgressBars.UNKNOWN);
              sleep(1500);
            });
    assertThat(printed).contains("work  1 s");
  }

  @Test
  void shortTasksAndOtherThanTerminalsHaveNone() {
    String quick =
        printed(
            true,
            bars -> {
              bars.begin("one", 10);
              bars.advance(10);
              bars.begin("two", ProgressBars.UNKNOWN);
            });
    assertThat(quick).isEmpty();
    String elsewhere =
        printed(
            false,
            bars -> {
              bars.begin("work", 10);
              sleep(1200);
              bars.advance(5);
            });
    assertThat(elsewhere).isEmpty();
  }
}
