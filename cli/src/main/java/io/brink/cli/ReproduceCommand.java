package io.brink.cli;

import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.reproduction.Effort;
import io.brink.reproduction.Figure;
import io.brink.reproduction.Figures;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.ReproductionReport;
import io.brink.reproduction.Setting;
import io.brink.reproduction.gallery.Gallery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink reproduce}: figures of the papers, recomputed and put to the test. */
@Command(
    name = "reproduce",
    description = "Recompute a figure of the papers and test what the paper says with it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A figure is named PAPER:LABEL as the paper prints it, res:2b or res:B.7; --list names all."
          + " Each",
      "claim is one number with its uncertainty and what it has to be. The data are in --json and"
          + " --csv.",
      "'all' takes a few minutes on two cores; a run that was interrupted goes on where it was.",
      "",
      "Examples:",
      "  brink reproduce --list",
      "  brink reproduce res:2b --html figure.html",
      "  brink reproduce res:2b --json --csv differences.csv --fail-on unreproduced",
      "  brink reproduce shr:3d --png jacobian.png",
      "  brink reproduce all --gallery figures",
    })
final class ReproduceCommand extends ReportingCommand {

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Subject subject;

  private static final class Subject {
    @Parameters(paramLabel = "FIGURE", description = "A figure, see --list, or 'all'.")
    private String figure;

    @Option(names = "--list", description = "List the figures.")
    private boolean list;
  }

  @Option(
      names = "--gallery",
      paramLabel = "DIR",
      description =
          "With 'all': the folder for the pages, pictures and data of every figure (default:"
              + " gallery); figures that an earlier run has finished are kept.")
  private String gallery;

  @Option(
      names = "--as",
      paramLabel = "K",
      defaultValue = "pages",
      description = "The gallery as pages (default) or as markdown with small pictures.")
  private String kind;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the random numbers (default: 1).")
  private long seed;

  @Option(
      names = "--effort",
      paramLabel = "E",
      defaultValue = "record",
      description =
          "record: the sizes of the paper (default); sketch: smaller ones, for a first look.")
  private String effort;

  @Option(
      names = "--fail-on",
      paramLabel = "V",
      description = "unreproduced: exit with 1 if a claim does not hold.")
  private String failOn;

  private enum FailOn {
    UNREPRODUCED
  }

  @Override
  Answer answer() {
    Effort work = Choice.of("--effort", Effort.class, effort);
    boolean fails = failOn != null && Choice.of("--fail-on", FailOn.class, failOn) != null;
    if (subject.list) {
      return Answer.of(list());
    }
    if (subject.figure.equals("all")) {
      return all(work, fails);
    }
    if (gallery != null) {
      throw new IllegalArgumentException("--gallery goes with 'all', got " + subject.figure);
    }
    Figure figure = Figures.named(subject.figure);
    Reproduction reproduction = reproduced(figure, work);
    return new Answer(
        ReproductionReport.of(figure, reproduction),
        "",
        fails && !reproduction.holds() ? ExitCode.BAD_VERDICT : ExitCode.OK);
  }

  private Reproduction reproduced(Figure figure, Effort work) {
    return figure.reproduce(new Setting(seed, work, progress()));
  }

  private Answer all(Effort work, boolean fails) {
    Gallery.Kind as = Choice.of("--as", Gallery.Kind.class, kind);
    Gallery.Outcome outcome;
    try {
      Path folder = Files.createDirectories(Path.of(gallery == null ? "gallery" : gallery));
      outcome = new Gallery(folder, as, new Setting(seed, work, progress())).fill(Figures.all());
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException("--gallery cannot be written: " + e, e);
    }
    Report report =
        Report.of(
            new Block.Facts(
                "",
                "",
                List.of(
                    Fact.of("figures", "figures", Value.count(outcome.figures())),
                    Fact.of(
                        "kept", "of these kept", Value.count(outcome.kept()), "from earlier runs"),
                    Fact.of("claims", "claims", Value.count(outcome.claims())),
                    Fact.of("reproduced", "reproduced", Value.count(outcome.reproduced())),
                    Fact.of("index", "index", Value.text(outcome.index().toString())))),
            new Block.Remarks("failures", "Figures that failed", outcome.failures()));
    int code =
        !outcome.failures().isEmpty()
            ? ExitCode.INTERNAL_ERROR
            : fails && outcome.reproduced() < outcome.claims() ? ExitCode.BAD_VERDICT : ExitCode.OK;
    return new Answer(report, "", code);
  }

  private static Report list() {
    return Report.of(
        new Block.Table(
            "figures",
            "",
            List.of(
                new Column("figure", "figure"),
                new Column("title", "shows"),
                new Column("paper", "")),
            Figures.all().stream()
                .map(
                    figure ->
                        List.of(
                            Value.text(figure.name().toString()),
                            Value.text(figure.title()),
                            Value.text(figure.name().paper().citation())))
                .toList()));
  }
}
