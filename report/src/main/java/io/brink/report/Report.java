package io.brink.report;

import io.brink.report.chart.Chart;
import java.util.List;
import java.util.stream.Stream;

/**
 * The answer of a command, ready for any renderer.
 *
 * @param blocks its parts, in the order of reading
 */
public record Report(List<Block> blocks) {

  /** Copies the list. */
  public Report {
    blocks = List.copyOf(blocks);
  }

  /** A report of the given blocks. */
  public static Report of(Block... blocks) {
    return new Report(List.of(blocks));
  }

  /** Its charts, in the order of reading. */
  public List<Chart> charts() {
    return blocks.stream().flatMap(Report::charts).toList();
  }

  private static Stream<Chart> charts(Block block) {
    return switch (block) {
      case Block.Picture picture -> Stream.of(picture.chart());
      case Block.ForReaders(Block inner) -> charts(inner);
      case Block.ForPrograms(Block inner) -> charts(inner);
      case Block.ForPages(Block inner) -> charts(inner);
      case Block.Sentence _,
          Block.Verdict _,
          Block.Facts _,
          Block.Table _,
          Block.Remarks _,
          Block.Listing _,
          Block.ForTerminals _ ->
          Stream.empty();
    };
  }
}
