package io.brink.finitewidth;

import io.brink.activation.Activation;
import io.brink.activation.Growth;
import io.brink.activation.LeakyRelu;
import io.brink.kernel.Kernel;
import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.WeightLaw;
import java.util.ArrayList;
import java.util.List;

/**
 * A width that is proved to be enough for the kernel of a fully connected network of depth L to be
 * within ε of its value at infinite width with probability 1 − δ (Zhang, Botev and Martens 2022,
 * Theorems 3 and 4, after Daniely, Frostig and Singer 2016). These are sufficient widths, and far
 * from necessary ones: they are given to compare predictions with.
 *
 * @param theorem which
 * @param condition when it holds, one clause
 * @param applies whether the network and the error meet the condition
 * @param log10Width common logarithm of the width; NaN where the formula has no value
 */
public record WidthBound(String theorem, String condition, boolean applies, double log10Width) {

  private static final double REACH = 30;
  private static final double ROUNDING = 1e-6;
  private static final int SAMPLES = 60_000;

  /** Both theorems for a network, as far as they speak of its activation. */
  public static List<WidthBound> of(Network network, WidthGoal goal) {
    List<WidthBound> bounds = new ArrayList<>();
    List<Activation> activations =
        network.nodes().stream()
            .map(Node::operation)
            .filter(Operation.Nonlinearity.class::isInstance)
            .map(operation -> ((Operation.Nonlinearity) operation).activation())
            .distinct()
            .toList();
    int depth = WidthAdvice.nonlinearDepth(network);
    if (activations.size() != 1 || depth == 0) {
      return bounds;
    }
    Activation activation = activations.getFirst();
    double variance = Kernel.of(activation).variance(1).value();
    double logRest = -2 * Math.log10(goal.error());
    double delta = 1 - goal.probability();
    if (activation.growth() instanceof Growth.Bounded && activation.breakpoints().isEmpty()) {
      double bound = bound(activation);
      bounds.add(
          new WidthBound(
              "TAT Theorem 3: (4C⁴)^L log(8L/δ)/ε², C = " + Math.round(bound * 1e4) / 1e4,
              "a fully connected network with σ_w² = 1, σ_b² = 0, Gaussian weights and the"
                  + " activation scaled to E φ(z)² = 1",
              isPlainGaussianChain(network, 1) && Math.abs(variance - 1) < ROUNDING,
              depth * Math.log10(4 * Math.pow(bound, 4))
                  + Math.log10(Math.log(8 * depth / delta))
                  + logRest));
    }
    if (activation instanceof LeakyRelu(double slope) && slope == 0) {
      bounds.add(
          new WidthBound(
              "TAT Theorem 4: L² log(L/δ)/ε²",
              "a fully connected ReLU network with Gaussian He initialisation, and ε of at most the"
                  + " order of 1/L",
              isPlainGaussianChain(network, 2) && goal.error() <= 1.0 / depth,
              2 * Math.log10(depth) + Math.log10(Math.log(depth / delta)) + logRest));
    }
    return List.copyOf(bounds);
  }

  /** C: the largest of |φ|, |φ′|, |φ″| for φ scaled to E φ(z)² = 1, from samples. */
  static double bound(Activation activation) {
    double[] x = new double[SAMPLES + 1];
    for (int i = 0; i <= SAMPLES; i++) {
      x[i] = REACH * (2.0 * i / SAMPLES - 1);
    }
    double[][] values = new double[3][SAMPLES + 1];
    activation.evaluate(SAMPLES + 1, x, values[0], values[1], values[2]);
    double largest = 0;
    for (double[] order : values) {
      for (double value : order) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest / Math.sqrt(Kernel.of(activation).variance(1).value());
  }

  private static boolean isPlainGaussianChain(Network network, double weightVariance) {
    for (Node node : network.nodes()) {
      boolean plain =
          switch (node.operation()) {
            case Operation.Input _, Operation.Nonlinearity _ -> true;
            case Operation.Affine affine ->
                affine.weightVariance() == weightVariance
                    && affine.biasVariance() == 0
                    && affine.weightLaw() == WeightLaw.GAUSSIAN;
            case Operation.Convolution _,
                Operation.WeightedSum _,
                Operation.LayerNormalisation _,
                Operation.Scale _,
                Operation.Dropout _,
                Operation.AveragePooling _,
                Operation.Flatten _ ->
                false;
          };
      if (!plain) {
        return false;
      }
    }
    return true;
  }
}
