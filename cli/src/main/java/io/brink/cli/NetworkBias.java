package io.brink.cli;

import io.brink.network.Network;
import io.brink.network.Operation;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The bias variance that a network has of its own. */
final class NetworkBias {

  private NetworkBias() {}

  /**
   * The one bias variance above 0 of all layers with weights.
   *
   * @return empty if there is none, or layers differ
   */
  static OptionalDouble of(Network network) {
    double[] different =
        network.nodes().stream()
            .flatMapToDouble(
                node ->
                    switch (node.operation()) {
                      case Operation.Affine affine -> DoubleStream.of(affine.biasVariance());
                      case Operation.Convolution filter -> DoubleStream.of(filter.biasVariance());
                      case Operation.Input _,
                          Operation.Nonlinearity _,
                          Operation.WeightedSum _,
                          Operation.LayerNormalisation _,
                          Operation.Scale _,
                          Operation.Dropout _,
                          Operation.AveragePooling _,
                          Operation.Flatten _ ->
                          DoubleStream.empty();
                    })
            .distinct()
            .toArray();
    return different.length == 1 && different[0] > 0
        ? OptionalDouble.of(different[0])
        : OptionalDouble.empty();
  }
}
