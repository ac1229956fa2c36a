package io.brink.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.brink.expectation.Estimate;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRendererTest {

  private static final Block.Table TABLE =
      new Block.Table(
          "rows",
          "Rows",
          List.of(
              new Column("name", "name"), new Column("", "note"), new Column("q", "q", "per unit")),
          List.of(
              List.of(
                  Value.text("a, \"b\""), Value.text("x"), Value.measured(new Estimate(0.1, 1e-9))),
              List.of(Value.text("plain"), Value.text("x"), Value.ABSENT),
              List.of(Value.text("∞"), Value.text("x"), Value.exact(Double.NEGATIVE_INFINITY))));

  @Test
  void quotesOnlyWhereNeededAndGivesErrorsAColumn() {
    StringWriter out = new StringWriter();
    CsvRenderer.render(TABLE, out);
    assertThat(out.toString())
        .isEqualTo(
            """
            name,q,q_error
            "a, ""b""\",0.1,1.0E-9
            plain,,
            ∞,-Infinity,
            """);
  }

  @Test
  void namedFiguresAreATableOfTheirOwn() {
    Report report =
        Report.of(
            new Block.Facts(
                "limits",
                "",
                List.of(
                    Fact.of("c", "c", Value.count(3)),
                    Fact.of(
                        "nested",
                        "",
                        new Value.Mapping(List.of(Fact.of("d", "", Value.text("e"))))))),
            new Block.ForPrograms(TABLE));
    assertThat(CsvRenderer.tables(report).keySet()).containsExactly("rows", "facts");
    StringWriter out = new StringWriter();
    CsvRenderer.render(CsvRenderer.tables(report).get("facts"), out);
    assertThat(out.toString()).isEqualTo("key,value\nlimits.c,3\nlimits.nested.d,e\n");
  }
}
