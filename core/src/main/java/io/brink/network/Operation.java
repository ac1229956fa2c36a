package io.brink.network;

import io.brink.activation.Activation;
import java.util.List;

/**
 * What a node of a network computes. An analysis is one class with one exhaustive {@code switch}
 * over these records: adding an operation makes the compiler list every analysis that must learn
 * it.
 */
public sealed interface Operation {

  /** The network's input. */
  record Input(Shape shape) implements Operation {}

  /**
   * h = W x + b with fresh W and b at every node; W_ij has variance {@code weightVariance}/fan-in
   * (or is √weightVariance times a scale-corrected uniform orthogonal matrix), b_i has variance
   * {@code biasVariance}.
   */
  record Affine(int units, double weightVariance, double biasVariance, WeightLaw weightLaw)
      implements Operation {}

  /**
   * A two-dimensional convolution with "same" padding, a square kernel and the given stride, in
   * pixels.
   */
  record Convolution(
      int channels,
      int kernel,
      int stride,
      double weightVariance,
      double biasVariance,
      FilterLaw filterLaw)
      implements Operation {}

  /** Applies the activation to each unit. */
  record Nonlinearity(Activation activation) implements Operation {}

  /** Σ_i weights[i]·input_i; {@code weights.size()} equals the number of the node's inputs. */
  record WeightedSum(List<Double> weights) implements Operation {
    /** Copies the weights. */
    public WeightedSum {
      weights = List.copyOf(weights);
    }
  }

  /**
   * Divides each input by its root mean square over the units, without centring (SHR's
   * normalisation).
   */
  record LayerNormalisation() implements Operation {}

  /** Multiplies by a constant. */
  record Scale(double factor) implements Operation {}

  /** Zeroes each unit with probability {@code rate} and divides by 1 − rate. */
  record Dropout(double rate) implements Operation {}

  /** Average over windows of pixels; see {@link Pooling}. */
  record AveragePooling(Pooling pooling) implements Operation {}

  /** Turns an image into a vector. */
  record Flatten() implements Operation {}
}
