package io.brink.reproduction;

import io.brink.report.Block;
import io.brink.report.chart.Chart;
import java.util.List;

/**
 * A figure, recomputed.
 *
 * @param tables the data, with keys for their files
 * @param charts the data as the paper draws them, one for each panel
 * @param claims what the paper says with the figure
 * @param remarks what differs from the paper and why; usually empty
 */
public record Reproduction(
    List<Block.Table> tables, List<Chart> charts, List<Claim> claims, List<String> remarks) {

  /** Copies the lists. */
  public Reproduction {
    tables = List.copyOf(tables);
    charts = List.copyOf(charts);
    claims = List.copyOf(claims);
    remarks = List.copyOf(remarks);
  }

  /** A reproduction as the paper did it. */
  public static Reproduction of(List<Block.Table> tables, List<Chart> charts, List<Claim> claims) {
    return new Reproduction(tables, charts, claims, List.of());
  }

  /** Whether every claim holds. */
  public boolean holds() {
    return claims.stream().allMatch(Claim::holds);
  }
}
