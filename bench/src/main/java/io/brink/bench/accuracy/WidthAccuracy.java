package io.brink.bench.accuracy;

import io.brink.activation.Activations;
import io.brink.finitewidth.FiniteWidth;
import io.brink.finitewidth.FiniteWidthTrace;
import io.brink.finitewidth.Spread;
import io.brink.kernel.Correlation;
import io.brink.network.Network;
import io.brink.network.NetworkSpec;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.InputPair;
import io.brink.simulation.Simulation;
import io.brink.simulation.SimulationResult;
import io.brink.simulation.SimulationSettings;
import io.brink.simulation.Summary;
import io.brink.simulation.sample.InputGram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Random networks against what theory says of their mean and scatter, to first order in 1/N. */
final class WidthAccuracy {

  private static final int NETWORKS = 2000;
  private static final long SEED = 1;

  private record Case(String spec, String activation) {}

  private static final List<Case> CASES =
      List.of(
          new Case(
              "mlp:depth=20,width=1000,outputs=1000,weight_variance=1.3,bias_variance=0.04",
              "tanh"),
          new Case(
              "mlp:depth=20,width=1000,outputs=1000,weight_variance=1.3,bias_variance=0.04,weights=orthogonal",
              "tanh"),
          new Case("mlp:depth=10,width=1000,outputs=1000,weight_variance=2", "relu"),
          new Case("lnmlp:depth=10,width=1000,outputs=1000,bias_variance=0.1", "erf"),
          new Case("frn:depth=20,width=1000,weight_variance=1,out_weight_variance=0.1", "gelu"));

  private WidthAccuracy() {}

  static void write(Markdown page) {
    page.paragraph("## Networks of finite width");
    page.paragraph(
        NETWORKS
            + " random networks each, seed "
            + SEED
            + ", two inputs of mean square 1 and correlation 0.5: the mean of the output's c, with"
            + " its standard error, against infinite width and against the bias that theory adds at"
            + " this width; its standard deviation against the predicted one.");
    List<List<String>> rows = new ArrayList<>();
    for (Case each : CASES) {
      rows.add(row(each));
    }
    page.table(
        List.of(
            "network",
            "c, infinite width",
            "c, this width",
            "mean of c",
            "deviation of c",
            "predicted",
            "ratio of deviations"),
        rows);
  }

  private static List<String> row(Case each) {
    Network network = NetworkSpec.parse(each.spec()).network(Activations.parse(each.activation()));
    InputPair pair = InputPair.ofEqualLengths(1, Correlation.ofValue(0.5));
    FiniteWidthTrace theory = FiniteWidth.of(ForwardPropagation.of(network)).predict(pair);
    int node = theory.forward().output();
    SimulationResult result =
        new Simulation(
                network,
                InputGram.of(pair),
                List.of(node),
                SimulationSettings.forward(NETWORKS, SEED))
            .run();
    Summary found =
        Summary.of(Arrays.stream(result.gaps(node, 0, 1)).map(gap -> 1 - gap).toArray());
    double predicted = theory.measured(node).map(Spread::correlationStd).orElseThrow();
    double ratio = found.standardDeviation() / predicted;
    return List.of(
        "`" + each.spec() + "`, " + each.activation(),
        Markdown.figure(1 - theory.forward().gap(node)),
        theory
            .measured(node)
            .flatMap(Spread::bias)
            .map(bias -> 1 - theory.forward().gap(node) * (1 + bias.relativeGap()))
            .map(Markdown::figure)
            .orElse("–"),
        Markdown.figure(found.mean()) + " ± " + Markdown.error(found.standardError()),
        Markdown.figure(found.standardDeviation()),
        Markdown.figure(predicted),
        Markdown.figure(ratio) + " ± " + Markdown.error(found.deviationError() / predicted));
  }
}
