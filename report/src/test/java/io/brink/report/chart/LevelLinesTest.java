package io.brink.report.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

class LevelLinesTest {

  private static final double[] GRID = Sketches.spaced(-1, 1, 81);

  @Test
  void aCircleIsOneClosedLine() {
    List<LevelLines.Polyline> lines = lines((x, y) -> x * x + y * y, 0.49);
    assertThat(lines).hasSize(1);
    double[] x = lines.getFirst().x();
    double[] y = lines.getFirst().y();
    assertThat(x[0]).isEqualTo(x[x.length - 1]);
    assertThat(y[0]).isEqualTo(y[y.length - 1]);
    for (int i = 0; i < x.length; i++) {
      // Linear interpolation of x² over cells of 1/40 is off by at most (1/40)²/4 in the level.
      assertThat(Math.hypot(x[i], y[i])).isCloseTo(0.7, within(2e-4));
    }
  }

  @Test
  void theLinesOfASaddleDoNotCross() {
    List<LevelLines.Polyline> lines = lines((x, y) -> x * y, 0.001);
    assertThat(lines).hasSize(2);
  }

  @Test
  void whatIsNotFiniteCutsALine() {
    List<LevelLines.Polyline> lines =
        lines((x, y) -> Math.abs(x) < 0.2 ? Double.POSITIVE_INFINITY : y, 0);
    assertThat(lines).hasSize(2);
  }

  private static List<LevelLines.Polyline> lines(DoubleBinaryOperator f, double level) {
    double[][] z = new double[GRID.length][GRID.length];
    for (int row = 0; row < GRID.length; row++) {
      for (int column = 0; column < GRID.length; column++) {
        z[row][column] = f.applyAsDouble(GRID[column], GRID[row]);
      }
    }
    return LevelLines.of(GRID, GRID, z, level);
  }
}
