package io.brink.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Figures of residual networks: what does not hold at the depth that the paper says holds in the
 * long run, and nothing else fails.
 */
class ResidualFiguresTest {

  @ParameterizedTest
  @CsvSource({
    "res:2b, are parallel to l^(-delta* - 1) from about layer 400 on",
    "res:2c, from about l = 1000 on",
    "res:A.2, e_l converges as l^(-mu): exponent of |e_l - e_(l-1)| from e_0 = 0.99"
  })
  void onlyWhatThePaperSaysOfModerateDepthFails(String name, String early) {
    assertThat(Sketches.of(name).claims())
        .anyMatch(claim -> !claim.holds())
        .filteredOn(claim -> !claim.statement().contains(early))
        .isNotEmpty()
        .allSatisfy(claim -> assertThat(claim.holds()).as(claim.toString()).isTrue());
  }

  /** All but B.3 and B.4, which are fits at a depth that a sketch has not. */
  @ParameterizedTest
  @CsvSource({
    "res:2a",
    "res:B.5",
    "res:B.6",
    "res:B.7",
    "res:B.8",
    "res:C.9",
    "res:C.10",
    "res:C.11",
    "res:C.12",
    "res:C.13",
    "res:C.17"
  })
  void everyOtherClaimHolds(String name) {
    assertThat(Sketches.of(name).claims())
        .allSatisfy(claim -> assertThat(claim.holds()).as(claim.toString()).isTrue());
  }
}
