package io.brink.report.chart;

import java.util.ArrayList;
import java.util.List;

/** Labels with lowered and raised characters, {@code σ_w²} and {@code 10^{-3}}, taken apart. */
public final class Symbols {

  /** Where a piece of text stands. */
  public enum Level {
    /** On the line. */
    BASE,
    /** Below it, as an index. */
    LOWERED,
    /** Above it, as an exponent. */
    RAISED
  }

  /** A piece of text on one level. */
  public record Run(String text, Level level) {}

  private Symbols() {}

  /** The pieces of a label in order, neighbours on the same level joined. */
  public static List<Run> runs(String label) {
    List<Run> runs = new ArrayList<>();
    StringBuilder base = new StringBuilder();
    int i = 0;
    while (i < label.length()) {
      char c = label.charAt(i);
      int end = c == '_' || c == '^' ? endOfArgument(label, i + 1) : -1;
      if (end < 0) {
        base.append(c);
        i++;
        continue;
      }
      if (!base.isEmpty()) {
        runs.add(new Run(base.toString(), Level.BASE));
        base.setLength(0);
      }
      String argument = label.substring(i + 1, end);
      runs.add(
          new Run(
              argument.startsWith("{") ? argument.substring(1, argument.length() - 1) : argument,
              c == '_' ? Level.LOWERED : Level.RAISED));
      i = end;
    }
    if (!base.isEmpty()) {
      runs.add(new Run(base.toString(), Level.BASE));
    }
    return runs;
  }

  /** The end of a group in braces or of one character; negative where there is neither. */
  private static int endOfArgument(String label, int start) {
    if (start >= label.length() || label.charAt(start) == ' ') {
      return -1;
    }
    if (label.charAt(start) != '{') {
      return label.offsetByCodePoints(start, 1);
    }
    int close = label.indexOf('}', start);
    return close < 0 ? -1 : close + 1;
  }
}
