package io.brink.spectrum;

import io.brink.activation.Activation;
import io.brink.activation.Activations;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.NetworkException;
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
import io.brink.network.region.Chain;
import io.brink.network.region.Element;
import io.brink.network.region.RegionTree;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import io.brink.spectrum.JacobianFactor.Multiple;
import io.brink.spectrum.JacobianFactor.Slopes;
import io.brink.spectrum.JacobianFactor.Weights;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The input–output Jacobian of a network of infinite width as random matrix: read from the node
 * list, with the preactivation variance of each layer from the forward pass.
 *
 * <p>A plain chain is a product of factors and has a whole spectrum; a network of chains and
 * weighted sums, such as a residual network, has the first two moments.
 */
public final class NetworkJacobian {

  private static final Activation IDENTITY = Activations.parse("x");

  /** Variances this close are the same layer repeated. */
  private static final double SAME_VARIANCE = 1e-13;

  private final Network network;
  private final JacobianScope scope;
  private final ForwardTrace trace;
  private final RegionTree tree;
  private final SlopeMoments slopeMoments = new SlopeMoments();

  private NetworkJacobian(Network network, double inputVariance, JacobianScope scope) {
    this.network = network;
    this.scope = scope;
    trace =
        ForwardPropagation.of(network)
            .propagate(InputPair.ofEqualLengths(inputVariance, Correlation.EQUAL));
    tree = RegionTree.of(network);
  }

  /**
   * The spectrum of a network's Jacobian.
   *
   * @param inputVariance mean square of the input, &gt; 0
   * @param points number of samples of the density, at least {@value
   *     JacobianSpectrum#FEWEST_POINTS}
   * @throws NetworkException naming the node that theory does not cover
   */
  public static SpectrumOutcome spectrum(
      Network network, double inputVariance, JacobianScope scope, int points) {
    JacobianSpectrum.checkPoints(points);
    NetworkJacobian jacobian = new NetworkJacobian(network, inputVariance, scope);
    return jacobian.isPlain()
        ? JacobianSpectrum.of(jacobian.factors(), points)
        : jacobian.residual();
  }

  /**
   * The factors of a plain network's Jacobian, from the input to the output.
   *
   * @throws NetworkException naming the node that theory does not cover, or at which the network
   *     branches
   */
  public static List<JacobianFactor> factors(
      Network network, double inputVariance, JacobianScope scope) {
    NetworkJacobian jacobian = new NetworkJacobian(network, inputVariance, scope);
    for (Element element : jacobian.tree.root().elements()) {
      if (!(element instanceof Element.Single)) {
        throw NetworkException.atNode(
            network.node(element.node()).name(),
            "is a sum; the density is known for plain networks, for others the moments");
      }
    }
    return jacobian.factors();
  }

  /**
   * How the spectrum of a network scatters at finite width.
   *
   * @param spectrum of {@link #spectrum} for the same arguments
   * @return empty for networks other than chains of affine layers and activations
   */
  public static Optional<SpectrumScatter> scatter(
      Network network, double inputVariance, JacobianScope scope, JacobianSpectrum spectrum) {
    NetworkJacobian jacobian = new NetworkJacobian(network, inputVariance, scope);
    return jacobian.isPlain()
        ? jacobian.layers().map(layers -> new SpectrumScatter(layers, spectrum))
        : Optional.empty();
  }

