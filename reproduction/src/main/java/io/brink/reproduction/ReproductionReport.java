package io.brink.reproduction;

import io.brink.expectation.Estimate;
import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.report.chart.Chart;
import java.util.ArrayList;
import java.util.List;

/** What is reported of a reproduction: claims for readers, every figure for programs. */
public final class ReproductionReport {

  private ReproductionReport() {}

  /** The report. */
  public static Report of(Figure figure, Reproduction reproduction) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.ForReaders(new Block.Sentence("", figure.name() + ": " + figure.title() + ".")));
    blocks.add(
        new Block.ForPrograms(
            new Block.Facts(
                "",
                "",
                List.of(
                    Fact.of("figure", "", Value.text(figure.name().toString())),
                    Fact.of("title", "", Value.text(figure.title())),
                    Fact.of("paper", "", Value.text(figure.name().paper().citation())),
                    Fact.of("reproduced", "", new Value.Flag(reproduction.holds()))))));
    blocks.add(new Block.Facts("parameters", "Parameters", figure.parameters()));
    blocks.add(new Block.ForReaders(claimsForReaders(reproduction)));
    for (Chart chart : reproduction.charts()) {
      blocks.add(Block.Picture.of(chart));
    }
    blocks.add(new Block.Remarks("remarks", "Remarks", reproduction.remarks()));
    for (Block.Table table : reproduction.tables()) {
      blocks.add(new Block.ForPrograms(table));
    }
    blocks.add(new Block.ForPrograms(claims(reproduction.claims())));
    return new Report(blocks);
  }

  private static Block claimsForReaders(Reproduction reproduction) {
    return new Block.Remarks(
        "", "Claims", reproduction.claims().stream().map(ReproductionReport::words).toList());
  }

  /** One claim as a sentence. */
  static String words(Claim claim) {
    return (claim.holds() ? "reproduced: " : "NOT reproduced: ")
        + claim.statement()
        + ": "
        + number(claim.measured())
        + ", to be "
        + claim.criterion().words()
        + (claim.holds()
            ? ""
            : ", off by " + Numerals.rounded(claim.criterion().excess(claim.measured().value()), 2))
        + " ("
        + claim.measured().method()
        + ")";
  }

  private static String number(Measurement measured) {
    return Numerals.measured(new Estimate(measured.value(), measured.uncertainty()));
  }

  /** The claims as a table for programs. */
  static Block.Table claims(List<Claim> claims) {
    List<List<Value>> rows = new ArrayList<>();
    for (Claim claim : claims) {
      rows.add(
          List.of(
              Value.text(claim.statement()),
              new Value.Flag(claim.holds()),
              Value.exact(claim.measured().value()),
              Value.exact(claim.measured().uncertainty()),
              Value.text(claim.criterion().words()),
              Value.exact(claim.criterion().excess(claim.measured().value())),
              Value.text(claim.measured().method())));
    }
    return new Block.Table(
        "claims",
        "Claims",
        List.of(
            new Column("statement", "claim"),
            new Column("holds", "reproduced"),
            new Column("measured", "measured"),
            new Column("uncertainty", "uncertainty"),
            new Column("expected", "to be"),
            new Column("excess", "off by"),
            new Column("method", "how")),
        rows);
  }
}
