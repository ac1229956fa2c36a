package io.brink.cli;

import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How figures run from layer to layer, for terminals, which have no charts: a row with a sparkline
 * for each figure. Positive figures of many orders of magnitude are given by their logarithms.
 */
final class Courses {

  private final String title;
  private final String first;
  private final String last;
  private final List<List<Value>> rows = new ArrayList<>();

  /**
   * No figures yet.
   *
   * @param title above the rows
   * @param first what a course begins with, such as the input
   * @param last what it ends with
   */
  Courses(String title, String first, String last) {
    this.title = title;
    this.first = first;
    this.last = last;
  }

  /** One more row; figures that cannot be shown leave a gap. */
  Courses add(String name, double[] figures) {
    if (figures.length > 0) {
      double[] finite = Arrays.stream(figures).filter(Double::isFinite).toArray();
      rows.add(
          List.of(
              Value.text(name),
              glance(figures[0], finite),
              new Value.Course(figures),
              glance(figures[figures.length - 1], finite),
              glance(Arrays.stream(finite).min().orElse(Double.NaN), finite),
              glance(Arrays.stream(finite).max().orElse(Double.NaN), finite)));
    }
    return this;
  }

  Block block() {
    return new Block.ForTerminals(
        new Block.Table(
            "",
            title,
            List.of(
                new Column("", "figure"),
                new Column("", first),
                new Column("", "course"),
                new Column("", last),
                new Column("", "lowest"),
                new Column("", "highest")),
            rows));
  }

  /** A figure that is rounding beside the others is 0. */
  private static Value glance(double figure, double[] among) {
    double largest = Arrays.stream(among).map(Math::abs).max().orElse(0);
    return Double.isNaN(figure)
        ? Value.ABSENT
        : new Value.Rounded(Math.abs(figure) < 1e-14 * largest ? 0 : figure, 4);
  }
}
