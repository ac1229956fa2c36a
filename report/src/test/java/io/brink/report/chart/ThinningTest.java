package io.brink.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ThinningTest {

  @Test
  void fewPointsStayAsTheyAre() {
    Chart chart = Sketches.walk(4000);
    assertThat(Thinning.of(chart).layers().getFirst()).isSameAs(chart.layers().getFirst());
  }

  @Test
  void ofManyPointsEndsAndExtremesStay() {
    Layer.Line whole = (Layer.Line) Sketches.walk(100_000).layers().getFirst();
    Layer.Line thin = (Layer.Line) Thinning.of(Sketches.walk(100_000)).layers().getFirst();
    assertThat(thin.x()).hasSizeLessThan(4001).isSorted();
    assertThat(thin.x()[0]).isEqualTo(1);
    assertThat(thin.x()[thin.x().length - 1]).isEqualTo(100_000);
    assertThat(max(thin.y())).isEqualTo(max(whole.y()));
    assertThat(-max(negated(thin.y()))).isEqualTo(-max(negated(whole.y())));
  }

  @Test
  void aGapIsNotBridged() {
    double[] x = Sketches.spaced(0, 1, 50_000);
    double[] y = x.clone();
    y[25_000] = Double.NaN;
    Chart chart = Chart.of("g", "", Axis.linear("x"), Axis.linear("y")).line("", x, y);
    Layer.Line thin = (Layer.Line) Thinning.of(chart).layers().getFirst();
    assertThat(Arrays.stream(thin.y()).filter(Double::isNaN).count()).isPositive();
  }

  @Test
  void aPathThatTurnsBackKeepsItsOrder() {
    double[] angle = Sketches.spaced(0, 20 * Math.PI, 50_000);
    Chart spiral =
        Chart.of("s", "", Axis.linear("x"), Axis.linear("y"))
            .line(
                "",
                Arrays.stream(angle).map(a -> a * Math.cos(a)).toArray(),
                Arrays.stream(angle).map(a -> a * Math.sin(a)).toArray());
    Layer.Line thin = (Layer.Line) Thinning.of(spiral).layers().getFirst();
    assertThat(thin.x()).hasSizeBetween(3000, 4001);
    for (int i = 1; i < thin.x().length; i++) {
      assertThat(Math.hypot(thin.x()[i], thin.y()[i]))
          .isGreaterThan(Math.hypot(thin.x()[i - 1], thin.y()[i - 1]));
    }
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }
}
