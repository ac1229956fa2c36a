package io.brink.network;

import java.util.Map;

/**
 * The checked values of all parameters of an architecture, defaults filled in.
 *
 * @param values text of each parameter's value, by name
 */
public record SpecValues(Map<String, String> values) {

  /** Copies the map. */
  public SpecValues {
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

  /** The weight law that a spec names. */
  WeightLaw weightLaw() {
    return word("weights").equals("orthogonal") ? WeightLaw.ORTHOGONAL : WeightLaw.GAUSSIAN;
  }

  /** The filter law that a spec names. */
  FilterLaw filterLaw() {
    return switch (word("weights")) {
      case "orthogonal" -> FilterLaw.ORTHOGONAL_DELTA;
      case "fan_in" -> FilterLaw.GAUSSIAN_FAN_IN;
      default -> FilterLaw.DELTA;
    };
  }

  /** An affine layer with the spec's weight and bias variance. */
  Operation.Affine affine(int units) {
    return new Operation.Affine(units, real("weight_variance"), real("bias_variance"), weightLaw());
  }

  /** A convolution with the spec's weight and bias variance. */
  Operation.Convolution convolution(int channels, int kernel, int stride) {
    return new Operation.Convolution(
        channels, kernel, stride, real("weight_variance"), real("bias_variance"), filterLaw());
  }

  /** A dropout of the spec's rate; nothing if the rate is 0. */
  Block dropout() {
    double rate = real("dropout");
    return rate == 0 ? Block.identity() : Block.layer("dropout", new Operation.Dropout(rate));
  }
}
