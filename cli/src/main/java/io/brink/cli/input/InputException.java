package io.brink.cli.input;

import java.nio.file.Path;

/** A file that cannot be read as what it should be; the message starts with the place. */
public final class InputException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private InputException(String message, Throwable cause) {
    super(message, cause);
  }

  /** A fault of the file as a whole. */
  static InputException of(Path file, String detail) {
    return new InputException(file + ": " + detail, null);
  }

  /** A fault at a place in the file, from its first line and column, which are 1. */
  static InputException at(Path file, Position position, String detail, Throwable cause) {
    return new InputException(
        file + ":" + position.line() + ":" + position.column() + ": " + detail, cause);
  }
}
