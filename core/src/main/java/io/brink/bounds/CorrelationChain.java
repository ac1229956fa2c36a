package io.brink.bounds;

import io.brink.activation.Activation;
import io.brink.network.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as SHR sees it: layers in series, each a map of correlations, between tensors that are
 * taken relative to their root mean square.
 *
 * @param embedding what the weights in front of the first layer do
 * @param layers the nonlinear layers and residual blocks, at least one
 */
public record CorrelationChain(CorrelationLayer.Weights embedding, List<NamedLayer> layers) {

  /** Weights without biases: the identity. */
  public static final CorrelationLayer.Weights IDENTITY = new CorrelationLayer.Weights(0);

  /** Copies the list. */
  public CorrelationChain {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("the network has no nonlinear layer");
    }
  }

  /**
   * Reads a network: a chain of weights, normalisations, activations and residual blocks with an
   * identity shortcut and a branch that ends in fresh weights. Every preactivation must have a
   * known mean square: layer normalisation makes it 1, without it that of the inputs counts.
   *
   * @param inputVariance mean square of the inputs, &gt; 0
   * @throws IllegalArgumentException naming the node that is of no such form
   */
  public static CorrelationChain of(Network network, double inputVariance) {
    if (!(inputVariance > 0 && inputVariance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the mean square of the inputs is finite and above 0, got " + inputVariance);
    }
    return new ChainReader(network).read(inputVariance);
  }

  /**
   * Equal layer-normalised layers (SHR, equation 2.1), P(ρ) = (σ_b² + σ_w² C[φ|ρ])/(σ_b² + σ_w²
   * C[φ|1]), behind an embedding without biases.
   *
   * @param weightVariance σ_w² &gt; 0
   * @param biasVariance σ_b² ≥ 0
   */
  public static CorrelationChain normalised(
      Activation activation, double weightVariance, double biasVariance, int depth) {
    return repeated(normalisedLayer(activation, weightVariance, biasVariance), depth);
  }

  /** One layer of {@link #normalised}. */
  public static CorrelationLayer normalisedLayer(
      Activation activation, double weightVariance, double biasVariance) {
    if (!(weightVariance > 0 && weightVariance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the weight variance of a normalised layer is finite and above 0, got " + weightVariance);
    }
    if (!(biasVariance >= 0 && biasVariance < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the bias variance of a normalised layer is finite and at least 0, got " + biasVariance);
    }
    CorrelationLayer.Activated activated = CorrelationLayer.Activated.of(activation, 1);
    if (biasVariance == 0) {
      return activated;
    }
    double part = weightVariance * activated.map().outputVariance();
    return new CorrelationLayer.Series(
        List.of(activated, new CorrelationLayer.Weights(biasVariance / (biasVariance + part))));
  }

  /**
   * SHR's residual blocks without biases (theorem 2).
   *
   * @param branchVariances σ_l² of each block
   */
  public static CorrelationChain residual(Activation activation, double... branchVariances) {
    return residual(
        Collections.nCopies(branchVariances.length, CorrelationLayer.Activated.of(activation, 1)),
        branchVariances);
  }

  /**
   * SHR's residual blocks without biases (theorem 2), each with an activation of its own.
   *
   * @param branches φ_l of each block, at preactivation variance 1
   * @param branchVariances σ_l² of each block, as many
   */
  public static CorrelationChain residual(
      List<CorrelationLayer.Activated> branches, double... branchVariances) {
    if (branches.size() != branchVariances.length) {
      throw new IllegalArgumentException(
          "each block has one activation and one branch variance, got "
              + branches.size()
              + " and "
              + branchVariances.length);
    }
    record Key(CorrelationLayer.Activated branch, double variance) {}
    Map<Key, CorrelationLayer> known = new HashMap<>();
    List<NamedLayer> layers = new ArrayList<>();
    for (int l = 0; l < branchVariances.length; l++) {
      layers.add(
          new NamedLayer(
              "block" + (l + 1),
              known.computeIfAbsent(
                  new Key(branches.get(l), branchVariances[l]),
                  key -> CorrelationLayer.Residual.of(key.branch(), key.variance()))));
    }
    return new CorrelationChain(IDENTITY, layers);
  }

  /** The same layer over and over. */
  public static CorrelationChain repeated(CorrelationLayer layer, int depth) {
    if (depth < 1) {
      throw new IllegalArgumentException("a chain has at least one layer, got " + depth);
    }
    return new CorrelationChain(
        IDENTITY, Collections.nCopies(depth, new NamedLayer("layer", layer)));
  }

  /** Number of layers. */
  public int depth() {
    return layers.size();
  }

  /** The layer of that index, from 0. */
  CorrelationLayer layer(int index) {
    return layers.get(index).layer();
  }

  /** Whether all layers are the same, so that the chain can be thought to go on. */
  public boolean isUniform() {
    CorrelationLayer first = layer(0);
    return layers.stream().allMatch(l -> l.layer() == first || l.layer().equals(first));
  }
}
