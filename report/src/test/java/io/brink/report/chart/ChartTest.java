package io.brink.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brink.report.chart.Symbols.Level;
import io.brink.report.chart.Symbols.Run;
import org.junit.jupiter.api.Test;

class ChartTest {

  private static final Chart LOGARITHMIC =
      Chart.of("c", "", Axis.logarithmic("x"), Axis.logarithmic("y"));

  @Test
  void labelsAreTakenApart() {
    assertThat(Symbols.runs("σ_w² e^{(l)} 5_"))
        .containsExactly(
            new Run("σ", Level.BASE),
            new Run("w", Level.LOWERED),
            new Run("² e", Level.BASE),
            new Run("(l)", Level.RAISED),
            new Run(" 5_", Level.BASE));
    assertThat(Symbols.runs("")).isEmpty();
  }

  @Test
  void anAxisFitsWhatItCanShow() {
    Chart chart =
        LOGARITHMIC.line(
            "",
            new double[] {-1, 0, 5, 10, 1000},
            new double[] {1, 2, 3, Double.POSITIVE_INFINITY, 1e-300});
    assertThat(Extent.ofX(chart)).isEqualTo(new Extent(5, 1000));
    assertThat(Extent.ofY(chart).low()).isBetween(1e-315, 1e-300);
  }

  @Test
  void anAxisOfOneValueHasRoomAroundIt() {
    Extent linear =
        Extent.ofY(
            Chart.of("c", "", Axis.linear("x"), Axis.linear("y"))
                .line("", new double[] {1}, new double[] {5}));
    assertThat(linear).isEqualTo(new Extent(4.5, 5.5));
    Extent logarithmic = Extent.ofY(LOGARITHMIC.line("", new double[] {1}, new double[] {5}));
    assertThat(logarithmic.low()).isBetween(3.1, 3.2);
    assertThat(logarithmic.high()).isBetween(7.9, 8.1);
    assertThat(Extent.ofY(LOGARITHMIC.line("", new double[0], new double[0])))
        .isEqualTo(new Extent(Math.sqrt(0.01) * Math.pow(100, -0.04), 10 * Math.pow(100, 0.04)));
  }

  @Test
  void fixedEndsHold() {
    Chart chart =
        Chart.of("c", "", Axis.linear("x").between(0, 1), Axis.linear("y").between(-1, 1))
            .line("", new double[] {-5, 5}, new double[] {-5, 5});
    assertThat(Extent.ofX(chart)).isEqualTo(new Extent(0, 1));
    assertThat(Extent.ofY(chart)).isEqualTo(new Extent(-1, 1));
  }

  @Test
  void barsAndStemsStandOnTheAxisAndMarksHaveRoom() {
    double[] one = {1, 2};
    Chart empty = Chart.of("c", "", Axis.linear("x"), Axis.linear("y"));
    Chart stems = empty.with(new Layer.Stems("", Ink.NEXT, new double[] {0, 10}, one));
    assertThat(Extent.ofY(stems)).isEqualTo(new Extent(0, 2.08));
    assertThat(Extent.ofX(stems)).isEqualTo(new Extent(-0.2, 10.2));
    Chart bars = empty.with(new Layer.Histogram("", Ink.NEXT, new double[] {0, 1, 2}, one));
    assertThat(Extent.ofY(bars).low()).isZero();
    assertThat(Extent.ofX(bars)).isEqualTo(new Extent(0, 2));
    Chart below =
        empty.with(new Layer.Stems("", Ink.NEXT, new double[] {0, 10}, new double[] {-1, 2}));
    assertThat(Extent.ofY(below).low()).isLessThan(-1);
  }

  @Test
  void arraysOfALayerFitEachOther() {
    assertThatThrownBy(() -> LOGARITHMIC.line("", new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the arrays of a layer fit each other, got lengths 2 and 3");
    assertThatThrownBy(() -> Axis.logarithmic("x").between(0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
