package io.brink.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DressTest {

  private static final double[] X = Sketches.spaced(0, 10, 101);

  private static Chart empty() {
    return Chart.of("c", "", Axis.linear("x"), Axis.linear("y"));
  }

  private static double[] line(double slope) {
    return Arrays.stream(X).map(x -> slope * x).toArray();
  }

  @Test
  void coincidingLinesHaveGapsThatShowEachOfThem() {
    Chart chart = empty();
    for (double slope : new double[] {1, 1, -1, 1.001, 1}) {
      chart = chart.line("", X, line(slope));
    }
    List<Dress> dresses = Dress.of(chart);
    assertThat(dresses.get(0).dash()).isEmpty();
    assertThat(dresses.get(1).dash()).containsExactly(24, 8);
    assertThat(dresses.get(2).dash()).isEmpty();
    assertThat(dresses.get(3).dash()).containsExactly(16, 16);
    assertThat(dresses.get(4).dash()).containsExactly(8, 24);
    assertThat(dresses).allSatisfy(dress -> assertThat(dress.legendDash()).isEmpty());
  }

  @Test
  void linesThatCrossHaveNone() {
    Chart chart = empty().line("", X, line(1)).line("", X, line(-1)).reference("", X, line(1));
    assertThat(Dress.of(chart)).element(1).satisfies(d -> assertThat(d.dash()).isEmpty());
    assertThat(Dress.of(chart)).element(2).satisfies(d -> assertThat(d.dash()).hasSize(2));
  }

  @Test
  void aLineThatIsSeenOnHalfOfItsCourseStaysUnbroken() {
    double[] bent = Arrays.stream(X).map(x -> Math.max(x, 2 * x - 4)).toArray();
    Chart chart = empty().line("", X, line(1)).line("", X, bent);
    assertThat(Dress.of(chart).get(1).dash()).isEmpty();
    double[] later = Arrays.stream(X).map(x -> Math.max(x, 2 * x - 8)).toArray();
    assertThat(Dress.of(empty().line("", X, line(1)).line("", X, later)).get(1).dash())
        .containsExactly(8, 8);
  }

  @Test
  void severalLinesBearMarkersOfTheirOwnAtPlacesOfTheirOwn() {
    Chart chart = empty();
    for (int i = 0; i < 6; i++) {
      chart = chart.line("", X, line(i));
    }
    List<Dress> dresses = Dress.of(chart);
    assertThat(dresses.stream().map(Dress::marker).distinct()).hasSize(6);
    int[] places = dresses.stream().flatMapToInt(d -> IntStream.of(d.marked())).toArray();
    assertThat(Arrays.stream(places).distinct().count()).isEqualTo(36).isEqualTo(places.length);
  }

  @Test
  void oneLineBearsNone() {
    Dress alone = Dress.of(empty().line("", X, line(1)).reference("", X, line(2))).getFirst();
    assertThat(alone.marker()).isEmpty();
    assertThat(alone.marked()).isEmpty();
  }

  @Test
  void pointsOfTheSameSeriesStandForTheMarkersOfItsLine() {
    Chart chart = empty();
    for (int i = 0; i < 2; i++) {
      chart =
          chart
              .line("", X, line(i))
              .with(new Layer.Points("", Ink.SAME, X, line(i), new double[0]));
    }
    List<Dress> dresses = Dress.of(chart);
    assertThat(dresses.get(0).marked()).isEmpty();
    assertThat(dresses.get(1).marker()).isEqualTo(Optional.of(Marker.CIRCLE));
    assertThat(dresses.get(3).marker()).isEqualTo(Optional.of(Marker.SQUARE));
  }

  @Test
  void whatIsNotDrawnIsNeitherMarkedNorCompared() {
    double[] gone = new double[X.length];
    Arrays.fill(gone, Double.NaN);
    Chart chart = empty().line("", X, gone).line("", X, gone).line("", X, line(1));
    for (Dress dress : Dress.of(chart)) {
      assertThat(dress.dash()).isEmpty();
    }
    assertThat(Dress.of(chart).getFirst().marked()).isEmpty();
  }

  @Test
  void namesOfLevelLinesKeepApart() {
    Chart chart = Sketches.phases();
    Layer.Contours contours =
        chart.layers().stream()
            .filter(Layer.Contours.class::isInstance)
            .map(Layer.Contours.class::cast)
            .findFirst()
            .orElseThrow();
    List<ContourLines.Line> named =
        ContourLines.of(chart, contours).stream().filter(line -> line.named() >= 0).toList();
    assertThat(named).hasSizeGreaterThan(2);
    assertThat(named.getFirst().name()).isEqualTo("1");
    for (ContourLines.Line one : named) {
      for (ContourLines.Line other : named) {
        double dx = (one.x()[one.named()] - other.x()[other.named()]) / 2.5;
        double dy = (one.y()[one.named()] - other.y()[other.named()]) / 0.25;
        assertThat(one == other ? 1 : Math.hypot(dx, dy)).isGreaterThan(0.065);
      }
    }
  }
}
