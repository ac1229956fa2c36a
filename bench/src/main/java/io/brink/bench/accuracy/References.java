package io.brink.bench.accuracy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The folder of reference figures. */
record References(Path folder) {

  /** A figure's digits as written, by field. */
  record Row(String activation, Map<String, String> fields) {

    /** Whether it is there and finite. */
    boolean has(String field) {
      return fields.containsKey(field) && !fields.get(field).equals("inf");
    }

    double number(String field) {
      return Double.parseDouble(fields.get(field));
    }

    /** 1 − the field, which as a double would have lost the digits of a correlation near 1. */
    double gapOf(String field) {
      return BigDecimal.ONE.subtract(new BigDecimal(fields.get(field))).doubleValue();
    }

    /** |computed − reference|, from all digits of the reference. */
    double error(String field, double computed) {
      return new BigDecimal(computed)
          .subtract(new BigDecimal(fields.get(field)), MathContext.DECIMAL128)
          .abs()
          .doubleValue();
    }
  }

  /** Rows of a file that maps activations to lists. */
  List<Row> byActivation(String file) {
    Map<String, List<Map<String, String>>> tree = JSON.readValue(text(file), BY_ACTIVATION);
    List<Row> rows = new ArrayList<>();
    tree.forEach((name, list) -> list.forEach(fields -> rows.add(new Row(name, fields))));
    return rows;
  }

  /** Rows of a file that is a list, each with an activation or a slope of its own. */
  List<Row> list(String file) {
    List<Map<String, String>> rows = JSON.readValue(text(file), LIST);
    return rows.stream().map(row -> new Row(row.getOrDefault("activation", ""), row)).toList();
  }

  private String text(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final TypeReference<Map<String, List<Map<String, String>>>> BY_ACTIVATION =
      new TypeReference<>() {};
  private static final TypeReference<List<Map<String, String>>> LIST = new TypeReference<>() {};
}