  private Optional<List<SpectrumScatter.Layer>> layers() {
    Deque<JacobianFactor> factors = new ArrayDeque<>(factors());
    List<SpectrumScatter.Layer> layers = new ArrayList<>();
    double width = 1;
    for (Element element : tree.root().elements()) {
      Node node = network.node(element.node());
      switch (node.operation()) {
        case Affine affine when !factors.isEmpty() -> {
          Weights weights = (Weights) factors.pop();
          width *= weights.fanOut() / weights.fanIn();
          layers.add(
              new SpectrumScatter.Layer(
                  null,
                  trace.variance1(node.index()),
                  width,
                  affine.weightLaw(),
                  affine.weightVariance(),
                  affine.biasVariance()));
        }
        case Nonlinearity ignored when !layers.isEmpty() -> {
          SpectrumScatter.Layer bare = layers.removeLast();
          layers.add(bare.with((Slopes) factors.pop()));
        }
        case Input ignored -> {}
        case Flatten ignored -> {}
        case Affine ignored -> {}
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(layers);
  }

  private boolean isPlain() {
    return tree.root().elements().stream().allMatch(e -> e instanceof Element.Single);
  }

  private List<JacobianFactor> factors() {
    List<JacobianFactor> factors = new ArrayList<>();
    append(tree.root().elements(), factors);
    if (scope == JacobianScope.HIDDEN && factors.stream().anyMatch(f -> f instanceof Slopes)) {
      while (!(factors.getLast() instanceof Slopes)) {
        factors.removeLast();
      }
    }
    return factors;
  }

  private void append(List<Element> elements, List<JacobianFactor> factors) {
    Diagonal diagonal = new Diagonal();
    for (Element element : elements) {
      node(network.node(element.node()), diagonal, factors);
    }
  }

  /** The diagonal factor since the last weights, into which dropout is merged. */
  private static final class Diagonal {
    private int place = -1;
  }

  private void node(Node node, Diagonal diagonal, List<JacobianFactor> factors) {
    switch (node.operation()) {
      case Input ignored -> {}
      case Flatten ignored -> {}
      case Affine affine -> {
        diagonal.place = -1;
        if (affine.weightVariance() == 0) {
          throw NetworkException.atNode(
              node.name(), "has weights of variance 0, so the Jacobian is 0");
        }
        boolean own = scope == JacobianScope.NETWORK;
        double fanIn = own ? network.node(node.inputs().getFirst()).shape().width() : 1;
        double fanOut = own ? affine.units() : 1;
        factors.add(new Weights(affine.weightLaw(), affine.weightVariance(), fanIn, fanOut));
      }
      case Nonlinearity(Activation activation) -> {
        int input = node.inputs().getFirst();
        if (!trace.isGaussian(input) || diagonal.place >= 0) {
          throw NetworkException.atNode(
              node.name(),
              "applies an activation to a tensor that is not Gaussian; the spectrum needs weights"
                  + " before every activation");
        }
        diagonal.place = factors.size();
        factors.add(Slopes.of(activation, variance(activation, input, factors)));
      }
      case Dropout(double rate) -> {
        if (rate > 0) {
          double keep = 1 - rate;
          if (diagonal.place < 0) {
            diagonal.place = factors.size();
            factors.add(new Slopes(IDENTITY, 1, keep));
          } else if (factors.get(diagonal.place) instanceof Slopes before) {
            factors.set(
                diagonal.place,
                new Slopes(
                    before.activation(), before.preactivationVariance(), keep * before.keep()));
          }
        }
      }
      case LayerNormalisation ignored -> {
        int input = node.inputs().getFirst();
        factors.add(new Multiple(Math.exp(-0.5 * trace.logVariance1(input))));
      }
      case Scale(double factor) -> {
        if (factor == 0) {
          throw NetworkException.atNode(node.name(), "multiplies by 0, so the Jacobian is 0");
        }
        factors.add(new Multiple(factor));
      }
      case Convolution ignored ->
          throw NetworkException.atNode(
              node.name(), "is a convolution; the spectrum is that of dense layers");
      case AveragePooling ignored ->
          throw NetworkException.atNode(
              node.name(), "is a pooling; the spectrum is that of dense layers");
      case WeightedSum ignored ->
          throw NetworkException.atNode(
              node.name(), "is a sum; the density is known for plain networks");
    }
  }

  /**
   * q of a layer: of a homogeneous activation any, and that of the layer before if it is the same.
   */
  private double variance(Activation activation, int input, List<JacobianFactor> factors) {
    if (activation.homogeneityDegree().orElse(0) == 1) {
      return 1;
    }
    double q = trace.variance1(input);
    for (JacobianFactor factor : factors.reversed()) {
      if (factor instanceof Slopes before && before.activation().equals(activation)) {
        double last = before.preactivationVariance();
        return Math.abs(q - last) <= SAME_VARIANCE * last ? last : q;
      }
    }
    return q;
  }

  /** Moments of a network with sums. */
  private SpectrumOutcome residual() {
    List<Element> elements = new ArrayList<>(tree.root().elements());
    if (scope == JacobianScope.HIDDEN) {
      while (!elements.isEmpty() && !reaches(elements.getLast())) {
        elements.removeLast();
      }
    }
    try {
      Part whole = series(elements);
      if (whole.moments.logMean() == Double.NEGATIVE_INFINITY) {
        return new SpectrumOutcome.Infeasible("the Jacobian is 0: the slopes of a layer are all 0");
      }
      return new SpectrumOutcome.MomentsAlone(
          whole.moments, "the network has sums; the density is known for plain networks");
    } catch (InfiniteMomentException e) {
      return new SpectrumOutcome.Infeasible(e.getMessage());
    }
  }

  /** Whether an element belongs to the hidden part: an activation, or a sum. */
  private boolean reaches(Element element) {
    return switch (element) {
      case Element.Single(int node) -> network.node(node).operation() instanceof Nonlinearity;
      case Element.Join ignored -> true;
      case Element.Irreducible ignored -> true;
    };
  }

  /** A moment is infinite. */
  private static final class InfiniteMomentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InfiniteMomentException(String message) {
      super(message, null, false, false);
    }
  }

  /** What stands between two tensors. */
  private enum Kind {
    /** A multiple of the identity. */
    MULTIPLE,
    /** Diagonal. */
    DIAGONAL,
    /** With weights: invariant under rotations on one side. */
    ROTATED
  }

  /**
   * A part of the network.
   *
   * @param moments of its Jacobian, in shares of the dimension it starts from
   * @param ratio width behind it over width before it
   * @param multiple the factor of a multiple of the identity, else 0
   */
  private record Part(Kind kind, SpectralMoments moments, double ratio, double multiple) {

    static final Part IDENTITY = new Part(Kind.MULTIPLE, new SpectralMoments(0, 0, 0, 0), 1, 1);

    /** This part, and then the next. */
    Part then(Part next) {
      Kind both = kind.compareTo(next.kind) >= 0 ? kind : next.kind;
      return new Part(
          both,
          moments.times(next.moments, ratio),
          ratio * next.ratio,
          both == Kind.MULTIPLE ? multiple * next.multiple : 0);
    }
  }

  private Part series(List<Element> elements) {
    Part whole = Part.IDENTITY;
    List<Element> singles = new ArrayList<>();
    for (Element element : elements) {
      switch (element) {
        case Element.Single single -> singles.add(single);
        case Element.Join join -> {
          whole = whole.then(product(singles)).then(sum(join));
          singles.clear();
        }
        case Element.Irreducible irreducible ->
            throw NetworkException.atNode(
                network.node(irreducible.node()).name(),
                "ends a part that is no nest of chains and sums; its Jacobian is not known");
      }
    }
    return whole.then(product(singles));
  }

  private Part product(List<Element> singles) {
    List<JacobianFactor> factors = new ArrayList<>();
    append(singles, factors);
    Part whole = Part.IDENTITY;
    for (JacobianFactor factor : factors) {
      whole =
          whole.then(
              switch (factor) {
                case Weights weights ->
                    new Part(
                        Kind.ROTATED,
                        SpectralMoments.of(List.of(weights)),
                        weights.fanOut() / weights.fanIn(),
                        0);
                case Slopes slopes -> new Part(Kind.DIAGONAL, of(slopes), 1, 0);
                case Multiple(double multiple) ->
                    new Part(
                        Kind.MULTIPLE,
                        new SpectralMoments(2 * Math.log(Math.abs(multiple)), 0, 0, 0),
                        1,
                        multiple);
              });
    }
    return whole;
  }

  private SpectralMoments of(Slopes slopes) {
    try {
      return slopeMoments.of(slopes);
    } catch (IllegalArgumentException e) {
      throw new InfiniteMomentException(e.getMessage());
    }
  }

  /**
   * a + Σ_i w_i B_i with free B_i that are invariant under rotations, a a multiple of the identity:
   * their second and fourth free cumulants add.
   */
  private Part sum(Element.Join join) {
    Node node = network.node(join.node());
    if (!(node.operation() instanceof WeightedSum(List<Double> weights))) {
      throw new IllegalStateException("a join ends with a sum");
    }
    double multiple = 0;
    double ratio = 1;
    List<SpectralMoments> rotated = new ArrayList<>();
    for (int i = 0; i < weights.size(); i++) {
      double weight = weights.get(i);
      if (weight == 0) {
        continue;
      }
      Chain chain = tree.chain(join.branches().get(i));
      Part branch = series(chain.elements());
      switch (branch.kind) {
        case MULTIPLE -> multiple += weight * branch.multiple;
        case DIAGONAL ->
            throw NetworkException.atNode(
                node.name(),
                "adds a branch with an activation and no weights; its Jacobian is not known");
        case ROTATED -> {
          ratio = branch.ratio;
          if (branch.moments.logMean() > Double.NEGATIVE_INFINITY) {
            rotated.add(branch.moments.scaled(weight));
          }
        }
      }
    }
    if (multiple != 0 && Math.abs(ratio - 1) > 1e-12) {
      ratio = 1;
    }
    if (rotated.isEmpty()) {
      return new Part(
          Kind.MULTIPLE,
          new SpectralMoments(2 * Math.log(Math.abs(multiple)), 0, 0, 0),
          1,
          multiple);
    }
    return new Part(Kind.ROTATED, SpectralMoments.ofSum(multiple, rotated, ratio), ratio, 0);
  }
}
