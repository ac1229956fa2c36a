package io.brink.reproduction;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.report.Block;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Figures of random networks, as sketches: seed and sizes are fixed, and so is the outcome of every
 * claim, whose limits are several standard errors wide.
 */
class EmpiricalFiguresTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "res:1a", "res:1b", "res:1c", "res:A.1", "shr:1", "shr:2a", "shr:2b", "shr:3a", "shr:3b",
        "shr:3d", "shr:3e", "shr:3f"
      })
  void claimsHold(String name) {
    Reproduction reproduction = Sketches.of(name);
    assertThat(reproduction.claims())
        .allSatisfy(claim -> assertThat(claim.holds()).as(claim.toString()).isTrue());
  }

  /** At 20 layers and 100 networks the effects of Gaussian weights on DKS are there, but small. */
  @Test
  void tailoredRectifiersScatterLessThanShapedSoftplus() {
    List<Claim> claims = Sketches.of("tat:4").claims();
    assertThat(claims.subList(0, 3)).allMatch(Claim::holds);
  }

  /** The paper's claim that the critical Jacobian's norm does not grow is not reproduced. */
  @Test
  void criticalJacobiansGrowMoreSlowlyThanChaoticOnes() {
    List<Claim> claims = Sketches.of("shr:3c").claims();
    assertThat(claims.stream().filter(claim -> !claim.holds()))
        .singleElement()
        .satisfies(claim -> assertThat(claim.statement()).contains("does not grow with depth"));
  }

  @Test
  void equalSeedsGiveEqualFigures() {
    List<Block.Table> first = Sketches.of("res:1b").tables();
    List<Block.Table> second = Figures.named("res:1b").reproduce(Setting.SKETCH).tables();
    assertThat(first).isEqualTo(second);
  }
}
