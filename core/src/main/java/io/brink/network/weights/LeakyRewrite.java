package io.brink.network.weights;

import io.brink.activation.Activation;
import io.brink.activation.LeakyRelu;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.network.Operation.Affine;
import io.brink.network.Operation.Nonlinearity;
import io.brink.network.WeightLaw;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites a ReLU network into a leaky-ReLU network of double width that computes the same function
 * (TAT, proposition 4).
 *
 * <p>The changed signs and factors go into the neighbouring affine layers. Where a rectifier's
 * neighbour is no affine layer of its own (a sum before it, a shortcut or the output after it) an
 * affine layer is added, {@code name/mirror} or {@code name/recombine}. Other operations stay as
 * they are.
 *
 * <p>Accuracy: evaluation of the two networks differs by rounding alone, of the order of 2⁻⁵² (1 +
 * a²)/(1 − a²) per layer, relative to the layer's largest value; a test asserts 10⁻¹² for slopes up
 * to 0.9 and ten layers.
 *
 * <p>The variances that the rewritten affine nodes declare are the mean square of their entries
 * times fan-in, if the original ones were so. Their entries are not independent, so kernel maps,
 * which assume fresh independent weights, do not describe the rewritten network.
 */
public final class LeakyRewrite {
  private final WeightedNetwork original;
  private final double slope;
  private final NetworkBuilder builder = new NetworkBuilder();
  private final Map<Integer, AffineWeights> weights = new HashMap<>();

  private final Set<String> names = new HashSet<>();

  /** The tensor that equals the original node's output, where there is one already. */
  private final Handle[] same;

  /** (h, −h) for the original node's output h, where there is one already. */
  private final Handle[] mirrored;

  /** φ_a((h, −h)) for a rectifier that reads h. */
  private final Handle[] leaky;

  private LeakyRewrite(WeightedNetwork original, double slope) {
    this.original = original;
    this.slope = slope;
    int size = original.network().size();
    same = new Handle[size];
    mirrored = new Handle[size];
    leaky = new Handle[size];
    original.network().nodes().forEach(node -> names.add(node.name()));
  }

  /**
   * The leaky-ReLU network.
   *
   * @param network a network whose activations named {@code relu} are to be replaced; others are
   *     kept
   * @param slope negative slope a of the leaky ReLU, in (−1, 1)
   * @throws IllegalArgumentException if the slope is out of range
   */
  public static WeightedNetwork rewrite(WeightedNetwork network, double slope) {
    if (!(slope > -1 && slope < 1)) {
      throw new IllegalArgumentException("slope must be in (-1, 1), got " + slope);
    }
    return new LeakyRewrite(network, slope).result();
  }

  private WeightedNetwork result() {
    Network network = original.network();
    Nonlinearity nonlinear = new Nonlinearity(new LeakyRelu(slope));
    for (Node node : network.nodes()) {
      int index = node.index();
      switch (node.operation()) {
        case Operation.Input(var shape) -> same[index] = builder.input(node.name(), shape);
        case Affine affine -> affine(node, affine);
        case Nonlinearity nonlinearity -> {
          if (isRectifier(node)) {
            Handle mirror = mirror(node.inputs().getFirst());
            leaky[index] = builder.add(node.name(), nonlinear, mirror);
          } else {
            keep(node, nonlinearity);
          }
        }
        case Operation.WeightedSum sum -> keep(node, sum);
        case Operation.LayerNormalisation normalisation -> keep(node, normalisation);
        case Operation.Scale scale -> keep(node, scale);
        case Operation.Dropout dropout -> keep(node, dropout);
        case Operation.Convolution _, Operation.AveragePooling _, Operation.Flatten _ ->
            throw new IllegalStateException("a network of vectors has no " + node.operation());
      }
    }
    Handle output = plain(network.size() - 1);
    return new WeightedNetwork(builder.build(output), weights);
  }

  private void keep(Node node, Operation operation) {
    Handle[] inputs = node.inputs().stream().map(this::plain).toArray(Handle[]::new);
    same[node.index()] = builder.add(node.name(), operation, inputs);
  }

  private void affine(Node node, Affine affine) {
    int input = node.inputs().getFirst();
    AffineWeights own = original.weights().get(node.index());
    double weightVariance = affine.weightVariance();
    Handle from;
    if (isRectifier(original.network().node(input))) {
      own = own.spread(1 / norm(), slope / norm());
      weightVariance *= (1 + slope * slope) / (norm() * norm());
      from = leaky[input];
    } else {
      from = plain(input);
    }
    boolean feedsOnlyRectifier =
        original.network().consumerCount(node.index()) == 1
            && isRectifier(original.network().node(original.network().consumer(node.index(), 0)));
    AffineWeights result = feedsOnlyRectifier ? own.mirrored() : own;
    Handle added =
        affine(
            node.name(),
            new Affine(result.units(), weightVariance, affine.biasVariance(), affine.weightLaw()),
            result,
            from);
    (feedsOnlyRectifier ? mirrored : same)[node.index()] = added;
  }

  /** (h, −h) for the original node's output h. */
  private Handle mirror(int index) {
    if (mirrored[index] == null) {
      Node node = original.network().node(index);
      Handle from = plain(index);
      AffineWeights mirror = AffineWeights.identity(node.shape().width()).mirrored();
      Affine operation = new Affine(mirror.units(), 1, 0, WeightLaw.GAUSSIAN);
      mirrored[index] = affine(fresh(node.name() + "/mirror"), operation, mirror, from);
    }
    return mirrored[index];
  }

  /**
   * The tensor that equals the original node's output, recombined from leaky rectifiers if need be.
   */
  private Handle plain(int index) {
    if (same[index] == null) {
      Node node = original.network().node(index);
      AffineWeights recombine =
          AffineWeights.identity(node.shape().width()).spread(1 / norm(), slope / norm());
      double weightVariance = (1 + slope * slope) / (norm() * norm());
      same[index] =
          affine(
              fresh(node.name() + "/recombine"),
              new Affine(recombine.units(), weightVariance, 0, WeightLaw.GAUSSIAN),
              recombine,
              leaky[index]);
    }
    return same[index];
  }

  private Handle affine(String name, Affine operation, AffineWeights own, Handle from) {
    Handle added = builder.add(name, operation, from);
    weights.put(added.index(), own);
    return added;
  }

  /** {@code name}, lengthened until no other node has it. */
  private String fresh(String name) {
    String result = name;
    while (!names.add(result)) {
      result += "_";
    }
    return result;
  }

  private double norm() {
    return (1 - slope) * (1 + slope);
  }

  private static boolean isRectifier(Node node) {
    return node.operation() instanceof Nonlinearity(Activation activation)
        && activation.name().equals("relu");
  }
}
