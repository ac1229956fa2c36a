package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.reproduction.Claim;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Setting;
import java.util.ArrayList;
import java.util.List;

/**
 * Figure 1c: χ, χ_w and χ_b of tanh full residual networks, in theory and in 25 runs of 50 layers
 * of width 250.
 */
public final class EmpiricalGradients implements Figure {

  private static final int RUNS = 25;

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "1c");
  }

  @Override
  public String title() {
    return "tanh FRN: gradients of random networks against theory";
  }

  @Override
  public List<Fact> parameters() {
    List<Fact> facts = new ArrayList<>(Parameters.of("tanh", Parameters.USUAL));
    facts.add(Fact.of("width", "width", Value.count(250)));
    facts.add(Fact.of("runs", "runs", Value.count(RUNS)));
    facts.add(Fact.of("depth", "depth", Value.count(50)));
    return facts;
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    boolean sketch = setting.effort() == Effort.SKETCH;
    ResidualSample sample =
        new ResidualSample(Activations.parse("tanh"), sketch ? 50 : 250, sketch ? 10 : 50);
    setting.progress().begin("random networks", 1);
    ResidualSample.Backward found =
        sample.backward(EmpiricalResults.STARTS.get(1), RUNS, setting.seed());
    setting.progress().advance(1);
    double farthest =
        Math.max(
            EmpiricalResults.farthest(found.states()),
            Math.max(
                EmpiricalResults.farthest(found.weights()),
                EmpiricalResults.farthest(found.biases())));
    return new Reproduction(
        List.of(
            EmpiricalResults.backwardTable("gradients", "Gradients over theory", sample, found)),
        List.of(EmpiricalResults.gradientChart(sample, found, "tanh")),
        List.of(
            Claim.atMost(
                "our equations predict the gradients very well: farthest mean of chi, chi_w, chi_b"
                    + " from theory",
                EmpiricalResults.STANDARD_ERRORS,
                new Measurement(
                    farthest, 1, "over layers, in standard errors of the mean over runs")),
            Claim.atLeast(
                "the gradient increases in norm as l decreases: chi in the first layer shown, over"
                    + " that of the last, measured",
                1,
                growth(found))),
        List.of(EmpiricalResults.OURS));
  }

  private static Measurement growth(ResidualSample.Backward gradients) {
    int last = gradients.logStates().length - 1;
    double first = gradients.states().mean()[0] * Math.exp(gradients.logStates()[0]);
    double end = gradients.states().mean()[last] * Math.exp(gradients.logStates()[last]);
    double relative = gradients.states().error()[0] / gradients.states().mean()[0];
    return new Measurement(
        first / end, relative * first / end, "means of the runs, standard error");
  }
}
