package io.brink.reproduction.res;

import io.brink.activation.Activations;
import io.brink.asymptotics.ResidualLaw;
import io.brink.asymptotics.ResidualVariances;
import io.brink.asymptotics.SaturatingLaw;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Value;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.reproduction.Claim;
import io.brink.reproduction.DataTable;
import io.brink.reproduction.Figure;
import io.brink.reproduction.FigureName;
import io.brink.reproduction.Measurement;
import io.brink.reproduction.Paper;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.Samples;
import io.brink.reproduction.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Figure C.12: the limiting map y(e) = (σ_v² (2/π) arcsin e + σ_a²)/(σ_v² + σ_a²) of tanh. */
public final class SaturatingMap implements Figure {

  private static final double[] RATIOS = {0, 1.0 / 3, 1, 3};

  @Override
  public FigureName name() {
    return new FigureName(Paper.RES, "C.12");
  }

  @Override
  public String title() {
    return "limiting correlation map of a tanh FRN, and the identity";
  }

  @Override
  public List<Fact> parameters() {
    return List.of(
        Fact.of(
            "ratios",
            "sigma_a^2/sigma_v^2",
            new Value.Sequence(Arrays.stream(RATIOS).mapToObj(Value::rounded).toList()),
            "1/3 is that of the other figures"));
  }

  @Override
  public Reproduction reproduce(Setting setting) {
    double[] e = Samples.linear(0, 1, 401);
    DataTable table = DataTable.of("maps", "y(e)").column("e", "e", e);
    Chart chart =
        Chart.of("maps", "Limiting correlation maps", Axis.linear("e"), Axis.linear("y(e)"));
    List<Claim> claims = new ArrayList<>();
    for (double ratio : RATIOS) {
      DoubleUnaryOperator map = map(ratio);
      double[] y = Samples.map(e, map);
      String name = "sigma_a^2/sigma_v^2 = " + Numerals.rounded(ratio, 3);
      table.column("ratio_" + Numerals.rounded(ratio, 3), name, y);
      chart = chart.line("σ_a²/σ_v² = " + Numerals.rounded(ratio, 3), e, y);
      SaturatingLaw law =
          (SaturatingLaw)
              ResidualLaw.of(Activations.parse("tanh"), new ResidualVariances(1, 0, 1, ratio));
      claims.add(
          Claim.near(
              "e* < 1 solves e = y(e): y(e*) - e*, " + name,
              0,
              1e-14,
              new Measurement(
                  map.applyAsDouble(law.fixedPoint()) - law.fixedPoint(), 1e-15, "rounding")));
      claims.add(
          Claim.near(
              "it is the only one below 1: places where y(e) - e changes its sign on (0, 1), "
                  + name,
              ratio == 0 ? 0 : 1,
              0,
              new Measurement(crossings(map), 0, "count over 10,000 points")));
    }
    claims.add(
        Claim.atLeast(
            "1 is an unstable fixed point: slope of y between 1 - 1e-6 and 1, ratio 0",
            1,
            new Measurement(
                (1 - map(0).applyAsDouble(1 - 1e-6)) / 1e-6, 1e-6, "difference quotient")));
    return Reproduction.of(
        List.of(table.build()), List.of(chart.reference("identity", e, e)), claims);
  }

  private static DoubleUnaryOperator map(double ratio) {
    return e -> (2 / Math.PI * Math.asin(e) + ratio) / (1 + ratio);
  }

  private static int crossings(DoubleUnaryOperator map) {
    int count = 0;
    double before = 0;
    for (double e : Samples.linear(1e-4, 1 - 1e-8, 10_000)) {
      double difference = map.applyAsDouble(e) - e;
      if (before * difference < 0) {
        count++;
      }
      before = difference == 0 ? before : difference;
    }
    return count;
  }
}
