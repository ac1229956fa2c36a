package io.brink.reproduction.res;

import io.brink.activation.Activation;
import io.brink.asymptotics.ResidualVariances;
import io.brink.kernel.Correlation;
import io.brink.network.Handle;
import io.brink.network.Network;
import io.brink.network.NetworkBuilder;
import io.brink.network.Operation;
import io.brink.network.Shape;
import io.brink.network.WeightLaw;
import io.brink.propagation.BackwardPropagation;
import io.brink.propagation.BackwardTrace;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import java.util.ArrayList;
import java.util.List;

/**
 * The recurrences of a full residual network, read layer by layer: p, e, q and the gradients χ,
 * χ_b, χ_w of table 1. Layer 0 is the input.
 */
final class ResidualRun {

  private final int depth;
  private final int[] states;
  private final int[] hidden;
  private final ForwardPropagation propagation;

  private ResidualRun(Activation activation, ResidualVariances variances, int depth) {
    this.depth = depth;
    states = new int[depth + 1];
    hidden = new int[depth + 1];
    Operation in =
        new Operation.Affine(
            1, variances.weightVariance(), variances.biasVariance(), WeightLaw.GAUSSIAN);
    Operation out =
        new Operation.Affine(
            1, variances.outWeightVariance(), variances.outBiasVariance(), WeightLaw.GAUSSIAN);
    Operation phi = new Operation.Nonlinearity(activation);
    Operation sum = new Operation.WeightedSum(List.of(1.0, 1.0));
    NetworkBuilder builder = new NetworkBuilder();
    Handle x = builder.input(new Shape.Vector(1));
    states[0] = x.index();
    for (int l = 1; l <= depth; l++) {
      Handle h = builder.add(in, x);
      hidden[l] = h.index();
      x = builder.add(sum, builder.add(out, builder.add(phi, h)), x);
      states[l] = x.index();
    }
    Network network = builder.build(x);
    propagation = ForwardPropagation.of(network);
  }

  static ResidualRun of(Activation activation, ResidualVariances variances, int depth) {
    return new ResidualRun(activation, variances, depth);
  }

  int depth() {
    return depth;
  }

  /** Layers 0, 1, …, depth. */
  double[] layers() {
    double[] layers = new double[depth + 1];
    for (int l = 0; l <= depth; l++) {
      layers[l] = l;
    }
    return layers;
  }

  /** Layers from 1 to a depth, evenly spaced in ln l, without repetition. */
  static int[] spacedLayers(int count, int depth) {
    List<Integer> chosen = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int l = (int) Math.rint(Math.pow(depth, (double) k / (count - 1)));
      if (chosen.isEmpty() || l > chosen.getLast()) {
        chosen.add(l);
      }
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The moments of two inputs of mean square p₀ and correlation e₀. */
  Forward forward(double length, Correlation correlation) {
    return new Forward(this, propagation.propagate(InputPair.ofEqualLengths(length, correlation)));
  }

  /** p and e in each layer. */
  record Forward(ResidualRun run, ForwardTrace trace) {

    double length(int layer) {
      return trace.variance1(run.states[layer]);
    }

    double logLength(int layer) {
      return trace.logVariance1(run.states[layer]);
    }

    /** 1 − e. */
    double gap(int layer) {
      return trace.gap(run.states[layer]);
    }

    double correlation(int layer) {
      return 1 - gap(layer);
    }

    /** γ = p e. */
    double covariance(int layer) {
      return length(layer) * correlation(layer);
    }

    /** de_l/de₀. */
    double slope(int layer) {
      return trace.slope(run.states[layer]);
    }

    /** The gradients. */
    Backward backward() {
      return new Backward(run, BackwardPropagation.of(run.propagation).propagate(trace));
    }
  }

  /** Logarithms of mean squared gradients in each layer. */
  record Backward(ResidualRun run, BackwardTrace trace) {

    double logGradient(int layer) {
      return trace.logGradient1(run.states[layer]);
    }

    double logBiasGradient(int layer) {
      return trace.logBiasGradient1(run.hidden[layer]);
    }

    double logWeightGradient(int layer) {
      return trace.logWeightGradient1(run.hidden[layer]);
    }
  }
}
