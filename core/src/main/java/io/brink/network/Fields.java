package io.brink.network;

import io.brink.internal.text.Spelling;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping of a parsed document with its path: typed access to its fields, every fault named by
 * path.
 */
final class Fields {
  private final Map<?, ?> map;
  private final String path;

  private Fields(Map<?, ?> map, String path) {
    this.map = map;
    this.path = path;
  }

  static Fields of(Object value, String path) {
    if (!(value instanceof Map<?, ?> map)) {
      throw NetworkException.inDocument(
          path.isEmpty() ? "document" : path, "must be a mapping, got " + describe(value));
    }
    return new Fields(map, path);
  }

  /** Path of the mapping, {@code nodes[3]}. */
  String path() {
    return path.isEmpty() ? "document" : path;
  }

  /** Path of a field. */
  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  void allowOnly(Collection<String> keys) {
    for (Object key : map.keySet()) {
      if (!(key instanceof String name) || !keys.contains(name)) {
        throw NetworkException.inDocument(
            path(String.valueOf(key)), "unknown key" + Spelling.hint(String.valueOf(key), keys));
      }
    }
  }

  boolean has(String key) {
    return map.get(key) != null;
  }

  Object required(String key) {
    Object value = map.get(key);
    if (value == null) {
      throw NetworkException.inDocument(path(key), "is missing");
    }
    return value;
  }

  String text(String key) {
    if (!(required(key) instanceof String text)) {
      throw fault(key, "a text");
    }
    return text;
  }

  Optional<String> optionalText(String key) {
    return has(key) ? Optional.of(text(key)) : Optional.empty();
  }

  boolean flag(String key) {
    if (!has(key)) {
      return false;
    }
    if (!(map.get(key) instanceof Boolean value)) {
      throw fault(key, "true or false");
    }
    return value;
  }

  int integer(String key) {
    return integer(required(key), path(key));
  }

  int integer(String key, int fallback) {
    return has(key) ? integer(key) : fallback;
  }

  double real(String key) {
    return real(required(key), path(key));
  }

  double real(String key, double fallback) {
    return has(key) ? real(key) : fallback;
  }

  List<?> list(String key) {
    if (!(required(key) instanceof List<?> list)) {
      throw fault(key, "a list");
    }
    return list;
  }

  List<Double> reals(String key) {
    List<Double> result = new ArrayList<>();
    for (Object value : list(key)) {
      result.add(real(value, path(key) + "[" + result.size() + "]"));
    }
    return result;
  }

  /** One of several words; {@code fallback} if the field is absent. */
  String word(String key, List<String> words, String fallback) {
    String text = optionalText(key).orElse(fallback);
    if (!words.contains(text)) {
      throw NetworkException.inDocument(
          path(key), "must be one of " + String.join(", ", words) + ", got '" + text + "'");
    }
    return text;
  }

  static int integer(Object value, String path) {
    double number =
        switch (value) {
          case Integer integer -> integer;
          case Long integer -> integer;
          case BigInteger integer -> integer.doubleValue();
          case Double real -> real;
          case BigDecimal real -> real.doubleValue();
          default -> Double.NaN;
        };
    if (number != Math.rint(number)) {
      throw NetworkException.inDocument(path, "must be a whole number, got " + describe(value));
    }
    if (Math.abs(number) > Integer.MAX_VALUE) {
      throw NetworkException.inDocument(
          path, "must be at most " + Integer.MAX_VALUE + ", got " + value);
    }
    return (int) number;
  }

  static double real(Object value, String path) {
    if (!(value instanceof Number number)) {
      throw NetworkException.inDocument(path, "must be a number, got " + describe(value));
    }
    return number.doubleValue();
  }

  private NetworkException fault(String key, String expected) {
    return NetworkException.inDocument(
        path(key), "must be " + expected + ", got " + describe(map.get(key)));
  }

  static String describe(Object value) {
    return switch (value) {
      case null -> "nothing";
      case String text ->
          "the text '" + (text.length() > 40 ? text.substring(0, 40) + "..." : text) + "'";
      case Map<?, ?> _ -> "a mapping";
      case List<?> _ -> "a list";
      default -> value.toString();
    };
  }
}
