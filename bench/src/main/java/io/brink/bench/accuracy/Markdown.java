package io.brink.bench.accuracy;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;

/** Text of a page. */
final class Markdown {

  private final StringBuilder text = new StringBuilder();

  void paragraph(String words) {
    text.append(words).append("\n\n");
  }

  void table(List<String> header, List<List<String>> rows) {
    row(header);
    row(Collections.nCopies(header.size(), "---"));
    rows.forEach(this::row);
    text.append('\n');
  }

  private void row(List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  /** An error: one significant digit, rounded up. */
  static String error(double value) {
    if (value == 0) {
      return "0";
    }
    BigDecimal up = new BigDecimal(value).round(new MathContext(1, java.math.RoundingMode.UP));
    return String.format(java.util.Locale.ROOT, "%.0e", up).replace("e-0", "e-");
  }

  /** A figure. */
  static String figure(double value) {
    return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
  }

  String build() {
    return text.toString().stripTrailing() + "\n";
  }
}
