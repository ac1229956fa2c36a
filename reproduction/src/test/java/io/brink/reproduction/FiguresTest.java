package io.brink.reproduction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.brink.report.Block;
import io.brink.report.chart.Chart;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every figure has to keep to. */
class FiguresTest {

  static List<Figure> figures() {
    return Figures.all();
  }

  @Test
  void namesAreUnique() {
    assertThat(Figures.all().stream().map(figure -> figure.name().fileName()))
        .doesNotHaveDuplicates();
  }

  @Test
  void figuresAreFoundByName() {
    for (Figure figure : Figures.all()) {
      assertThat(Figures.named(figure.name().toString())).isSameAs(figure);
      assertThat(Figures.named(figure.name().toString().toUpperCase(Locale.ROOT))).isSameAs(figure);
    }
    assertThatThrownBy(() -> Figures.named("res:1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("figure 'res:1' has several panels: res:1a, res:1b, res:1c");
    assertThatThrownBy(() -> Figures.named("res:2bb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown figure 'res:2bb'; did you mean 'res:2b'?");
  }

  /** Every theory and simulation figure of the papers, by the number that the paper gives it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tat:2 tat:4",
        "shr:1 shr:2a shr:2b shr:3a shr:3b shr:3c shr:3d shr:3e shr:3f",
        "lin:1a lin:1b lin:2a lin:2b lin:2c lin:2d lin:3 lin:4 lin:5 lin:6 lin:B.6",
        "res:1a res:1b res:1c res:2a res:2b res:2c res:A.1 res:A.2 res:B.3 res:B.4 res:B.5 res:B.6"
            + " res:B.7 res:B.8 res:C.9 res:C.10 res:C.11 res:C.12 res:C.13 res:C.17"
      })
  void figuresOfAPaperHaveItsNumbersInItsOrder(String names) {
    String paper = names.substring(0, 4);
    assertThat(
            Figures.all().stream()
                .map(figure -> figure.name().toString())
                .filter(name -> name.startsWith(paper)))
        .containsExactly(names.split(" "));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void everyFigureHasDataChartsAndClaims(Figure figure) {
    Reproduction reproduction = Sketches.of(figure.name().toString());
    assertThat(reproduction.tables()).isNotEmpty();
    assertThat(reproduction.tables().stream().map(Block.Table::key)).doesNotHaveDuplicates();
    assertThat(reproduction.tables()).allSatisfy(table -> assertThat(table.rows()).isNotEmpty());
    assertThat(reproduction.charts()).isNotEmpty();
    assertThat(reproduction.charts().stream().map(Chart::key)).doesNotHaveDuplicates();
    assertThat(reproduction.charts()).allSatisfy(chart -> assertThat(chart.layers()).isNotEmpty());
    assertThat(reproduction.claims()).isNotEmpty();
    assertThat(reproduction.claims().stream().map(Claim::statement)).doesNotHaveDuplicates();
    assertThat(figure.parameters()).isNotEmpty();
  }
}
