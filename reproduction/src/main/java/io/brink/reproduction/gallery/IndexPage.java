package io.brink.reproduction.gallery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The index of a gallery as a page: thumbnails, and a table of claims. */
final class IndexPage {

  private IndexPage() {}

  static String of(List<Summary> summaries) {
    long claims = summaries.stream().mapToLong(summary -> summary.claims().size()).sum();
    long reproduced = summaries.stream().mapToLong(Summary::reproduced).sum();
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append(
            "<title>Figures, recomputed</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n")
        .append(css())
        .append("</style>\n</head>\n<body><main>\n<h1>Figures of the papers, recomputed</h1>\n<p>")
        .append(reproduced)
        .append(" of ")
        .append(claims)
        .append(" claims reproduced in ")
        .append(summaries.size())
        .append(" figures.</p>\n<div class=\"cards\">\n");
    summaries.forEach(summary -> card(summary, page));
    page.append("</div>\n<h2>Claims</h2>\n<div class=\"scroll\"><table><thead><tr><th>figure</th>")
        .append(
            "<th>claim</th><th>measured</th><th>to be</th><th>result</th></tr></thead><tbody>\n");
    for (Summary summary : summaries) {
      for (Summary.Line claim : summary.claims()) {
        page.append("<tr class=\"")
            .append(claim.holds() ? "good" : "bad")
            .append("\"><td>")
            .append(escaped(summary.figure()))
            .append("</td><td>")
            .append(escaped(claim.statement()))
            .append("</td><td>")
            .append(escaped(claim.measured()))
            .append("</td><td>")
            .append(escaped(claim.expected()))
            .append("</td><td class=\"result\">")
            .append(claim.holds() ? "reproduced" : "off by " + escaped(claim.excess()))
            .append("</td></tr>\n");
      }
    }
    page.append("</tbody></table></div>\n</main></body>\n</html>\n");
    return page.toString();
  }

  private static void card(Summary summary, StringBuilder page) {
    String folder = summary.folder();
    boolean all = summary.reproduced() == summary.claims().size() && summary.failure().isEmpty();
    page.append("<a class=\"card\" href=\"").append(folder).append("/index.html\">");
    if (summary.failure().isEmpty()) {
      page.append("<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"")
          .append(folder)
          .append("/thumbnail-dark.png\"><img loading=\"lazy\" alt=\"\" src=\"")
          .append(folder)
          .append("/thumbnail-light.png\"></picture>");
    }
    page.append("<span class=\"name\">")
        .append(escaped(summary.figure()))
        .append("</span> <span>")
        .append(escaped(summary.title()))
        .append("</span> <span class=\"")
        .append(all ? "good" : "bad")
        .append("\">")
        .append(
            summary.failure().isEmpty()
                ? summary.reproduced() + " of " + summary.claims().size() + " claims reproduced"
                : "failed: " + escaped(summary.failure()))
        .append("</span></a>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String css() {
    try (InputStream in = IndexPage.class.getResourceAsStream("gallery.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
