package io.brink.report;

import io.brink.expectation.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Numbers as people read them: decimal between 10⁻⁵ and 10¹⁵, else scientific ({@code 1.5e-9}), no
 * trailing zeros that mean nothing, ∞ for an infinity, the same in every locale.
 */
public final class Numerals {

  /** A double never needs more digits than this to be told from its neighbours. */
  private static final int DIGITS_OF_DOUBLE = 17;

  private static final int SMALLEST_PLAIN_EXPONENT = -5;
  private static final int LARGEST_PLAIN_EXPONENT = 15;

  private Numerals() {}

  /** The shortest digits that identify the double. */
  public static String exact(double value) {
    return isSpecial(value) ? special(value) : plainOrScientific(shortest(value));
  }

  /** At most the given number of significant digits, without trailing zeros. */
  public static String rounded(double value, int significantDigits) {
    if (isSpecial(value)) {
      return special(value);
    }
    BigDecimal number =
        shortest(value).round(new MathContext(significantDigits, RoundingMode.HALF_EVEN));
    return plainOrScientific(number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros());
  }

  /**
   * The digits that the error bound leaves, and the bound: {@code 0.186324413203448 ± 4e-16}. The
   * value is rounded at the place of the bound's first digit, the bound is rounded up to one digit.
   */
  public static String measured(Estimate estimate) {
    double value = estimate.value();
    double bound = estimate.errorBound();
    if (isSpecial(value) || bound == 0) {
      return exact(value);
    }
    if (isSpecial(bound)) {
      return exact(value) + " (error unknown)";
    }
    BigDecimal error = shortest(bound).round(new MathContext(1, RoundingMode.CEILING));
    BigDecimal number = new BigDecimal(value);
    if (number.signum() != 0 && exponent(number) - exponent(error) >= DIGITS_OF_DOUBLE) {
      number = shortest(value);
    } else {
      number = number.setScale(-exponent(error), RoundingMode.HALF_EVEN);
    }
    if (number.signum() == 0) {
      return "0 ± " + plainOrScientific(error);
    }
    return plainOrScientific(number) + " ± " + plainOrScientific(error);
  }

  /** Any value of a report as a reader sees it. */
  public static String text(Value value) {
    return switch (value) {
      case Value.Exact(double number) -> exact(number);
      case Value.Rounded(double number, int digits) -> rounded(number, digits);
      case Value.Measured measured -> measured(measured.estimate());
      case Value.Count(long number) -> Long.toString(number);
      case Value.Text(String text) -> text;
      case Value.Flag(boolean flag) -> flag ? "yes" : "no";
      case Value.Sequence(List<Value> values) ->
          String.join(", ", values.stream().map(Numerals::text).toList());
      case Value.Mapping(List<Fact> facts) ->
          String.join(
              ", ", facts.stream().map(fact -> fact.key() + "=" + text(fact.value())).toList());
      case Value.Course(double[] figures) -> Sparkline.of(figures);
      case Value.Absent _ -> "-";
    };
  }

  private static boolean isSpecial(double value) {
    return Double.isNaN(value) || Double.isInfinite(value);
  }

  private static String special(double value) {
    if (Double.isNaN(value)) {
      throw new IllegalStateException("a result is not a number");
    }
    return value > 0 ? "∞" : "-∞";
  }

  private static BigDecimal shortest(double value) {
    return value == 0
        ? BigDecimal.ZERO
        : new BigDecimal(Double.toString(value)).stripTrailingZeros();
  }

  /** The decimal exponent of the first digit: 0 for 1 ≤ |x| &lt; 10. */
  private static int exponent(BigDecimal number) {
    return number.precision() - number.scale() - 1;
  }

  private static String plainOrScientific(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    int exponent = exponent(number);
    if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < LARGEST_PLAIN_EXPONENT) {
      return number.toPlainString();
    }
    return number.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
  }
}
