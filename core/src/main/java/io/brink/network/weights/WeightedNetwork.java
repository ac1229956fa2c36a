package io.brink.network.weights;

import io.brink.network.Network;
import io.brink.network.Node;
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
import io.brink.network.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A network of vectors with the weights of its affine layers.
 *
 * @param network the network; all tensors are vectors
 * @param weights the weights of every affine layer, by node index
 */
public record WeightedNetwork(Network network, Map<Integer, AffineWeights> weights) {

  /**
   * Copies the map and checks it against the network.
   *
   * @throws IllegalArgumentException naming the node whose weights are missing or do not fit
   */
  public WeightedNetwork {
    weights = Map.copyOf(weights);
    for (Node node : network.nodes()) {
      if (node.shape() instanceof Shape.Image image) {
        throw fault(node, "is an image " + image + "; only networks of vectors carry weights");
      }
      AffineWeights given = weights.get(node.index());
      if (node.operation() instanceof Affine(int units, _, _, _)) {
        int fanIn = network.node(node.inputs().getFirst()).shape().width();
        if (given == null) {
          throw fault(node, "has no weights; they must be " + units + "x" + fanIn);
        }
        if (given.units() != units || given.fanIn() != fanIn) {
          throw fault(
              node,
              "has weights "
                  + given.units()
                  + "x"
                  + given.fanIn()
                  + "; they must be "
                  + units
                  + "x"
                  + fanIn);
        }
      } else if (given != null) {
        throw fault(node, "is not an affine layer and has no weights");
      }
    }
    for (int index : weights.keySet()) {
      if (index < 0 || index >= network.size()) {
        throw new IllegalArgumentException(
            "weights for node " + index + "; the network has nodes 0 to " + (network.size() - 1));
      }
    }
  }

  /**
   * The network's output. Dropout is evaluated as its mean, the identity; a layer normalisation
   * divides by the root mean square, and keeps a vector of zeros.
   *
   * @param input one value per unit of the input; not modified
   */
  public double[] evaluate(double[] input) {
    if (input.length != network.input().shape().width()) {
      throw new IllegalArgumentException(
          "input has "
              + input.length
              + " values, the network takes "
              + network.input().shape().width());
    }
    double[][] values = new double[network.size()][];
    for (Node node : network.nodes()) {
      values[node.index()] = evaluate(node, input, values);
    }
    return values[network.size() - 1];
  }

  private double[] evaluate(Node node, double[] input, double[][] values) {
    return switch (node.operation()) {
      case Input _ -> input.clone();
      case Affine _ -> weights.get(node.index()).apply(only(node, values));
      case Nonlinearity(var activation) ->
          Arrays.stream(only(node, values)).map(activation::value).toArray();
      case WeightedSum(List<Double> coefficients) -> {
        double[] result = new double[node.shape().width()];
        for (int k = 0; k < coefficients.size(); k++) {
          double[] term = values[node.inputs().get(k)];
          for (int i = 0; i < result.length; i++) {
            result[i] += coefficients.get(k) * term[i];
          }
        }
        yield result;
      }
      case LayerNormalisation _ -> {
        double[] x = only(node, values);
        double squares = Arrays.stream(x).map(value -> value * value).sum();
        double root = squares == 0 ? 1 : Math.sqrt(squares / x.length);
        yield Arrays.stream(x).map(value -> value / root).toArray();
      }
      case Scale(double factor) ->
          Arrays.stream(only(node, values)).map(value -> factor * value).toArray();
      case Dropout _ -> only(node, values);
      case Convolution _, AveragePooling _, Flatten _ ->
          throw new IllegalStateException("a network of vectors has no " + node.operation());
    };
  }

  private static double[] only(Node node, double[][] values) {
    return values[node.inputs().getFirst()];
  }

  private static IllegalArgumentException fault(Node node, String detail) {
    return new IllegalArgumentException("node '" + node.name() + "': " + detail);
  }
}
