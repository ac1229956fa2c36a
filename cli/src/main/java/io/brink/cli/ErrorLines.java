package io.brink.cli;

import io.brink.internal.text.Spelling;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Turns whatever goes wrong into one line on standard error and an exit code.
 *
 * <p>An {@link IllegalArgumentException} is bad input: the core checks its arguments and its
 * messages are written for users. Any other exception is a defect of Brink.
 */
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final Pattern OPTION = Pattern.compile("-[-a-zA-Z].*", Pattern.DOTALL);

  private final PrintWriter err;

  ErrorLines(PrintWriter err) {
    this.err = err;
  }

  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    CommandLine command = exception.getCommandLine();
    badInput(
        command,
        exception instanceof MissingParameterException
            ? unknownOption(command, args).orElseGet(() -> message(exception))
            : message(exception));
    return ExitCode.BAD_INPUT;
  }

  /** A misspelt option is why another is missing; the misspelling is what the user has to see. */
  private static Optional<String> unknownOption(CommandLine command, String[] args) {
    return Arrays.stream(args)
        .takeWhile(argument -> !argument.equals("--"))
        .filter(argument -> OPTION.matcher(argument).matches())
        .filter(
            argument ->
                !command.getCommandSpec().optionsMap().containsKey(argument.split("=", 2)[0]))
        .findFirst()
        .map(argument -> unmatched(command, argument));
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parseResult) {
    if (exception instanceof IllegalArgumentException) {
      badInput(command, exception.getMessage());
      return ExitCode.BAD_INPUT;
    }
    print(
        "brink: internal error: "
            + exception
            + " (a defect of Brink: please report it with the output of --stacktrace)");
    if (stacktrace(command)) {
      exception.printStackTrace(err);
    }
    return ExitCode.INTERNAL_ERROR;
  }

  /** Says that memory or stack ran out. */
  int exhausted(VirtualMachineError error) {
    print(
        "brink: not enough "
            + (error instanceof OutOfMemoryError ? "memory" : "stack")
            + " for this task; a smaller network or fewer points need less");
    return ExitCode.INTERNAL_ERROR;
  }

  private void badInput(CommandLine command, String message) {
    print(command.getCommandSpec().qualifiedName() + ": " + message);
  }

  /** Prints exactly one line, whatever line ends and control characters the text holds. */
  private void print(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              if (point == '\n' || point == '\r' || point == '\t') {
                line.append(' ');
              } else if (Character.isISOControl(point)) {
                line.append('?');
              } else {
                line.appendCodePoint(point);
              }
            });
    err.println(line.toString().strip());
    err.flush();
  }

  private static boolean stacktrace(CommandLine command) {
    CommandLine top = command;
    while (top.getParent() != null) {
      top = top.getParent();
    }
    return top.getCommandSpec().userObject() instanceof BrinkCommand brink && brink.stacktrace();
  }

  private static String message(ParameterException exception) {
    CommandLine command = exception.getCommandLine();
    return switch (exception) {
      case UnmatchedArgumentException unmatched ->
          unmatched(command, unmatched.getUnmatched().getFirst());
      case MissingParameterException missing -> missing(command, missing);
      case MutuallyExclusiveArgsException exclusive ->
          lowerFirst(exclusive.getMessage().replace("Error: ", ""));
      case OverwrittenOptionException overwritten ->
          "'" + name(overwritten.getOverwritten()) + "' is given more than once";
      default -> lowerFirst(String.valueOf(exception.getMessage()).replace("Error: ", ""));
    };
  }

  private static String unmatched(CommandLine command, String argument) {
    if (argument.startsWith("-")) {
      String name =
          argument.contains("=") ? argument.substring(0, argument.indexOf('=')) : argument;
      List<String> options = new ArrayList<>(command.getCommandSpec().optionsMap().keySet());
      options.removeIf(option -> !option.startsWith("--"));
      return "unknown option '"
          + name
          + "'"
          + Spelling.nearest(name, options)
              .map(option -> "; did you mean '" + option + "'?")
              .orElse(
                  "; the options are in '" + command.getCommandSpec().qualifiedName() + " --help'");
    }
    if (!command.getSubcommands().isEmpty()) {
      return unknownCommand(command, argument);
    }
    return "unexpected argument '"
        + argument
        + "'; see '"
        + command.getCommandSpec().qualifiedName()
        + " --help'";
  }

  private static String unknownCommand(CommandLine command, String name) {
    List<String> names = List.copyOf(command.getSubcommands().keySet());
    return "unknown command '"
        + name
        + "'; "
        + Spelling.nearest(name, names)
            .map(nearest -> "did you mean '" + nearest + "'?")
            .orElse("the commands are " + String.join(", ", names));
  }

  private static String missing(CommandLine command, MissingParameterException exception) {
    List<ArgSpec> missing = exception.getMissing();
    if (missing.size() == 1 && exception.getMessage().contains("parameter for option")) {
      return "'" + name(missing.getFirst()) + "' needs a value";
    }
    boolean alternatives =
        missing.stream()
            .allMatch(argument -> argument.group() != null && argument.group().exclusive());
    return "missing "
        + String.join(
            alternatives ? " or " : " and ", missing.stream().map(ErrorLines::name).toList())
        + "; see '"
        + command.getCommandSpec().qualifiedName()
        + " --help'";
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String lowerFirst(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
