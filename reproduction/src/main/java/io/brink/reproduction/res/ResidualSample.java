package io.brink.reproduction.res;

import io.brink.activation.Activation;
import io.brink.finitewidth.FiniteWidth;
import io.brink.finitewidth.FiniteWidthTrace;
import io.brink.finitewidth.Spread;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.network.Node;
import io.brink.propagation.BackwardPropagation;
import io.brink.propagation.BackwardTrace;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import io.brink.reproduction.LayerStatistics;
import io.brink.simulation.Simulation;
import io.brink.simulation.SimulationResult;
import io.brink.simulation.SimulationSettings;
import io.brink.simulation.sample.InputGram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * Random full residual networks with the paper's variances, σ_v² = 1.5, σ_a² = 0.5, σ_w² = 1.69,
 * σ_b² = 0.49, beside what theory says of them, layer by layer from 1 on.
 */
final class ResidualSample {

  static final int LAYERS_SHOWN = 40;

  private final ForwardPropagation propagation;
  private final Map<String, Integer> nodes = new HashMap<>();

  /** Layers of which there are figures, ascending. */
  final int[] layers;

  ResidualSample(Activation activation, int width, int depth) {
    Network network =
        NetworkSpec.parse(
                "frn:depth="
                    + depth
                    + ",width="
                    + width
                    + ",weight_variance=1.69,bias_variance=0.49,out_weight_variance=1.5,"
                    + "out_bias_variance=0.5")
            .network(activation);
    propagation = ForwardPropagation.of(network);
    for (Node node : network.nodes()) {
      nodes.put(node.name(), node.index());
    }
    int step = Math.max(1, depth / LAYERS_SHOWN);
    layers = new int[depth / step];
    for (int i = 0; i < layers.length; i++) {
      layers[i] = step * (i + 1);
    }
  }

  private int state(int i) {
    return nodes.get("block" + layers[i] + "/sum");
  }

  private int hidden(int i) {
    return nodes.get("block" + layers[i] + "/affine");
  }

  private double[] values(IntToDoubleFunction ofNode) {
    double[] result = new double[layers.length];
    for (int i = 0; i < layers.length; i++) {
      result[i] = ofNode.applyAsDouble(i);
    }
    return result;
  }

  double[] layerNumbers() {
    return values(i -> layers[i]);
  }

  private SimulationResult simulate(
      InputPair pair, SimulationSettings settings, boolean withHidden) {
    List<Integer> observed = new ArrayList<>();
    for (int i = 0; i < layers.length; i++) {
      if (withHidden) {
        observed.add(hidden(i));
      }
      observed.add(state(i));
    }
    return new Simulation(propagation.network(), InputGram.of(pair), observed, settings).run();
  }

  /** p, γ and e = γ/p of many runs, with theory and the deviations that it predicts. */
  record Forward(
      LayerStatistics length,
      double[] theoryLength,
      double[] predictedLengthStd,
      LayerStatistics covariance,
      double[] theoryCovariance,
      LayerStatistics correlation,
      double[] theoryCorrelation,
      double[] predictedCorrelationStd) {}

  Forward forward(InputPair pair, int runs, long seed) {
    SimulationResult result = simulate(pair, SimulationSettings.forward(runs, seed), false);
    ForwardTrace theory = propagation.propagate(pair);
    FiniteWidthTrace scatter = FiniteWidth.of(propagation).predict(pair);
    return new Forward(
        LayerStatistics.of(
            layers.length, i -> LayerStatistics.exponentials(result.logVariances(state(i), 0))),
        values(i -> theory.variance1(state(i))),
        values(i -> scatter.measured(state(i)).map(Spread::varianceStd1).orElse(Double.NaN)),
        LayerStatistics.of(layers.length, i -> covariances(result, state(i))),
        values(
            i ->
                (1 - theory.gap(state(i)))
                    * Math.sqrt(theory.variance1(state(i)) * theory.variance2(state(i)))),
        LayerStatistics.of(layers.length, i -> correlations(result.gaps(state(i), 0, 1))),
        values(i -> 1 - theory.gap(state(i))),
        values(i -> scatter.measured(state(i)).map(Spread::correlationStd).orElse(Double.NaN)));
  }

  private static double[] covariances(SimulationResult result, int node) {
    double[] first = result.logVariances(node, 0);
    double[] second = result.logVariances(node, 1);
    double[] covariances = correlations(result.gaps(node, 0, 1));
    for (int i = 0; i < covariances.length; i++) {
      covariances[i] *= Math.exp(0.5 * (first[i] + second[i]));
    }
    return covariances;
  }

  private static double[] correlations(double[] gaps) {
    double[] result = new double[gaps.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = 1 - gaps[i];
    }
    return result;
  }

  /**
   * Mean squared gradients over their values in theory.
   *
   * @param firstStates those of all runs in the first layer
   */
  record Backward(
      LayerStatistics states,
      LayerStatistics weights,
      LayerStatistics biases,
      double[] logStates,
      double[] logWeights,
      double[] logBiases,
      double[] firstStates) {}

  Backward backward(InputPair pair, int runs, long seed) {
    SimulationResult result =
        simulate(pair, SimulationSettings.forwardAndBackward(runs, seed), true);
    BackwardTrace theory =
        BackwardPropagation.of(propagation).propagate(propagation.propagate(pair));
    double[] states = values(i -> theory.logGradient1(state(i)));
    double[] weights = values(i -> theory.logWeightGradient1(hidden(i)));
    double[] biases = values(i -> theory.logBiasGradient1(hidden(i)));
    return new Backward(
        ratios(i -> result.logGradients(state(i), 0), states),
        ratios(i -> result.logWeightGradients(hidden(i), 0), weights),
        ratios(i -> result.logBiasGradients(hidden(i), 0), biases),
        states,
        weights,
        biases,
        ratio(result.logGradients(state(0), 0), states[0]));
  }

  private LayerStatistics ratios(IntFunction<double[]> logarithms, double[] reference) {
    return LayerStatistics.of(layers.length, i -> ratio(logarithms.apply(i), reference[i]));
  }

  private static double[] ratio(double[] logarithms, double reference) {
    double[] result = logarithms.clone();
    for (int k = 0; k < result.length; k++) {
      result[k] = Math.exp(result[k] - reference);
    }
    return result;
  }
}
