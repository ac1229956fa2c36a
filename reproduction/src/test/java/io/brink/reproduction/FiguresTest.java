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
    assertThatThrownBy(() -> Figures.named("res:2bb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown figure 'res:2bb'; did you mean 'res:2b'?");
  }

  @ParameterizedTest
  @MethodSource("figures")
  void everyFigureHasDataChartsAndClaims(Figure figure) {
    Reproduction reproduction = figure.reproduce(Setting.SKETCH);
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
