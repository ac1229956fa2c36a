package io.brink.reproduction.res;

import io.brink.asymptotics.ResidualVariances;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Value;
import java.util.ArrayList;
import java.util.List;

/** The parameters of a residual network as facts. */
final class Parameters {

  /** σ_v² = 1.5, σ_a² = 0.5, σ_w² = 1.69, σ_b² = 0.49, which most of the figures use. */
  static final ResidualVariances USUAL = new ResidualVariances(1.69, 0.49, 1.5, 0.5);

  private Parameters() {}

  static List<Fact> of(String activation, ResidualVariances variances) {
    return List.of(
        Fact.of("activation", "activation", Value.text(activation)),
        Fact.of("weight_variance", "σ_w²", Value.exact(variances.weightVariance())),
        Fact.of("bias_variance", "σ_b²", Value.exact(variances.biasVariance())),
        Fact.of("out_weight_variance", "σ_v²", Value.exact(variances.outWeightVariance())),
        Fact.of("out_bias_variance", "σ_a²", Value.exact(variances.outBiasVariance())));
  }

  /** Several sets of variances. */
  static List<Fact> cases(String activation, List<ResidualVariances> cases) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("activation", "activation", Value.text(activation)));
    for (ResidualVariances variances : cases) {
      facts.add(
          Fact.of(key(variances), "case", Value.text(words(variances)), "variances of w, b, v, a"));
    }
    return facts;
  }

  /** The variances of w, b, v and a as text. */
  static String words(ResidualVariances variances) {
    return "variances (" + String.join(", ", numbers(variances)) + ")";
  }

  /** The same for the legend of a chart. */
  static String label(ResidualVariances variances) {
    return "σ_w², σ_b², σ_v², σ_a² = " + String.join(", ", numbers(variances));
  }

  /** The same as a key. */
  static String key(ResidualVariances variances) {
    return "variances_" + String.join("_", numbers(variances));
  }

  private static List<String> numbers(ResidualVariances variances) {
    return List.of(
        Numerals.exact(variances.weightVariance()),
        Numerals.exact(variances.biasVariance()),
        Numerals.exact(variances.outWeightVariance()),
        Numerals.exact(variances.outBiasVariance()));
  }
}
