package io.brink.activation;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggestions for misspelt names, by edit distance. */
final class Spelling {

  private Spelling() {}

  /**
   * The known name nearest to the given one, if at most a third of its letters (and one) differ.
   */
  static Optional<String> nearest(String name, Collection<String> known) {
    int limit = 1 + name.length() / 3;
    return known.stream()
        .filter(k -> distance(name, k) <= limit)
        .min(Comparator.comparingInt(k -> distance(name, k)));
  }

  /**
   * Insertions, deletions, substitutions and swaps of neighbours that turn a into b, ignoring case.
   */
  static int distance(String first, String second) {
    String a = first.toLowerCase(Locale.ROOT);
    String b = second.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + substitution);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
