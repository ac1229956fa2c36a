package io.brink.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Sketches;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlRendererTest {

  private static final Path WEB = Path.of("src/main/web");

  /** A page of every kind of chart, and a table of the given length. */
  static String page(int rows) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Sentence("verdict", "Will not train: <b> & \"so\"."));
    // as long as a network's description, without a place to break
    blocks.add(new Block.Sentence("network", "weight_variance=1.69,".repeat(12)));
    for (Chart chart : Sketches.all()) {
      blocks.add(Block.Picture.of(chart));
    }
    List<List<Value>> table = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      table.add(List.of(Value.count(i), Value.exact(Math.exp(-i))));
    }
    blocks.add(
        new Block.Table(
            "layers", "Layers", List.of(new Column("l", "l"), new Column("q", "q")), table));
    blocks.add(new Block.Listing("code", "Code", "</script><script>alert(1)</script>"));
    blocks.add(new Block.ForPrograms(new Block.Sentence("hidden", "not for readers")));
    StringWriter out = new StringWriter();
    new HtmlRenderer("brink check", "brink check mlp").render(new Report(blocks), out);
    return out.toString();
  }

  @Test
  void textIsEscaped() {
    assertThat(page(1))
        .contains("<h1>Will not train: &lt;b&gt; &amp; &quot;so&quot;.</h1>")
        .contains("&lt;/script&gt;&lt;script&gt;alert(1)")
        .doesNotContain("not for readers");
  }

  @Test
  void aVerdictIsTheHeadingAndTellsHowWelcomeItIs() {
    StringWriter out = new StringWriter();
    new HtmlRenderer("brink check", "brink check mlp")
        .render(
            Report.of(
                new Block.ForReaders(new Block.Verdict("Slow: x.", Block.Verdict.Tone.DOUBTFUL)),
                new Block.Remarks("", "Change", List.of("eoc: move to <it>", "no name: here"))),
            out);
    assertThat(out.toString())
        .contains("<h1 class=\"doubtful\">Slow: x.</h1>")
        .contains("<li><b>eoc:</b> move to &lt;it&gt;</li>", "<li>no name: here</li>");
  }

  @Test
  void nothingIsLoadedFromElsewhere() {
    assertThat(page(1)).doesNotContainPattern("(src|href)=\"(?!data:)").doesNotContain("@import");
  }

  @Test
  void twoHundredLayersWithEveryKindOfChartStayBelowTwoMegabytes() {
    assertThat(page(200).getBytes(StandardCharsets.UTF_8).length).isLessThan(2_000_000);
    assertThat(page(100_000)).contains("The first 250 of 100000 rows");
    assertThat(page(100_000).length()).isLessThan(2_000_000);
  }

  @Test
  void theLibraryIsTheOneThatIsAskedFor() throws IOException {
    String bundle = Files.readString(Path.of("src/main/resources/io/brink/report/html/plot.js"));
    String wanted = Files.readString(WEB.resolve("package.json"));
    var version = Pattern.compile("\"@observablehq/plot\": \"([0-9.]+)\"").matcher(wanted);
    assertThat(version.find()).isTrue();
    assertThat(bundle)
        .contains("@observablehq/plot " + version.group(1) + " (ISC)")
        .contains("Copyright 2020-2025 Observable, Inc.", "Written by report/src/main/web/bundle");
    String entry = Files.readString(WEB.resolve("plot.js"));
    String used = entry.substring(entry.indexOf('{') + 1, entry.indexOf('}'));
    for (String name : used.split(",")) {
      assertThat(bundle).contains(name.strip() + ":()=>");
    }
  }
}
