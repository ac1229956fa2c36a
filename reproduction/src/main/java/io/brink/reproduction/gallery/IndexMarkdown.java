package io.brink.reproduction.gallery;

import java.util.List;
import java.util.Locale;

/** The gallery of record: every claim in a table, every figure with its small pictures. */
final class IndexMarkdown {

  private IndexMarkdown() {}

  static String of(List<Summary> summaries) {
    StringBuilder text = new StringBuilder();
    text.append("# Figures of the papers, recomputed\n\n")
        .append("Written by `brink reproduce all --gallery DIR --as markdown`; not to be edited.\n")
        .append(
            "A claim is what the paper says with a figure, as one number and what it has to be."
                + " Of the ")
        .append(summaries.stream().mapToLong(summary -> summary.claims().size()).sum())
        .append(" claims ")
        .append(summaries.stream().mapToLong(Summary::reproduced).sum())
        .append(" are reproduced.\n")
        .append("Seconds are processor time.\n\n")
        .append("| figure | shows | claims | reproduced | seconds |\n|---|---|---|---|---|\n");
    for (Summary summary : summaries) {
      text.append(
          String.format(
              Locale.ROOT,
              "| [%s](#%s) | %s | %d | %d | %.1f |%n",
              summary.figure(),
              anchor(summary),
              cell(summary.title()),
              summary.claims().size(),
              summary.reproduced(),
              summary.seconds()));
    }
    text.append("\n## Not reproduced\n\n");
    text.append("| figure | claim | measured | to be | off by |\n|---|---|---|---|---|\n");
    for (Summary summary : summaries) {
      for (Summary.Line claim : summary.claims()) {
        if (!claim.holds()) {
          text.append("| ")
              .append(summary.figure())
              .append(" | ")
              .append(cell(claim.statement()))
              .append(" | ")
              .append(cell(claim.measured()))
              .append(" | ")
              .append(cell(claim.expected()))
              .append(" | ")
              .append(cell(claim.excess()))
              .append(" |\n");
        }
      }
    }
    for (Summary summary : summaries) {
      append(summary, text);
    }
    return text.toString();
  }

  private static String anchor(Summary summary) {
    return summary.figure().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }

  private static void append(Summary summary, StringBuilder text) {
    text.append("\n## ").append(summary.figure()).append("\n\n");
    text.append(cell(summary.title())).append(". ").append(summary.paper()).append(".\n\n");
    for (String chart : summary.charts()) {
      text.append("![")
          .append(summary.figure())
          .append(", ")
          .append(chart)
          .append("](")
          .append(summary.folder())
          .append('/')
          .append(chart)
          .append(".png)\n");
    }
    text.append("\n| claim | measured | to be | |\n|---|---|---|---|\n");
    for (Summary.Line claim : summary.claims()) {
      text.append("| ")
          .append(cell(claim.statement()))
          .append(" | ")
          .append(cell(claim.measured()))
          .append(" | ")
          .append(cell(claim.expected()))
          .append(" | ")
          .append(claim.holds() ? "reproduced" : "**off by " + cell(claim.excess()) + "**")
          .append(" |\n");
    }
    for (String remark : summary.remarks()) {
      text.append("\n").append(cell(remark)).append("\n");
    }
    if (!summary.samples().isEmpty()) {
      text.append("\n<details><summary>Measured on random networks</summary>\n");
      summary.samples().forEach(sample -> append(sample, text));
      text.append("\n</details>\n");
    }
    if (!summary.failure().isEmpty()) {
      text.append("\n**Failed:** ").append(cell(summary.failure())).append("\n");
    }
  }

  private static void append(Summary.Sample sample, StringBuilder text) {
    text.append("\n").append(cell(sample.title())).append("\n\n");
    row(sample.header(), text);
    row(sample.header().stream().map(_ -> "---").toList(), text);
    sample.rows().forEach(row -> row(row, text));
  }

  private static void row(List<String> cells, StringBuilder text) {
    text.append("| ")
        .append(String.join(" | ", cells.stream().map(IndexMarkdown::cell).toList()))
        .append(" |\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("*", "\\*").replace("_", "\\_").replace("<", "&lt;");
  }
}
