package io.brink.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brink.expectation.Estimate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumeralsTest {

  @ParameterizedTest
  @CsvSource({
    "0.394294490397841, 2.1e-16, 0.3942944903978410 ± 3e-16",
    "0.5, 0, 0.5",
    "0, 0, 0",
    "0.1, 3e-12, 0.100000000000 ± 3e-12",
    "3.1e-18, 2e-17, 0 ± 2e-17",
    "1234.5678, 0.2, 1234.6 ± 0.2",
    "1.25e-40, 1e-55, 1.250000000000000e-40 ± 1e-55",
    "1e300, 1e280, 1e300 ± 1e280",
    "2, 9.5e-5, 2.0000 ± 0.0001",
    "Infinity, 0, ∞",
  })
  void showsTheDigitsThatTheErrorLeaves(double value, double errorBound, String shown) {
    assertThat(Numerals.measured(new Estimate(value, errorBound))).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0.1, 0.1",
    "-0.0, 0",
    "1e-6, 1e-6",
    "123456, 123456",
    "1e15, 1e15",
    "0.00012, 0.00012",
    "0.42590776123, 0.42590776123",
    "-Infinity, -∞",
  })
  void showsEveryDigitOfAnExactNumber(double value, String shown) {
    assertThat(Numerals.exact(value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @CsvSource({"0.123456789, 3, 0.123", "1999.99, 3, 2000", "2.4e-16, 1, 2e-16", "0.5, 6, 0.5"})
  void roundsToSignificantDigits(double value, int digits, String shown) {
    assertThat(Numerals.rounded(value, digits)).isEqualTo(shown);
  }

  @Test
  void doesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Numerals.rounded(1234.5, 6)).isEqualTo("1234.5");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void refusesWhatIsNotANumber() {
    assertThatThrownBy(() -> Numerals.exact(Double.NaN)).isInstanceOf(IllegalStateException.class);
  }
}
