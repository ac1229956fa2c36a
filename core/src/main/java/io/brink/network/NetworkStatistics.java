package io.brink.network;

import io.brink.network.Operation.Affine;
import io.brink.network.Operation.AveragePooling;
import io.brink.network.Operation.Convolution;
import io.brink.network.Operation.Dropout;
import io.brink.network.Operation.Flatten;
import io.brink.network.Operation.Input;
import io.brink.network.Operation.LayerNormalisation;
import io.brink.network.Operation.Nonlinearity;
import io.brink.network.Operation.Scale;
import io.brink.network.Operation.WeightedSum;

/**
 * The size of a network.
 *
 * @param nodes number of nodes, the input included
 * @param parameters trainable numbers: weights and biases of all affine layers and convolutions; a
 *     bias counts also where its variance at the start is 0
 * @param weightLayers affine layers and convolutions
 * @param nonlinearLayers activations
 * @param depth the largest number of activations on one path from input to output
 */
public record NetworkStatistics(
    int nodes, long parameters, int weightLayers, int nonlinearLayers, int depth) {

  static NetworkStatistics of(Network network) {
    long parameters = 0;
    int weightLayers = 0;
    int nonlinearLayers = 0;
    int[] depth = new int[network.size()];
    for (Node node : network.nodes()) {
      for (int input : node.inputs()) {
        depth[node.index()] = Math.max(depth[node.index()], depth[input]);
      }
      switch (node.operation()) {
        case Affine affine -> {
          long fanIn = network.node(node.inputs().getFirst()).shape().width();
          parameters += (fanIn + 1) * affine.units();
          weightLayers++;
        }
        case Convolution convolution -> {
          long taps = (long) convolution.kernel() * convolution.kernel();
          long fanIn = taps * network.node(node.inputs().getFirst()).shape().width();
          parameters += (fanIn + 1) * convolution.channels();
          weightLayers++;
        }
        case Nonlinearity _ -> {
          depth[node.index()]++;
          nonlinearLayers++;
        }
        case Input _,
            WeightedSum _,
            LayerNormalisation _,
            Scale _,
            Dropout _,
            AveragePooling _,
            Flatten _ -> {}
      }
    }
    return new NetworkStatistics(
        network.size(), parameters, weightLayers, nonlinearLayers, depth[network.size() - 1]);
  }
}
