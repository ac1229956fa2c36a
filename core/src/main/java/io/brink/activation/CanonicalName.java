package io.brink.activation;

import java.util.Arrays;

/**
 * Canonical names: {@code elu}, {@code elu(0.5)}, {@code tempered_relu(0.8, 0.1)}. Parameters are
 * left out where all of them have their defaults, and printed so that they parse back to the same
 * double.
 */
final class CanonicalName {

  private CanonicalName() {}

  /** The name with one parameter that has no default. */
  static String of(String name, double parameter) {
    return name + "(" + number(parameter) + ")";
  }

  /** The name with one parameter, left out if it equals its default. */
  static String of(String name, double parameter, double defaultValue) {
    return parameter == defaultValue ? name : of(name, parameter);
  }

  /** The name with several parameters; {@code defaults} is empty if they have none. */
  static String of(String name, double[] parameters, double[] defaults) {
    if (Arrays.equals(parameters, defaults)) {
      return name;
    }
    StringBuilder text = new StringBuilder(name).append('(');
    for (int i = 0; i < parameters.length; i++) {
      text.append(i == 0 ? "" : ", ").append(number(parameters[i]));
    }
    return text.append(')').toString();
  }

  /** The shortest decimal that reads back as the same double; whole numbers without a fraction. */
  static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e7) {
      return Long.toString((long) value);
    }
    return Double.toString(value);
  }
}
