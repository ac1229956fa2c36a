package io.brink.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.bounds.DepthLimit.Demand;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Depth limits, residual scales, skimming. */
class DepthAdviceTest {

  private static final Activation RELU = Activations.parse("relu");
  private static final Activation ERF = Activations.parse("erf");
  private static final Activation GELU = Activations.parse("gelu");

  @Test
  void theDepthLimitIsTheFirstDepthThatFails() {
    CorrelationChain chain = CorrelationChain.normalised(RELU, 1, 0, 5);
    Demand demand = new Demand(0.3, 0.99, 10);
    DepthLimit limit = DepthLimit.of(chain, demand);
    assertThat(limit).isInstanceOf(DepthLimit.Limited.class);
    DepthLimit.Limited limited = (DepthLimit.Limited) limit;
    assertThat(limited.cause()).isEqualTo(DepthLimit.Cause.SQUEEZED);
    Shrinkage longer = Shrinkage.of(CorrelationChain.normalised(RELU, 1, 0, limited.depth() + 1));
    assertThat(longer.composedGap(0.7, limited.depth())).isGreaterThanOrEqualTo(0.01);
    assertThat(longer.composedGap(0.7, limited.depth() + 1)).isLessThan(0.01);
    assertThat(1 - limited.correlation())
        .isCloseTo(longer.composedGap(0.7, limited.depth() + 1), within(1e-14));
    assertThat(DepthLimit.byTheorem(chain.layer(0), 0.99, 10)).isGreaterThan(limited.depth());
  }

  @Test
  void chaoticNetworksAreLimitedByTheirGain() {
    CorrelationLayer layer = CorrelationChain.normalisedLayer(ERF, 1, 0.02);
    double slope = layer.slopeAtOne();
    DepthLimit limit =
        DepthLimit.of(CorrelationChain.repeated(layer, 3), new Demand(0, 0.99, 1000));
    int expected = (int) Math.floor(2 * Math.log(1000) / Math.log(slope));
    assertThat(limit)
        .isInstanceOfSatisfying(
            DepthLimit.Limited.class,
            l -> {
              assertThat(l.depth()).isEqualTo(expected);
              assertThat(l.cause()).isEqualTo(DepthLimit.Cause.GAIN);
            });
  }

  @Test
  void linearNetworksHaveNoLimitAndMixedOnesEnd() {
    CorrelationChain linear = CorrelationChain.normalised(Activations.parse("identity"), 2, 0, 3);
    assertThat(DepthLimit.of(linear, new Demand(0.5, 0.9, 2)))
        .isInstanceOfSatisfying(
            DepthLimit.Unlimited.class,
            u -> assertThat(u.correlation()).isCloseTo(0.5, within(1e-14)));
    assertThat(Shrinkage.of(linear).shrinkageBound(3)).isInfinite();
    assertThat(Shrinkage.of(linear).theoremSquaredGain(3)).isZero();
    CorrelationChain mixed = CorrelationChain.residual(ERF, 0.1, 0.2, 0.3);
    assertThat(DepthLimit.of(mixed, new Demand(0.5, 0.99, 2))).isEqualTo(new DepthLimit.AtLeast(3));
    // opposite inputs of an even activation become equal at once
    CorrelationChain even = CorrelationChain.normalised(Activations.parse("abs"), 1, 0, 3);
    assertThat(DepthLimit.of(even, new Demand(0, 0.99, 2)))
        .isInstanceOfSatisfying(DepthLimit.Limited.class, l -> assertThat(l.depth()).isZero());
  }

  @Test
  void demandsHaveADomain() {
    assertThatThrownBy(() -> new Demand(0.9, 0.5, 2)).hasMessageContaining("between that of");
    assertThatThrownBy(() -> new Demand(1, 0.5, 2)).hasMessageContaining("[-1, 1)");
    assertThatThrownBy(() -> new Demand(0, 0.5, 0.5)).hasMessageContaining("at least 1");
  }

  @Test
  void residualScalesMeetTheirDemandsWithEquality() {
    for (ResidualSchedule schedule :
        new ResidualSchedule[] {new ResidualSchedule.Constant(), new ResidualSchedule.Power(0.5)}) {
      int depth = 1000;
      double gain = 1.5;
      double rho = 0.3;
      ResidualScales scales = ResidualScales.design(GELU, depth, gain, rho, schedule);
      Shrinkage theorem = analysis(scales.byTheorem(), depth);
      double sum = theorem.theoremSum(depth);
      assertThat((1 - rho) * (1 - rho) / 8 * sum).isCloseTo(gain * gain, within(1e-10));
      Shrinkage exactGain = analysis(scales.byGain(), depth);
      assertThat(0.5 * exactGain.logSquaredGain(depth)).isCloseTo(Math.log(gain), within(1e-11));
      Shrinkage exactGap = analysis(scales.byCorrelation(), depth);
      assertThat(exactGap.orthogonalGap(depth)).isCloseTo(1 - rho, within(1e-11));
    }
  }

