package io.brink.network;

import java.util.Map;

/** The checked values of all parameters of an architecture, defaults filled in. */
record SpecValues(Map<String, String> values) {

  SpecValues {
    values = Map.copyOf(values);
  }

  int integer(String name) {
    return Integer.parseInt(word(name));
  }

  double real(String name) {
    return Double.parseDouble(word(name));
  }

  String word(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("architecture reads undeclared parameter " + name);
    }
    return value;
  }

  /** The parameter, or {@code fallback} where its value is {@code otherwise}. */
  int integerUnless(String name, String otherwise, int fallback) {
    return word(name).equals(otherwise) ? fallback : integer(name);
  }
}
