package io.brink.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RendererTest {

  private static final Report REPORT =
      Report.of(
          new Block.Sentence("verdict", "It trains."),
          new Block.Facts(
              "parameters",
              "Parameters",
              List.of(
                  Fact.of("slope", "slope", Value.exact(0.25), "of the negative part"),
                  Fact.of("curvature", "curvature", Value.exact(Double.POSITIVE_INFINITY)),
                  Fact.of("hidden", "", Value.count(7)),
                  Fact.of("", "readers only", Value.text("yes")),
                  Fact.of("none", "none", Value.ABSENT))),
          new Block.Table(
              "rows",
              "Rows",
              List.of(new Column("name", "name"), new Column("c", "c")),
              List.of(
                  List.of(Value.text("a"), Value.rounded(1)),
                  List.of(Value.text("long name"), Value.rounded(-0.123456789)))),
          new Block.ForReaders(new Block.Sentence("aside", "Only for readers.")),
          new Block.ForPrograms(new Block.Sentence("raw", "only for programs")),
          new Block.Remarks("warnings", "Warnings", List.of("Mind the gap.")));

  @Test
  void textIsAligned() {
    assertThat(render(new TextRenderer(), REPORT))
        .isEqualTo(
            """
            It trains.

            Parameters
              slope         0.25  of the negative part
              curvature     ∞
              readers only  yes
              none          -

            Rows
              name               c
              a                  1
              long name  -0.123457

            Only for readers.

            Warnings
              - Mind the gap.
            """);
  }

  @Test
  void jsonHoldsEveryDigitAndNamesInfinity() {
    JsonNode json = JsonMapper.shared().readTree(render(new JsonRenderer(), REPORT));
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder("verdict", "parameters", "rows", "raw", "warnings");
    assertThat(json.get("parameters").propertyNames())
        .containsExactlyInAnyOrder("slope", "curvature", "hidden", "none");
    assertThat(json.at("/parameters/curvature").stringValue()).isEqualTo("Infinity");
    assertThat(json.at("/parameters/none").isNull()).isTrue();
    assertThat(json.at("/rows/1/c").doubleValue()).isEqualTo(-0.123456789);
    assertThat(json.at("/warnings/0").stringValue()).isEqualTo("Mind the gap.");
  }

  @Test
  void jsonRefusesNaN() {
    Report report =
        Report.of(new Block.Facts("", "", List.of(Fact.of("x", "x", Value.exact(Double.NaN)))));
    assertThatThrownBy(() -> render(new JsonRenderer(), report))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aRowHasAValueForEachColumn() {
    assertThatThrownBy(
            () ->
                new Block.Table("t", "t", List.of(new Column("a", "a")), List.of(List.<Value>of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row of 0 values under 1 columns");
  }

  private static String render(Renderer renderer, Report report) {
    StringWriter out = new StringWriter();
    renderer.render(report, out);
    return out.toString();
  }
}
