package io.brink.bench.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes {@code docs/accuracy.md}; run at the root of the repository. Takes a minute at most. */
public final class AccuracyPage {

  private AccuracyPage() {}

  /** Writes the page. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments.length == 0 ? "." : arguments[0]);
    References references = new References(root.resolve("core/src/test/resources/golden"));
    Files.writeString(root.resolve("docs/accuracy.md"), text(references));
  }

  static String text(References references) {
    Markdown page = new Markdown();
    page.paragraph("# Accuracy");
    page.paragraph("Written by `./brink-bench accuracy`; not to be edited.");
    page.paragraph(
        "What Brink computes, against what was computed elsewhere: the references are figures of 16"
            + " to 30 digits by mpmath and by programs of their own in 113-bit arithmetic ([where"
            + " they come from](../core/src/test/resources/golden/README.md)). The limits that the"
            + " tests assert are in the [README](../README.md#accuracy).");
    new KernelAccuracy(references).write(page);
    new PropagationAccuracy(references).write(page);
    ShapingAccuracy.write(page);
    WidthAccuracy.write(page);
    return page.build();
  }
}
