package io.brink.simulation.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.propagation.InputPair;
import io.brink.simulation.TwoSamples;
import io.brink.simulation.weight.WeightSampling;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class JacobianSpectrumTest {

  private static final InputPair PAIR = InputPair.ofEqualLengths(1, Correlation.ofValue(0.5));

  /** All singular values against EJML's of the Jacobian that unit vectors give. */
  @ParameterizedTest
  @EnumSource(WeightSampling.class)
  void agreesWithAFullDecomposition(WeightSampling sampling) {
    Network graph = Nets.spec("mlp:depth=4,width=30,inputs=12,outputs=9", "tanh");
    RandomNetwork network = RandomNetwork.of(graph, sampling, 1, 2);
    ForwardRun run = network.forward(InputGram.of(PAIR));
    JacobianSpectrum spectrum = JacobianSpectrum.largest(network, run, 1, 9, 1e-12, 100);
    double[][] unit = new double[12][12];
    for (int i = 0; i < 12; i++) {
      unit[i][i] = 1;
    }
    double[][] columns = network.jacobianTimes(run, 1, unit);
    DMatrixRMaj jacobian = new DMatrixRMaj(9, 12);
    for (int i = 0; i < 9; i++) {
      for (int j = 0; j < 12; j++) {
        jacobian.set(i, j, columns[j][i]);
      }
    }
    var svd = DecompositionFactory_DDRM.svd(9, 12, false, false, false);
    assertThat(svd.decompose(jacobian)).isTrue();
    double[] expected = Arrays.copyOf(svd.getSingularValues(), svd.numberOfSingularValues());
    Arrays.sort(expected);
    assertThat(spectrum.values()).hasSize(9);
    for (int i = 0; i < 9; i++) {
      assertThat(spectrum.values()[i]).isCloseTo(expected[8 - i], within(1e-11 * expected[8]));
    }
  }

  @Test
  void boundsCoverTheErrorOfEarlyStops() {
    Network graph = Nets.spec("mlp:depth=10,width=40,inputs=40,outputs=40", "tanh");
    RandomNetwork network = RandomNetwork.of(graph, WeightSampling.EXACT, 1, 2);
    ForwardRun run = network.forward(InputGram.of(PAIR));
    double exact = JacobianSpectrum.largest(network, run, 0, 1, 1e-13, 40).values()[0];
    for (int steps = 2; steps < 12; steps++) {
      JacobianSpectrum early = JacobianSpectrum.largest(network, run, 0, 1, 0, steps);
      assertThat(early.steps()).isEqualTo(steps);
      assertThat(early.values()[0]).isLessThan(exact * (1 + 1e-12));
      assertThat(exact - early.values()[0]).isLessThan(early.errorBounds()[0] + 1e-12);
    }
  }

  private static LongFunction<Map<String, Double>> sampler(WeightSampling sampling) {
    NetworkPlan plan = new NetworkPlan(Nets.spec("mlp:depth=2,width=9,inputs=8,outputs=8", "tanh"));
    Workspace workspace = new Workspace();
    return index -> {
      try (RandomNetwork network = new RandomNetwork(plan, sampling, 4, index, workspace)) {
        ForwardRun run = network.forward(InputGram.of(PAIR));
        double[] values = JacobianSpectrum.largest(network, run, 0, 3, 1e-10, 20).values();
        return Map.of("first", values[0], "second", values[1], "third", values[2]);
      }
    };
  }

  /** See {@link TwoSamples} for the rate of false failures. */
  @Test
  void hasTheLawOfADrawnNetwork() {
    TwoSamples.of(500, sampler(WeightSampling.EXACT), sampler(WeightSampling.HELD))
        .assertAgreement();
  }
}
