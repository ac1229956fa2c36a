package io.brink.report;

import java.util.List;

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
}
