package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.ResidualVariances;
import io.brink.asymptotics.SaturatingLaw;
import io.brink.report.Fact;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Layer;
import io.brink.reproduction.Claim;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Samples;
import io.brink.reproduction.Setting;
import java.util.List;

/** Figure 2a: the limit of the correlation and the exponent of its convergence, tanh. */
public final class ConvergenceExponent implements Figure {

  private static final String METHOD = "root of the fixed-point equation by Newton, rounding";

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "2a");
  }

  @Override
  public String title() {
    return "tanh FRN: limit e* and exponent delta* against sigma_a/sigma_v";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("activation", "activation", Value.text("tanh")));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] ratios = Samples.linear(0, 5, 101);
    double[] limits = Samples.map(ratios, ratio -> law(ratio).fixedPoint());
    double[] exponents = Samples.map(ratios, ratio -> law(ratio).convergenceExponent());
    double least = Double.POSITIVE_INFINITY;
    for (int i = 1; i < ratios.length; i++) {
      least = Math.min(least, Math.min(limits[i] - limits[i - 1], exponents[i] - exponents[i - 1]));
    }
    Chart chart =
        Chart.of("limits", "tanh FRN", Axis.linear("ratio σ_a/σ_v"), Axis.linear("e^*, δ^*"))
            .line("limit e^*", ratios, limits)
            .line("exponent δ^*", ratios, exponents)
            .with(new Layer.Guide("½", Layer.Guide.Direction.HORIZONTAL, 0.5))
            .with(new Layer.Guide("1 − 2/π", Layer.Guide.Direction.HORIZONTAL, 1 - 2 / Math.PI));
    double far = 300;
    return Reproduction.of(
        List.of(
            DataTable.of("limits", "e* and delta*")
                .column("ratio", "sigma_a/sigma_v", ratios)
                .column("limit", "e*", limits)
                .column("exponent", "delta*", exponents)
                .build()),
        List.of(chart),
        List.of(
            Claim.near(
                "at sigma_a = 0, e* = 0", 0, 1e-15, new Measurement(limits[0], 1e-16, METHOD)),
            Claim.near(
                "at sigma_a = 0, delta* = 1 - 2/pi",
                1 - 2 / Math.PI,
                1e-14,
                new Measurement(exponents[0], 1e-15, METHOD)),
            Claim.near(
                "as sigma_a/sigma_v grows, e* tends to 1: e* at 300",
                1,
                1e-4,
                new Measurement(law(far).fixedPoint(), 1e-14, METHOD)),
            Claim.near(
                "as sigma_a/sigma_v grows, delta* tends to 1/2: delta* at 300",
                0.5,
                1e-3,
                new Measurement(law(far).convergenceExponent(), 1e-10, METHOD)),
            Claim.atLeast(
                "both increase: smallest step between neighbours",
                0,
                new Measurement(least, 1e-14, METHOD))));
  }

  private static SaturatingLaw law(double ratio) {
    return (SaturatingLaw)
        ResidualLaw.of(Activations.parse("tanh"), new ResidualVariances(1, 0, 1, ratio * ratio));
  }
}
