package io.brink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardStreamTest {

  @Test
  void writesUtf8() {
    assertThat(written("σ² ± φ″ → ∞\n", StandardCharsets.UTF_8)).isEqualTo("σ² ± φ″ → ∞\n");
  }

  @Test
  void namesWhatTheEncodingLacks() {
    assertThat(written("σ² ± φ″ → ∞\n", StandardCharsets.ISO_8859_1))
        .isEqualTo("sigma² ± phi'' -> infinity\n");
    assertThat(written("▁▂▃▄▅▆▇█\n", StandardCharsets.ISO_8859_1)).isEqualTo("_.-~=+*#\n");
    assertThat(written("χ₁ ≤ √2\n", StandardCharsets.US_ASCII)).isEqualTo("chi1 <= sqrt2\n");
  }

  @Test
  void aClosedPipeIsNoError() {
    StandardStream out = failing("Broken pipe");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    new PrintWriter(out).println("text");
    assertThat(out.finish(new StandardStream(err, StandardCharsets.UTF_8))).isTrue();
    assertThat(err.size()).isZero();
  }

  @Test
  void aFullDiskIsAnError() {
    StandardStream out = failing("No space left on device");
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    new PrintWriter(out, true).println("text");
    assertThat(out.finish(new StandardStream(err, StandardCharsets.UTF_8))).isFalse();
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("brink: cannot write to standard output: No space left on device\n");
  }

  private static String written(String text, Charset charset) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintWriter out = new PrintWriter(new StandardStream(bytes, charset))) {
      out.print(text);
    }
    return bytes.toString(charset);
  }

  private static StandardStream failing(String message) {
    return new StandardStream(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        },
        StandardCharsets.UTF_8);
  }
}
