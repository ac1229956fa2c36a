package io.brink.report.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.report.Block;
import io.brink.report.Report;
import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.drawing.ChartPictures;
import io.brink.report.drawing.Theme;
import io.brink.report.html.HtmlRenderer;
import java.io.StringWriter;
import java.io.Writer;
import org.junit.jupiter.api.Test;

/** A report with a chart; the Java guide shows the body of {@code show}. */
class ChartExample {

  @Test
  void aReportHasItsChart() {
    StringWriter out = new StringWriter();
    byte[] png = show(out);
    assertThat(out.toString()).contains("<h1>Inputs become alike.</h1>", "data-chart=\"gaps\"");
    assertThat(png).startsWith(0x89, 'P', 'N', 'G');
  }

  private static byte[] show(Writer out) {
    double[] depth = {1, 2, 3, 4, 5};
    double[] gap = {0.5, 0.3, 0.2, 0.14, 0.1};
    Chart chart =
        Chart.of("gaps", "Gap", Axis.linear("layer l"), Axis.logarithmic("gap 1 − c"))
            .line("tanh, σ_w² = 1.5", depth, gap);
    Report report =
        Report.of(new Block.Sentence("verdict", "Inputs become alike."), Block.Picture.of(chart));
    new HtmlRenderer("Gaps", "by hand").render(report, out);
    byte[] png = ChartPictures.png(chart, Theme.LIGHT);
    return png;
  }
}
