package io.brink.cli;

import io.brink.internal.text.Spelling;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Options whose value is one of a few words: the constants of an enum in lower case, with hyphens.
 */
final class Choice {

  private Choice() {}

  /**
   * The constant that the word names; case does not count.
   *
   * @throws IllegalArgumentException naming the option, what is allowed, and the nearest word
   */
  static <E extends Enum<E>> E of(String option, Class<E> type, String word) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(word.toLowerCase(Locale.ROOT).replace('_', '-'))) {
        return constant;
      }
    }
    List<String> words = Arrays.stream(type.getEnumConstants()).map(Choice::word).toList();
    throw new IllegalArgumentException(
        option
            + " must be one of "
            + String.join(", ", words)
            + ", got '"
            + word
            + "'"
            + Spelling.nearest(word, words).map(n -> "; did you mean '" + n + "'?").orElse(""));
  }

  /** The word of a constant: its name in lower case, with hyphens. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
