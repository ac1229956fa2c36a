package io.brink.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SparklineTest {

  @Test
  void heightsFollowTheFigures() {
    assertThat(Sparkline.of(IntStream.range(0, 8).asDoubleStream().toArray()))
        .isEqualTo("▁▂▃▄▅▆▇█");
    assertThat(Sparkline.of(new double[] {1, -1, 0, 1})).isEqualTo("█▁▅█");
    assertThat(Sparkline.of(new double[] {-1e308, 1e308})).isEqualTo("▁█");
  }

  @Test
  void equalFiguresRunAtHalfHeight() {
    assertThat(Sparkline.of(new double[] {3, 3, 3 + 1e-15})).isEqualTo("▅▅▅");
    assertThat(Sparkline.of(new double[] {0})).isEqualTo("▅");
    assertThat(Sparkline.of(new double[0])).isEmpty();
  }

  @Test
  void whatIsNotFiniteLeavesAGap() {
    assertThat(Sparkline.of(new double[] {0, Double.NaN, Double.NEGATIVE_INFINITY, 1}))
        .isEqualTo("▁  █");
    assertThat(Sparkline.of(new double[] {Double.NaN})).isEqualTo(" ");
  }

  @Test
  void longCoursesAreCutIntoPieces() {
    double[] rising = IntStream.range(0, 100_000).asDoubleStream().toArray();
    assertThat(Sparkline.of(rising)).hasSize(32).startsWith("▁▁▁▁▂").endsWith("▇████");
  }

  @Test
  void programsGetAllFigures() {
    double[] figures = new double[100];
    Arrays.setAll(figures, i -> i);
    figures[1] = Double.NaN;
    Report report =
        Report.of(
            new Block.Table(
                "courses",
                "",
                List.of(new Column("gap", "gap")),
                List.of(List.of(new Value.Course(figures)))));
    StringWriter json = new StringWriter();
    new JsonRenderer().render(report, json);
    assertThat(json.toString().replaceAll("\\s", "")).contains("[0.0,null,2.0,").contains(",99.0]");
    StringWriter csv = new StringWriter();
    new CsvRenderer().render(report, csv);
    assertThat(csv.toString()).startsWith("gap\n0.0; ; 2.0; ").endsWith("; 99.0\n");
    StringWriter text = new StringWriter();
    new TextRenderer().render(report, text);
    assertThat(text.toString()).contains("█").doesNotContain("99");
  }
}
