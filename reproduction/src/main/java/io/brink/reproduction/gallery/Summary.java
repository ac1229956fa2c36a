package io.brink.reproduction.gallery;

import io.brink.report.Block;
import io.brink.report.Numerals;
import io.brink.report.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a reproduced figure for the index.
 *
 * @param figure its name
 * @param folder of its files, beside the index
 * @param title what it shows
 * @param paper its paper
 * @param effort of the reproduction
 * @param seed of its random numbers
 * @param seconds it took, processor time of the process
 * @param charts keys of its charts
 * @param tables keys of its tables
 * @param claims what came of its claims
 * @param samples some rows of what was measured on random networks
 * @param remarks on it
 * @param failure why it could not be reproduced at all; empty otherwise
 */
record Summary(
    String figure,
    String folder,
    String title,
    String paper,
    String effort,
    long seed,
    double seconds,
    List<String> charts,
    List<String> tables,
    List<Line> claims,
    List<Sample> samples,
    List<String> remarks,
    String failure) {

  /** One claim in words. */
  record Line(
      String statement,
      boolean holds,
      String measured,
      String expected,
      String excess,
      String method) {}

  /** Some rows of a table of measurements, evenly chosen. */
  record Sample(String title, List<String> header, List<List<String>> rows) {

    private static final int MOST_ROWS = 12;

    /** Whether the table has standard errors, that is, tells of random networks. */
    static boolean isMeasured(Block.Table table) {
      return table.columns().stream()
          .anyMatch(column -> column.key().equals("error") || column.key().endsWith("_error"));
    }

    static Sample of(Block.Table table) {
      List<List<Value>> all = table.rows();
      int count = Math.min(MOST_ROWS, all.size());
      List<List<String>> rows = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int row = count == 1 ? 0 : (int) Math.round((double) i * (all.size() - 1) / (count - 1));
        rows.add(all.get(row).stream().map(Sample::text).toList());
      }
      return new Sample(
          table.title(), table.columns().stream().map(column -> column.label()).toList(), rows);
    }

    private static String text(Value value) {
      return value instanceof Value.Rounded(double number, int _)
          ? Numerals.rounded(number, 4)
          : Numerals.text(value);
    }
  }

  long reproduced() {
    return claims.stream().filter(Line::holds).count();
  }
}
