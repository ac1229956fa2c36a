package io.brink.simulation.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.brink.activation.Activations;
import io.brink.finitewidth.FiniteWidth;
import io.brink.finitewidth.FiniteWidthTrace;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.propagation.InputPair;
import io.brink.simulation.Simulation;
import io.brink.simulation.SimulationResult;
import io.brink.simulation.SimulationSettings;
import io.brink.simulation.Summary;
import io.brink.simulation.sample.InputGram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Random networks against theory; the Java guide shows the body of {@code show}. */
class SimulateExample {

  private final List<String> printed = new ArrayList<>();

  @Test
  void theoryPredictsMeanAndScatter() {
    show();
    double mean = number("mean ");
    double error = number("standard error ");
    double theory = number("theory ");
    assertThat(mean).isCloseTo(theory, within(5 * error));
    assertThat(number("standard deviation ")).isCloseTo(number("predicted "), within(0.002));
  }

  private void show() {
    Network network =
        NetworkSpec.parse("mlp:depth=20,width=1000,weight_variance=1.3,bias_variance=0.04")
            .network(Activations.parse("tanh"));
    InputPair pair = InputPair.ofEqualLengths(1, Correlation.ofValue(0.5));
    int last = network.output().index() - 1;

    FiniteWidthTrace theory = FiniteWidth.of(network).predict(pair);
    SimulationResult result =
        new Simulation(
                network, InputGram.of(pair), List.of(last), SimulationSettings.forward(200, 1))
            .run();
    Summary gaps = Summary.of(result.gaps(last, 0, 1));
    println("mean " + gaps.mean());
    println("standard error " + gaps.standardError());
    println("theory " + theory.forward().gap(last));
    println("standard deviation " + gaps.standardDeviation());
    println("predicted " + theory.measured(last).orElseThrow().gapStd());
  }

  private void println(String line) {
    printed.add(line);
  }

  private double number(String prefix) {
    return printed.stream()
        .filter(line -> line.startsWith(prefix))
        .mapToDouble(line -> Double.parseDouble(line.substring(prefix.length())))
        .findFirst()
        .orElseThrow();
  }
}
