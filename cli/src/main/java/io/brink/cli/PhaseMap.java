package io.brink.cli;

import io.brink.phase.Phase;
import io.brink.phase.PhaseDiagram;
import io.brink.report.Numerals;
import java.util.List;
import java.util.Optional;

/** A phase diagram drawn with letters: σ_w² to the right, σ_b² upwards. */
final class PhaseMap {

  private static final int MOST_COLUMNS = 64;
  private static final int MOST_ROWS = 20;

  /** What stands for each kind of cell, and what it means. */
  static final List<String> SYMBOLS = List.of("·", "+", "#", "0", "^");

  static final List<String> WORDS =
      List.of(
          "ordered, χ₁ < 1",
          "critical, χ₁ = 1",
          "chaotic, χ₁ > 1",
          "lengths vanish",
          "lengths grow without bound");

  private PhaseMap() {}

  /** Index of a cell's kind in {@link #SYMBOLS}. */
  static int kind(PhaseDiagram diagram, int weight, int bias) {
    Optional<Phase> phase = diagram.phase(weight, bias);
    if (phase.isPresent()) {
      return switch (phase.get()) {
        case ORDERED -> 0;
        case CRITICAL -> 1;
        case CHAOTIC -> 2;
      };
    }
    return diagram.preactivationVariance(weight, bias) == 0 ? 3 : 4;
  }

  static String draw(PhaseDiagram diagram) {
    int columns = Math.min(MOST_COLUMNS, diagram.weightVariances().count());
    int rows = Math.min(MOST_ROWS, diagram.biasVariances().count());
    String top = Numerals.rounded(diagram.biasVariances().to(), 4);
    String bottom = Numerals.rounded(diagram.biasVariances().from(), 4);
    int margin = Math.max("σ_b²".length(), Math.max(top.length(), bottom.length()));
    StringBuilder map = new StringBuilder();
    map.append("  ").append(padded("σ_b²", margin)).append('\n');
    for (int r = rows - 1; r >= 0; r--) {
      String label = r == rows - 1 ? top : r == 0 ? bottom : "";
      map.append("  ").append(padded(label, margin)).append(" | ");
      int bias = index(r, rows, diagram.biasVariances().count());
      for (int c = 0; c < columns; c++) {
        int weight = index(c, columns, diagram.weightVariances().count());
        map.append(SYMBOLS.get(kind(diagram, weight, bias)));
      }
      map.append('\n');
    }
    String left = Numerals.rounded(diagram.weightVariances().from(), 4);
    String right = Numerals.rounded(diagram.weightVariances().to(), 4);
    map.append(" ".repeat(margin + 3)).append('+').append("-".repeat(columns + 1)).append('\n');
    map.append(" ".repeat(margin + 5))
        .append(left)
        .append(" ".repeat(Math.max(1, columns - left.length() - right.length())))
        .append(right)
        .append("  σ_w²\n");
    return map.toString();
  }

  private static int index(int k, int shown, int count) {
    return shown == 1 ? 0 : (int) Math.round((double) k * (count - 1) / (shown - 1));
  }

  private static String padded(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
