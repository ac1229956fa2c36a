package io.brink.simulation.sample;

import io.brink.network.Network;

/**
 * The tensors of one random network for several inputs: the result of {@link
 * RandomNetwork#forward}. Valid until the network is closed.
 */
public final class ForwardRun {

  final NetworkPlan plan;
  final Signal[] signals;

  /** Dropout: the factor of each unit, 0 or 1/(1 − rate), by node and column. */
  final double[][][] masks;

  ForwardRun(NetworkPlan plan) {
    this.plan = plan;
    signals = new Signal[plan.network.size()];
    masks = new double[plan.network.size()][][];
  }

  /** The network. */
  public Network network() {
    return plan.network;
  }

  /** Number of inputs. */
  public int inputs() {
    return signals[0].inputs;
  }

  /** Second moments of a node's tensor. */
  public SignalMoments moments(int node) {
    return SignalMoments.of(signals[node]);
  }

  /**
   * The tensor of a node for one input: its units or, for an image, its pixels one after the other,
   * each with all its channels. ±∞ and 0 stand for what a double cannot hold.
   */
  public double[] values(int node, int input) {
    Signal signal = signals[node];
    double[] result = new double[signal.pixels * signal.width];
    double[] scratch = new double[signal.width];
    for (int pixel = 0; pixel < signal.pixels; pixel++) {
      double[] value = signal.value(input, pixel, scratch);
      for (int i = 0; i < signal.width; i++) {
        result[pixel * signal.width + i] = Math.scalb(value[i], signal.exponent);
      }
    }
    return result;
  }
}
