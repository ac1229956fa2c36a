package io.brink.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures of linear regions are deterministic: every claim is reproduced. */
class LinearRegionFiguresTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lin:1a", "lin:1b", "lin:2a", "lin:2b", "lin:2c", "lin:2d", "lin:3", "lin:4", "lin:5",
        "lin:6", "lin:B.6"
      })
  void everyClaimHolds(String name) {
    Reproduction reproduction = Sketches.of(name);
    assertThat(reproduction.claims()).allSatisfy(claim -> assertThat(claim.holds()).isTrue());
  }
}
