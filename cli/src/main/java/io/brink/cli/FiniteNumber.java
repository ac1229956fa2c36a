package io.brink.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a finite number in the form of Java or C: {@code 0.5}, {@code 1e-6}. */
final class FiniteNumber implements ITypeConverter<Double> {

  @Override
  public Double convert(String text) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw new TypeConversionException("'" + text + "' is not a number");
    }
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new TypeConversionException("'" + text + "' is not a finite number");
    }
    return number;
  }
}
