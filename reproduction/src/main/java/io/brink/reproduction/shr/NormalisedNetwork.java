package io.brink.reproduction.shr;

import io.brink.activation.Activation;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import java.util.ArrayList;
import java.util.List;

/**
 * z_l = W φ(N(z_{l−1})) + b with N the division by the root mean square, from z_0 = x to z_L; σ_w²
 * = 1.
 */
final class NormalisedNetwork {

  /** N of the paper. */
  static final int WIDTH = 1024;

  /** ‖φ − φ̃‖² of erf: (2/π)(arctan(2/√5) − 2/3). */
  static final double ERF_NONLINEARITY = 2 / Math.PI * (Math.atan(2 / Math.sqrt(5)) - 2.0 / 3);

  /** ‖φ′‖² of erf: 4/(π√5). */
  static final double ERF_SLOPE = 4 / (Math.PI * Math.sqrt(5));

  /** σ_b²/σ_w² at which erf networks are critical: (2/π)(2/√5 − arctan(2/√5)). */
  static final double ERF_CRITICAL = 2 / Math.PI * (2 / Math.sqrt(5) - Math.atan(2 / Math.sqrt(5)));

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

  int depth() {
    return states.size() - 1;
  }

  int state(int layer) {
    return states.get(layer);
  }

  /**
   * Upper bound of the whole map (remark 2 of the paper's appendix A.1) at the input correlation t.
   */
  static double upperBound(double limit, double nonlinearity, double t) {
    double c = 0.5 * (1 - limit) * nonlinearity;
    double line = t <= 1 - 1 / (2 + c) ? t / (1 + c) : (1 + c) * t - c;
    return limit + (1 - limit) * line;
  }
}
