package io.brink.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version of Brink and of the Java that runs it. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() throws IOException {
    try (InputStream resource = Version.class.getResourceAsStream("version.txt")) {
      String version = new String(resource.readAllBytes(), StandardCharsets.UTF_8).strip();
      return new String[] {
        "brink " + version + " (Java " + System.getProperty("java.version") + ")"
      };
    }
  }
}
