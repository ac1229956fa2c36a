package io.brink.bench.accuracy;

import io.brink.activation.Activations;
import io.brink.activation.LeakyRelu;
import io.brink.kernel.Correlation;
import io.brink.network.NetworkSpec;
import io.brink.propagation.ForwardPropagation;
import io.brink.propagation.ForwardTrace;
import io.brink.propagation.InputPair;
import io.brink.shaping.CriticalLine;
import io.brink.shaping.CriticalPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is made of the moments: maps of deep networks, and points of the edge of chaos. */
final class PropagationAccuracy {

  private final References references;

  PropagationAccuracy(References references) {
    this.references = references;
  }

  void write(Markdown page) {
    page.paragraph("## Deep networks");
    page.paragraph(
        "C map of leaky-ReLU networks, composed in 50-digit arithmetic: largest relative errors of"
            + " 1 − C_f(c) and of the slope C_f′(c), for c from −1 to 1 − 10⁻⁶.");
    Map<String, double[]> worst = new LinkedHashMap<>();
    for (References.Row row : references.list("leaky_map.json")) {
      if (row.number("c") == 1) {
        continue;
      }
      String layers = row.fields().get("layers");
      double slope = row.number("slope");
      ForwardTrace trace =
          ForwardPropagation.of(
                  NetworkSpec.parse("mlp:depth=" + layers).network(new LeakyRelu(slope)))
              .propagate(InputPair.ofEqualLengths(1, Correlation.ofGap(row.gapOf("c"))));
      double[] errors =
          worst.computeIfAbsent(row.fields().get("slope") + " | " + layers, _ -> new double[2]);
      int output = trace.output();
      errors[0] = Math.max(errors[0], row.error("gap", trace.gap(output)) / row.number("gap"));
      double exact = Math.abs(row.number("dC"));
      if (exact > 1e-40) {
        errors[1] = Math.max(errors[1], row.error("dC", trace.slope(output)) / exact);
      }
    }
    List<List<String>> rows = new ArrayList<>();
    worst.forEach(
        (key, errors) ->
            rows.add(List.of(key, Markdown.error(errors[0]), Markdown.error(errors[1]))));
    page.table(List.of("negative slope | layers", "1 − C", "slope"), rows);

    page.paragraph("## Edge of chaos");
    page.paragraph(
        "Variances of the critical point with a given q\\*, against 30 digits: largest relative"
            + " errors of σ_w², and of σ_b² relative to q\\*, of which it is a small difference.");
    Map<String, double[]> critical = new LinkedHashMap<>();
    for (References.Row row : references.list("eoc.json")) {
      double q = row.number("q");
      CriticalPoint at = new CriticalPoint.AtPreactivationVariance(q);
      CriticalLine.Outcome outcome = CriticalLine.of(Activations.parse(row.activation())).at(at);
      if (outcome instanceof CriticalLine.Outcome.Found(List<CriticalLine.Point> points)) {
        CriticalLine.Point point = points.getFirst();
        double[] errors = critical.computeIfAbsent(row.activation(), _ -> new double[2]);
        errors[0] =
            Math.max(
                errors[0],
                row.error("weight_variance", point.weightVariance())
                    / row.number("weight_variance"));
        errors[1] = Math.max(errors[1], row.error("bias_variance", point.biasVariance()) / q);
      }
    }
    List<List<String>> points = new ArrayList<>();
    critical.forEach(
        (name, errors) ->
            points.add(
                List.of("`" + name + "`", Markdown.error(errors[0]), Markdown.error(errors[1]))));
    page.table(List.of("activation", "σ_w²", "σ_b²"), points);
  }
}
