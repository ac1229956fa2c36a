package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.asymptotics.ResidualLaw;
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

/** Figure C.13: g(e*) = 1 − δ* as a function of e*, in the proof of lemma C.24. */
public final class ExponentRange implements Figure {

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "C.13");
  }

  @Override
  public String title() {
    return "tanh FRN: g(e*) = 1 - delta* (lemma C.24)";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(Fact.of("activation", "activation", Value.text("tanh")));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] e = Samples.linear(0, 1 - 1e-6, 501);
    double[] g = Samples.map(e, ExponentRange::g);
    double rise = Double.NEGATIVE_INFINITY;
    for (int i = 1; i < g.length; i++) {
      rise = Math.max(rise, g[i] - g[i - 1]);
    }
    return Reproduction.of(
        List.of(DataTable.of("g", "g(e*)").column("limit", "e*", e).column("g", "g", g).build()),
        List.of(
            Chart.of("g", "g(e^*) = 1 − δ^*", Axis.linear("limit e^*"), Axis.linear("g(e^*)"))
                .line("g", e, g)
                .with(new Layer.Guide("2/π", Layer.Guide.Direction.HORIZONTAL, 2 / Math.PI))
                .with(new Layer.Guide("½", Layer.Guide.Direction.HORIZONTAL, 0.5))),
        List.of(
            Claim.atMost(
                "g is decreasing on [0, 1): largest rise between neighbours",
                0,
                new Measurement(rise, 1e-15, "values at 501 points, rounding")),
            Claim.near("g(0) = 2/pi", 2 / Math.PI, 1e-15, Measurement.exact(g(0))),
            Claim.near(
                "g(e*) tends to 1/2 as e* tends to 1: g(1 - 1e-10)",
                0.5,
                1e-5,
                new Measurement(g(1 - 1e-10), 1e-9, "closed form, rounding")),
            Claim.near(
                "1 - g is the delta* of the usual variances, 0.4487",
                ((SaturatingLaw) ResidualLaw.of(Activations.parse("tanh"), Parameters.USUAL))
                    .convergenceExponent(),
                1e-12,
                Measurement.exact(
                    1
                        - g(
                            ((SaturatingLaw)
                                    ResidualLaw.of(Activations.parse("tanh"), Parameters.USUAL))
                                .fixedPoint())))));
  }

  /** (2/π)(1 − e)^{1/2} (1 + e)^{−1/2} / (1 − (2/π) arcsin e), with arccos for the denominator. */
  private static double g(double e) {
    return Math.sqrt((1 - e) / (1 + e)) / Math.acos(e);
  }
}
