package io.brink.reproduction;

import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Value;
import java.util.ArrayList;
import java.util.List;

/** Gathers the rows of a table of numbers. */
public final class DataTable {

  private final String key;
  private final String title;
  private final List<Column> columns = new ArrayList<>();
  private final List<List<Value>> rows = new ArrayList<>();

  private DataTable(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** A table without columns yet. */
  public static DataTable of(String key, String title) {
    return new DataTable(key, title);
  }

  /** Adds a column of pure numbers. */
  public DataTable column(String columnKey, String label) {
    columns.add(new Column(columnKey, label));
    return this;
  }

  /** Adds a row; a number that is not finite is left out of it. */
  public void row(double... values) {
    List<Value> row = new ArrayList<>();
    for (double value : values) {
      row.add(value(value));
    }
    rows.add(row);
  }

  /** Adds a row of a name and numbers. */
  public void row(String name, double... values) {
    row(values);
    List<Value> row = new ArrayList<>(rows.removeLast());
    row.addFirst(Value.text(name));
    rows.add(row);
  }

  /** Adds a whole column, as long as those before it. */
  public DataTable column(String columnKey, String label, double[] values) {
    while (rows.size() < values.length && columns.isEmpty()) {
      rows.add(new ArrayList<>());
    }
    column(columnKey, label);
    for (int i = 0; i < values.length; i++) {
      rows.get(i).add(value(values[i]));
    }
    return this;
  }

  private static Value value(double number) {
    return Double.isFinite(number) ? Value.rounded(number) : Value.ABSENT;
  }

  /** The table. */
  public Block.Table build() {
    return new Block.Table(key, title, columns, rows);
  }
}
