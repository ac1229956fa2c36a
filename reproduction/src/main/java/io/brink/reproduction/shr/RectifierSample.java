package io.brink.reproduction.shr;

import io.brink.activation.LeakyRelu;
import io.brink.kernel.Correlation;
import io.brink.propagation.InputPair;
import io.brink.report.Block;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.LayerStatistics;
import io.brink.simulation.Simulation;
import io.brink.simulation.SimulationResult;
import io.brink.simulation.SimulationSettings;
import io.brink.simulation.sample.InputGram;
import io.brink.simulation.sample.RandomNetwork;
import io.brink.simulation.weight.WeightSampling;
import java.util.List;

/**
 * Random leaky-ReLU networks of figure 2: pairs of orthogonal inputs, and pairs found by descent.
 */
final class RectifierSample {

  static final int NETWORKS = 20;

  /** Of gradient descent on the inputs. */
  static final int STEPS = 60;

  /**
   * Descent needs the matrices themselves; at the paper's width 512 of them would take 4 GB and
   * minutes, at this one a quarter of a gigabyte.
   */
  static final int DESCENT_WIDTH = 256;

  private static final InputPair START = InputPair.ofEqualLengths(1, Correlation.ORTHOGONAL);

  private RectifierSample() {}

  /** 1 − ρ of 20 networks at several depths of one network each. */
  static LayerStatistics orthogonal(double slope, int width, int[] depths, long seed) {
    NormalisedNetwork net =
        new NormalisedNetwork(new LeakyRelu(slope), 0, width, depths[depths.length - 1]);
    List<Integer> nodes = net.states(depths);
    SimulationResult result =
        new Simulation(
                net.network, InputGram.of(START), nodes, SimulationSettings.forward(NETWORKS, seed))
            .run();
    return LayerStatistics.of(depths.length, i -> result.gaps(nodes.get(i), 0, 1));
  }

  /** What descent on the inputs of one network finds. */
  static InputDescent.Found descent(double slope, int width, int depth, int steps, long seed) {
    NormalisedNetwork net = new NormalisedNetwork(new LeakyRelu(slope), 0, width, depth);
    try (RandomNetwork network = RandomNetwork.of(net.network, WeightSampling.HELD, seed, 0)) {
      return InputDescent.of(network, width, steps, seed);
    }
  }

  /** Measured figures beside the infinitely wide network's. */
  static Block.Table table(
      String xKey,
      String xLabel,
      double[] x,
      double[] theory,
      LayerStatistics found,
      double[] descent) {
    DataTable table =
        DataTable.of("measured", "Random networks")
            .column(xKey, xLabel)
            .column("gap", "1 − ρ, infinite width")
            .column("mean", "mean")
            .column("error", "standard error")
            .column("std", "standard deviation")
            .column("descent", "largest found by descent");
    for (int i = 0; i < x.length; i++) {
      table.row(
          x[i], theory[i], found.mean()[i], found.error()[i], found.deviation()[i], descent[i]);
    }
    return table.build();
  }
}
