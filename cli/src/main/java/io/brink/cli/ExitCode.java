package io.brink.cli;

/** The exit codes of {@code brink}. */
final class ExitCode {

  /** The question was answered, whatever the answer. */
  static final int OK = 0;

  /** The answer is one that the user asked to fail on with {@code --fail-on}. */
  static final int BAD_VERDICT = 1;

  /** The question could not be understood; one line on standard error says why. */
  static final int BAD_INPUT = 2;

  /** A defect of Brink ({@code EX_SOFTWARE} of sysexits.h). */
  static final int INTERNAL_ERROR = 70;

  /** The answer could not be written, as on a full disk ({@code EX_IOERR} of sysexits.h). */
  static final int OUTPUT_ERROR = 74;

  private ExitCode() {}
}
