package io.brink.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Standard output or standard error as text.
 *
 * <p>The encoding is UTF-8, also in the POSIX locale, whose "ASCII" says nothing about the terminal
 * and would turn σ into a question mark in a file. Only where the environment names another real
 * encoding (a Windows console, an ISO 8859 terminal) is that one used, with a plain-text name in
 * place of each symbol that it lacks.
 *
 * <p>A write error is remembered instead of thrown: a closed pipe ({@code brink … | head}) is the
 * reader's way of saying that it has seen enough, anything else is reported once by {@link
 * #finish}.
 */
final class StandardStream extends Writer {

  private static final Map<Character, String> PLAIN_NAMES =
      Map.ofEntries(
          Map.entry('φ', "phi"),
          Map.entry('γ', "gamma"),
          Map.entry('α', "alpha"),
          Map.entry('β', "beta"),
          Map.entry('δ', "delta"),
          Map.entry('ε', "epsilon"),
          Map.entry('ζ', "zeta"),
          Map.entry('η', "eta"),
          Map.entry('τ', "tau"),
          Map.entry('θ', "theta"),
          Map.entry('μ', "mu"),
          Map.entry('σ', "sigma"),
          Map.entry('χ', "chi"),
          Map.entry('ξ', "xi"),
          Map.entry('▁', "_"),
          Map.entry('▂', "."),
          Map.entry('▃', "-"),
          Map.entry('▄', "~"),
          Map.entry('▅', "="),
          Map.entry('▆', "+"),
          Map.entry('▇', "*"),
          Map.entry('█', "#"),
          Map.entry('∞', "infinity"),
          Map.entry('±', "+/-"),
          Map.entry('−', "-"),
          Map.entry('–', "-"),
          Map.entry('·', "*"),
          Map.entry('×', "x"),
          Map.entry('′', "'"),
          Map.entry('″', "''"),
          Map.entry('≤', "<="),
          Map.entry('≥', ">="),
          Map.entry('→', "->"),
          Map.entry('√', "sqrt"),
          Map.entry('²', "^2"),
          Map.entry('⁴', "^4"),
          Map.entry('₀', "0"),
          Map.entry('₁', "1"),
          Map.entry('₂', "2"));

  private final OutputStream stream;
  private final CharsetEncoder encoder;
  private final StringBuilder pending = new StringBuilder();
  private IOException failure;

  StandardStream(OutputStream stream, String name) {
    this(stream, charset(System.getProperty(name + ".encoding")));
  }

  StandardStream(OutputStream stream, Charset charset) {
    this.stream = stream;
    this.encoder =
        charset
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
  }

  private static Charset charset(String declared) {
    Charset charset =
        declared == null || !Charset.isSupported(declared)
            ? StandardCharsets.UTF_8
            : Charset.forName(declared);
    return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
  }

  @Override
  public void write(char[] characters, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      char character = characters[i];
      String plain = character < 128 ? null : PLAIN_NAMES.get(character);
      if (plain != null && !encoder.canEncode(character)) {
        pending.append(plain);
      } else {
        pending.append(character);
      }
    }
    if (pending.length() > 1 << 16) {
      flush();
    }
  }

  @Override
  public void flush() {
    try {
      if (failure == null && !pending.isEmpty()) {
        ByteBuffer bytes = encoder.encode(CharBuffer.wrap(pending));
        stream.write(bytes.array(), bytes.arrayOffset(), bytes.limit());
      }
    } catch (IOException e) {
      failure = e;
    }
    pending.setLength(0);
  }

  @Override
  public void close() {
    flush();
  }

  /**
   * Whether all was written, or the reader closed the pipe; else says so in one line on {@code
   * err}.
   */
  boolean finish(StandardStream err) {
    flush();
    if (failure == null || isClosedPipe(failure)) {
      return true;
    }
    String line = "brink: cannot write to standard output: " + failure.getMessage() + "\n";
    err.write(line.toCharArray(), 0, line.length());
    err.flush();
    return false;
  }

  private static boolean isClosedPipe(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("Broken pipe") || message.contains("pipe is being closed");
  }
}
