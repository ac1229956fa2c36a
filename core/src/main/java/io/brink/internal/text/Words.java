package io.brink.internal.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers inside sentences: few digits, the same in every locale. */
public final class Words {

  private Words() {}

  /** Three or four significant digits. */
  public static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "infinite" : "-infinite";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e6) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    if (size >= 1e-3 && size < 1e5) {
      String text = String.format(Locale.ROOT, size >= 1000 ? "%.0f" : "%.4g", value);
      return text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
    }
    return String.format(Locale.ROOT, "%.1e", value);
  }

  /** Eight significant digits, for figures to be copied. */
  public static String digits(double value) {
    return new BigDecimal(value)
        .round(new MathContext(8))
        .stripTrailingZeros()
        .toString()
        .replace('E', 'e');
  }

  /** As {@link #number}, with the digits that tell a figure from 1. */
  public static String nearOne(double value) {
    double difference = Math.abs(value - 1);
    return difference > 0 && difference < 0.01
        ? "1 " + (value < 1 ? "− " : "+ ") + String.format(Locale.ROOT, "%.2g", difference)
        : number(value);
  }

  /** e to the given power, also where no double holds it. */
  public static String exponential(double logarithm) {
    if (Double.isInfinite(logarithm)) {
      return logarithm > 0 ? "infinite" : "0";
    }
    if (Math.abs(logarithm) < 600) {
      return number(Math.exp(logarithm));
    }
    return "e^" + String.format(Locale.ROOT, "%.0f", logarithm);
  }
}
