package io.brink.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Reads the reference figures under {@code golden/}; see the README there for their origin. */
public final class Golden {

  private Golden() {}

  /**
   * One row of figures of one activation.
   *
   * @param activation its name
   * @param fields the row's fields as written
   */
  public record Row(String activation, Map<String, String> fields) {

    /** Whether the figure is there: rows leave out what could not be computed to full accuracy. */
    public boolean has(String field) {
      return fields.containsKey(field);
    }

    /** A figure rounded to double; "inf" is +∞. */
    public double number(String field) {
      String text = fields.get(field);
      if (text == null) {
        throw new IllegalArgumentException("no field " + field + " in " + this);
      }
      return text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
  }

  /** The rows of a file that maps each activation to a list of rows. */
  @SuppressWarnings("unchecked")
  public static List<Row> byActivation(String file) {
    Map<String, List<Map<String, String>>> tree =
        (Map<String, List<Map<String, String>>>) read(file, Map.class);
    List<Row> rows = new ArrayList<>();
    tree.forEach((name, list) -> list.forEach(fields -> rows.add(new Row(name, fields))));
    return rows;
  }

  /** The whole file as maps, lists, strings and numbers. */
  public static <T> T read(String file, Class<T> type) {
    try (InputStream in = Golden.class.getResourceAsStream("/golden/" + file)) {
      if (in == null) {
        throw new IllegalArgumentException("no reference file " + file);
      }
      return JsonMapper.shared().readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
