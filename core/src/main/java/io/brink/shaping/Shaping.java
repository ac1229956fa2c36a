package io.brink.shaping;

import io.brink.activation.Activation;
import io.brink.network.Network;
import io.brink.network.Node;
import io.brink.network.Operation;
import io.brink.shaping.LocalOutcome.Solved;
import io.brink.shaping.LocalOutcome.Undecided;
import io.brink.shaping.LocalOutcome.Unsolvable;
import io.brink.shaping.ShapingOutcome.BudgetExhausted;
import io.brink.shaping.ShapingOutcome.Converged;
import io.brink.shaping.ShapingOutcome.Infeasible;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shapes the kernel of a network: from a network, an activation and a method to the network with
 * the transformed activation, and the proof that it does what was asked.
 *
 * <pre>{@code
 * Network network = NetworkSpec.parse("resnet:depth=50,shortcut=0").network(tanh);
 * ShapingOutcome outcome =
 *     Shaping.shape(network, tanh, new ShapingMethod.TatSmooth(0.3), Target.SUBNETWORKS);
 * }</pre>
 *
 * <p>Methods, equations, the set of subnetworks and the ranking of solutions: see the package
 * description. Deterministic; thread-safe.
 */
public final class Shaping {

  /**
   * The largest residual of a condition that the proof accepts, where the quadrature can tell; a
   * condition whose own error bound is larger (C_f′(1) of a network of 100,000 layers) has to hold
   * to within that bound.
   */
  public static final double TOLERANCE = 1e-12;

  private Shaping() {}

  /**
   * Shapes a network and proves it.
   *
   * @param network every nonlinearity of it is replaced, whatever it was
   * @param activation the activation φ to transform
   * @param method what to reach, and how
   * @param target where the global condition holds; the edge of chaos and linear regions ignore it
   * @throws IllegalArgumentException if the method does not apply to the kind of activation (η to
   *     tanh)
   */
  public static ShapingOutcome shape(
      Network network, Activation activation, ShapingMethod method, Target target) {
    Composition composition = Composition.of(network, law(activation, method));
    return switch (solve(network, composition, activation, method, target)) {
      case Unsolvable(Infeasible outcome) -> outcome;
      case Undecided(BudgetExhausted outcome) -> outcome;
      case Solved(LocalTargets targets, List<ShapingSolution> solutions) ->
          prove(
              network,
              new Prover(network, activation, method, target, targets, composition),
              solutions);
    };
  }

  /**
   * The solver alone: the same as {@link #shape} without the proof.
   *
   * @throws IllegalArgumentException as {@link #shape}
   */
  public static LocalOutcome solve(
      Network network, Activation activation, ShapingMethod method, Target target) {
    return solve(
        network, Composition.of(network, law(activation, method)), activation, method, target);
  }

  private static LocalOutcome solve(
      Network network,
      Composition composition,
      Activation activation,
      ShapingMethod method,
      Target target) {
    Optional<String> obstacle = obstacle(network, composition, method);
    if (obstacle.isPresent()) {
      return new Unsolvable(new Infeasible(obstacle.get(), Optional.empty()));
    }
    return new LocalSolver(composition, activation, target).solve(method);
  }

  private static Optional<String> obstacle(
      Network network, Composition composition, ShapingMethod method) {
    return switch (method) {
      case ShapingMethod.TatLeakyRelu _,
          ShapingMethod.TatSmooth _,
          ShapingMethod.Dks _,
          ShapingMethod.DksLeakyRelu _ ->
          composition.obstacle();
      case ShapingMethod.EdgeOfChaos _ ->
          composition.nonlinearities() > 0 ? Optional.empty() : composition.obstacle();
      case ShapingMethod.LinearRegion _ -> PlainChain.obstacle(network);
    };
  }

  private static ScaleLaw law(Activation activation, ShapingMethod method) {
    return switch (method) {
      case ShapingMethod.TatLeakyRelu _ -> ScaleLaw.PROPORTIONAL;
      case ShapingMethod.TatSmooth _ -> ScaleLaw.UNIT;
      case ShapingMethod.Dks _, ShapingMethod.DksLeakyRelu _ -> ScaleLaw.UNIT_CENTRED;
      case ShapingMethod.EdgeOfChaos _ ->
          Rectifier.of(activation).isPresent() ? ScaleLaw.PROPORTIONAL : ScaleLaw.UNIT;
      case ShapingMethod.LinearRegion _ -> ScaleLaw.UNIT;
    };
  }

  private static ShapingOutcome prove(
      Network network, Prover prover, List<ShapingSolution> solutions) {
    List<ShapingSolution> proved = new ArrayList<>();
    double best = Double.POSITIVE_INFINITY;
    for (ShapingSolution solution : solutions) {
      List<Condition> conditions = prover.conditions(solution);
      double residual = conditions.stream().mapToDouble(Condition::residual).max().orElse(0);
      best = Math.min(best, residual);
      if (conditions.stream().allMatch(c -> c.residual() <= Math.max(TOLERANCE, c.errorBound()))) {
        proved.add(solution);
      }
    }
    if (proved.isEmpty()) {
      return new BudgetExhausted(best, solutions.size());
    }
    ShapingSolution first = proved.getFirst();
    ShapedNetwork shaped = replace(network, first);
    return new Converged(shaped, proved, prover.proof(first, shaped));
  }

  /** The network with the activation and the variances of a solution. */
  static ShapedNetwork replace(Network network, ShapingSolution solution) {
    List<Node> nodes = new ArrayList<>(network.size());
    int changed = 0;
    for (Node node : network.nodes()) {
      Operation operation = replaced(node.operation(), solution);
      if (operation.equals(node.operation())) {
        nodes.add(node);
      } else {
        nodes.add(new Node(node.index(), node.name(), operation, node.inputs(), node.shape()));
        changed++;
      }
    }
    Network scaled = changed == 0 ? network : new Network(nodes);
    List<String> replacements =
        changed == 0
            ? List.of()
            : List.of(
                "weight_variance and bias_variance of %d layers were set to %s and %s"
                    .formatted(
                        changed,
                        Double.toString(solution.weightVariance()),
                        Double.toString(solution.biasVariance())));
    return new ShapedNetwork(scaled.withActivation(solution.activation()), solution, replacements);
  }

  private static Operation replaced(Operation operation, ShapingSolution solution) {
    double weightVariance = solution.weightVariance();
    double biasVariance = solution.biasVariance();
    return switch (operation) {
      case Operation.Affine affine ->
          new Operation.Affine(affine.units(), weightVariance, biasVariance, affine.weightLaw());
      case Operation.Convolution c ->
          new Operation.Convolution(
              c.channels(), c.kernel(), c.stride(), weightVariance, biasVariance, c.filterLaw());
      case Operation.Input _,
          Operation.Nonlinearity _,
          Operation.WeightedSum _,
          Operation.LayerNormalisation _,
          Operation.Scale _,
          Operation.Dropout _,
          Operation.AveragePooling _,
          Operation.Flatten _ ->
          operation;
    };
  }
}
