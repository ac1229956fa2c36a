package io.brink.reproduction.shr;

import io.brink.activation.Activation;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * z_l = W φ(N(z_{l−1})) + b with N the division by the root mean square, from z_0 = x to z_L; σ_w²
 * = 1.
 */
final class NormalisedNetwork {

  /** N of the paper. */
  static final int WIDTH = 1024;

  final Network network;

  /** Nodes of N(z_0), N(z_1), …, N(z_L). */
  final List<Integer> states = new ArrayList<>();

  NormalisedNetwork(Activation activation, double biasVariance, int width, int depth) {
    Operation phi = new Operation.Nonlinearity(activation);
    Operation affine = new Operation.Affine(width, 1, biasVariance, WeightLaw.GAUSSIAN);
    Operation normalise = new Operation.LayerNormalisation();
    NetworkBuilder builder = new NetworkBuilder();
    Handle z = builder.add(normalise, builder.input(new Shape.Vector(width)));
    states.add(z.index());
    for (int l = 1; l <= depth; l++) {
      z = builder.add(normalise, builder.add(affine, builder.add(phi, z)));
      states.add(z.index());
    }
    network = builder.build(z);
  }

  int state(int layer) {
    return states.get(layer);
  }

  List<Integer> states(int[] layers) {
    return Arrays.stream(layers).mapToObj(this::state).toList();
  }
}