  /** Another activation in every block, expressions among them. */
  @Test
  void residualScalesOfMixedBlocks() {
    SplittableRandom random = new SplittableRandom(20261127);
    List<CorrelationLayer.Activated> known =
        Stream.of("relu", "erf", "x*exp(-x^2/2)", "tanh(2*x)-0.3*x", "sin(x)+0.2*x^2")
            .map(name -> CorrelationLayer.Activated.of(Activations.parse(name), 1))
            .toList();
    for (int i = 0; i < 200; i++) {
      int depth = 20 + random.nextInt(80);
      List<CorrelationLayer.Activated> branches =
          random.ints(depth, 0, known.size()).mapToObj(known::get).toList();
      ResidualSchedule schedule =
          random.nextBoolean()
              ? new ResidualSchedule.Constant()
              : new ResidualSchedule.Power(random.nextDouble(0, 1.5));
      double gain = random.nextDouble(1.05, 1.4);
      double rho = random.nextDouble(0.05, 0.3);
      ResidualScales scales = ResidualScales.design(branches, gain, rho, schedule);
      Shrinkage exactGain = analysis(branches, scales.byGain());
      assertThat(0.5 * exactGain.logSquaredGain(depth)).isCloseTo(Math.log(gain), within(1e-11));
      if (scales.byCorrelation() instanceof ResidualScales.Scale.Found found) {
        Shrinkage exactGap = analysis(branches, found);
        assertThat(exactGap.orthogonalGap(depth)).isCloseTo(1 - rho, within(1e-11));
      }
      if (scales.byTheorem() instanceof ResidualScales.Scale.Found found) {
        double sum = analysis(branches, found).theoremSum(depth);
        assertThat((1 - rho) * (1 - rho) / 8 * sum).isCloseTo(gain * gain, within(1e-10));
        // the theorem's scales are those that can surely not meet both demands
        assertThat(found.factor())
            .isGreaterThan(((ResidualScales.Scale.Found) scales.byGain()).factor());
      }
    }
    assertThatThrownBy(
            () -> ResidualScales.design(List.of(), 2, 0.5, new ResidualSchedule.Constant()))
        .hasMessageContaining("at least one block");
  }

  private static Shrinkage analysis(
      List<CorrelationLayer.Activated> branches, ResidualScales.Scale scale) {
    assertThat(scale).isInstanceOf(ResidualScales.Scale.Found.class);
    ResidualScales.Scale.Found found = (ResidualScales.Scale.Found) scale;
    double[] variances = new double[branches.size()];
    Arrays.setAll(variances, found::variance);
    return Shrinkage.of(CorrelationChain.residual(branches, variances));
  }

  private static Shrinkage analysis(ResidualScales.Scale scale, int depth) {
    assertThat(scale).isInstanceOf(ResidualScales.Scale.Found.class);
    ResidualScales.Scale.Found found = (ResidualScales.Scale.Found) scale;
    double[] variances = new double[depth];
    Arrays.setAll(variances, found::variance);
    return Shrinkage.of(CorrelationChain.residual(GELU, variances));
  }

  /** σ² ~ 1/L, as SHR's section 5.1 deduces. */
  @Test
  void residualScalesFallWithDepth() {
    double[] factor = new double[2];
    for (int i = 0; i < 2; i++) {
      int depth = i == 0 ? 1000 : 10_000;
      ResidualScales scales =
          ResidualScales.design(ERF, depth, 1.2, 0.5, new ResidualSchedule.Constant());
      factor[i] = ((ResidualScales.Scale.Found) scales.byGain()).factor();
    }
    assertThat(factor[0] / factor[1]).isCloseTo(10, within(0.2));
    assertThat(ResidualScales.design(RELU, 10, 2, 0.9, new ResidualSchedule.Constant()).byGain())
        .isEqualTo(new ResidualScales.Scale.NoLimit());
  }

  /**
   * One layer whose inputs have any correlation, as sin is odd: there is no direction in common,
   * and the error is that of linearising sin itself.
   */
  @Test
  void skimmingErrorIsThatOfTheTangent() {
    CorrelationLayer.Activated sin = CorrelationLayer.Activated.of(Activations.parse("sin"), 1);
    Shrinkage s = Shrinkage.of(CorrelationChain.repeated(sin, 4));
    assertThat(s.widestGap(1)).isCloseTo(2, within(1e-13));
    Skimming block = Skimming.of(s, 2, 2);
    assertThat(block.inputCorrelation()).isZero();
    // sin: V = (1 − e⁻²)/2, first Hermite coefficient e^{−1/2}
    double variance = -0.5 * Math.expm1(-2);
    double expected = Math.sqrt(1 - Math.exp(-1) / variance);
    assertThat(block.absoluteError()).isCloseTo(expected, within(1e-12));
    assertThat(block.relativeError()).isCloseTo(expected, within(1e-12));
    assertThat(block.absoluteError()).isCloseTo(Math.sqrt(sin.nonlinearShare()), within(1e-12));
  }

  @Test
  void theLongestBlockIsFound() {
    Shrinkage s = Shrinkage.of(CorrelationChain.normalised(RELU, 1, 0, 40));
    Skimming best = Skimming.longest(s, 0.2).orElseThrow();
    assertThat(best.relativeError()).isLessThanOrEqualTo(0.2);
    int length = 0;
    for (int first = 2; first < 40; first++) {
      double before = 0;
      for (int last = first; last < 40; last++) {
        Skimming block = Skimming.of(s, first, last);
        assertThat(block.relativeError()).isGreaterThanOrEqualTo(before);
        before = block.relativeError();
        if (block.relativeError() <= 0.2) {
          length = Math.max(length, block.length());
        }
      }
    }
    assertThat(best.length()).isEqualTo(length);
    assertThat(Skimming.longest(s, 1e-6)).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> Skimming.of(s, 1, 3)).hasMessageContaining("between layers 2 and 39");
  }
}
