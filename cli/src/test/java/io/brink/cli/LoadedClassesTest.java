package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A command that draws nothing loads nothing that draws: that would cost a fifth of a second. */
class LoadedClassesTest {

  @Test
  void drawingIsLoadedOnlyWhenAskedFor() throws IOException, InterruptedException {
    assertThat(loaded("kernel", "relu", "--q1", "1", "--c", "0.5"))
        .anyMatch(line -> line.contains("io.brink.cli.KernelCommand"))
        .noneMatch(
            line ->
                line.contains("java.awt.")
                    || line.contains("org.jfree.")
                    || line.contains("org.apache.batik.")
                    || line.contains("me.tongfei.")
                    || line.contains("tools.jackson.")
                    || line.contains("io.brink.reproduction.res."));
  }

  private static List<String> loaded(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xshare:auto", "-Xlog:class+load", "-XX:TieredStopAtLevel=1", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add("io.brink.cli.Main");
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.lines().toList();
  }
}
