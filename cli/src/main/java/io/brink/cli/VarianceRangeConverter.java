package io.brink.cli;

import io.brink.phase.VarianceRange;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads variances in the form {@code from:to:count}, or one variance. */
final class VarianceRangeConverter implements ITypeConverter<VarianceRange> {

  @Override
  public VarianceRange convert(String text) {
    String[] parts = text.split(":", -1);
    FiniteNumber number = new FiniteNumber();
    try {
      return switch (parts.length) {
        case 1 -> VarianceRange.of(number.convert(parts[0]));
        case 3 ->
            new VarianceRange(
                number.convert(parts[0]), number.convert(parts[1]), count(parts[2], text));
        default ->
            throw new TypeConversionException(
                "'" + text + "' is neither FROM:TO:COUNT nor one variance");
      };
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static int count(String count, String text) {
    try {
      return Integer.parseInt(count);
    } catch (NumberFormatException _) {
      throw new TypeConversionException(
          "'" + count + "' in '" + text + "' is not a whole number of variances");
    }
  }
}
