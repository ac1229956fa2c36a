package io.brink.internal.special;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.golden.Golden;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LambertWTest {

  @SuppressWarnings("unchecked")
  private static List<Map<String, String>> rows(String key) {
    return (List<Map<String, String>>) Golden.read("bounds.json", Map.class).get(key);
  }

  private static double number(Map<String, String> row, String key) {
    return Double.parseDouble(row.get(key));
  }

  @Test
  void principalBranch() {
    for (Map<String, String> row : rows("lambert")) {
      double x = number(row, "x");
      double w = number(row, "w");
      double allowed = x < -0.35 ? 1e-13 : 1e-15 * Math.abs(w);
      assertThat(LambertW.principal(x)).as("W(%s)", x).isCloseTo(w, within(allowed));
    }
    assertThat(LambertW.principal(0)).isZero();
    assertThat(LambertW.principal(Double.POSITIVE_INFINITY)).isInfinite();
    assertThat(LambertW.principal(-0.36787944117144233)).isCloseTo(-1, within(1e-7));
    assertThatThrownBy(() -> LambertW.principal(-0.4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("from -1/e on, got -0.4");
  }

  @Test
  void ofExponentials() {
    for (Map<String, String> row : rows("exponential")) {
      double t = number(row, "t");
      double w = number(row, "w");
      assertThat(LambertW.ofExponential(t)).as("W(e^%s)", t).isCloseTo(w, within(1e-15 * w));
    }
  }
}
