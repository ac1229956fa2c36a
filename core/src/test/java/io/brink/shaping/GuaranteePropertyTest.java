package io.brink.shaping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.network.Block;
import io.brink.network.Network;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.GlobalMap;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Theorems 1 and 2 of TAT on networks and activations that no solver has seen: random stacks of
 * plain layers and rescaled residual branches, random negative slopes, random input scales and
 * shifts.
 */
class GuaranteePropertyTest {

  private static final List<String> SMOOTH =
      List.of(
          "tanh",
          "erf",
          "sigmoid",
          "softplus",
          "swish",
          "gelu",
          "gelu_tanh",
          "mish",
          "atan",
          "asinh",
          "softsign",
          "elu",
          "celu",
          "sin",
          "cos",
          "gaussian",
          "bentid");

  private static final double[] GRID = new double[41];

  static {
    for (int i = 0; i < GRID.length; i++) {
      GRID[i] = (i - 20) / 20.0;
    }
  }

  private static Network network(Random random, Activation phi) {
    Operation affine = new Operation.Affine(64, 1, 0, WeightLaw.GAUSSIAN);
    Block layer = Block.serial(Block.layer(new Operation.Nonlinearity(phi)), Block.layer(affine));
    List<Block> blocks = new ArrayList<>();
    blocks.add(Block.layer(affine));
    int parts = 1 + random.nextInt(6);
    for (int i = 0; i < parts; i++) {
      Block branch = Block.repeat(1 + random.nextInt(3), layer);
      blocks.add(random.nextBoolean() ? branch : Block.residual(random.nextDouble(), branch));
    }
    return Block.network(new Shape.Vector(64), Block.serial(blocks.toArray(Block[]::new)));
  }

  @Test
  void theorem1HoldsForEveryLeakyRectifier() {
    Random random = new Random(11);
    for (int trial = 0; trial < 150; trial++) {
      double slope = random.nextDouble();
      double scale = Math.sqrt(2 / (1 + slope * slope));
      Activation phi =
          ShapedActivations.of(
              Activations.parse("leaky_relu"),
              new ActivationParameters(1, 0, scale, 0, OptionalDouble.of(slope)));
      Network network = network(random, phi);
      GlobalMap map = ForwardPropagation.of(network).globalMap(1, GRID);
      double c0 = map.value(20);
      double bound = Math.min(4 * c0, 1 + c0);
      double slopeBound = Math.min(4 * c0, 1);
      String what = "trial " + trial + ", slope " + slope + ", " + network.size() + " nodes";
      assertThat(c0).as(what).isBetween(-1e-15, 1.0);
      for (int i = 0; i < GRID.length; i++) {
        assertThat(Math.abs(map.value(i) - GRID[i])).as(what).isLessThanOrEqualTo(bound + 1e-13);
        assertThat(Math.abs(map.slope(i) - 1)).as(what).isLessThanOrEqualTo(slopeBound + 1e-12);
      }
    }
  }

  /**
   * γ and δ that give Q(1) = C′(1) = 1 for any α and β: γ² E ψ′² = 1, and the mean e that makes Var
   * ψ + e² = E ψ′², which exists by the Gaussian Poincaré inequality.
   */
  private static Activation normalised(Random random, Activation phi) {
    double alpha = Math.exp(1.5 * random.nextGaussian() - 1);
    double beta = random.nextGaussian();
    Remainder m = new RemainderMoments(phi).accurate(alpha, beta);
    double mean = Math.sqrt(Math.max(0, m.r1() - m.r0())) * (random.nextBoolean() ? 1 : -1);
    return ShapedActivations.of(
        phi,
        new ActivationParameters(
            alpha, beta, 1 / Math.sqrt(m.slopeSquare()), mean - m.mean(), OptionalDouble.empty()));
  }

  @Test
  void theorem2HoldsForEverySmoothActivation() {
    Random random = new Random(12);
    for (int trial = 0; trial < 120; trial++) {
      Activation phi = normalised(random, Activations.parse(SMOOTH.get(trial % SMOOTH.size())));
      Network network = network(random, phi);
      GlobalMap map = ForwardPropagation.of(network).globalMap(1, GRID);
      int equal = GRID.length - 1;
      String what = "trial " + trial + ", " + phi.name() + ", " + network.size() + " nodes";
      // Q'(1) is free here, and a length that is off by a rounding may run away
      assertThat(map.slope(equal)).as(what).isCloseTo(1, within(1e-6));
      double bound = 2 * map.curvature(equal);
      for (int i = 0; i < GRID.length; i++) {
        assertThat(Math.abs(map.value(i) - GRID[i]))
            .as(what)
            .isLessThanOrEqualTo(bound * (1 + 1e-9) + 1e-9);
        assertThat(Math.abs(map.slope(i) - 1))
            .as(what)
            .isLessThanOrEqualTo(bound * (1 + 1e-9) + 1e-6);
      }
    }
  }
}
