package io.brink.reproduction.gallery;

import com.sun.management.OperatingSystemMXBean;
import io.brink.expectation.Estimate;
import io.brink.report.Block;
import io.brink.report.CsvRenderer;
import io.brink.report.Numerals;
import io.brink.report.Report;
import io.brink.report.chart.Chart;
import io.brink.report.drawing.ChartPictures;
import io.brink.report.drawing.Theme;
import io.brink.report.html.HtmlRenderer;
import io.brink.reproduction.Claim;
import io.brink.reproduction.Figure;
import io.brink.reproduction.Progress;
import io.brink.reproduction.Reproduction;
import io.brink.reproduction.ReproductionReport;
import io.brink.reproduction.Setting;
import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A folder that holds reproduced figures; see the package. */
public final class Gallery {

  /** What a gallery is for. */
  public enum Kind {
    /** To be looked at: pages, pictures, data. */
    PAGES,
    /** To be kept with the sources: Markdown and small pictures. */
    MARKDOWN
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String SUMMARY = "summary.json";
  private static final int THUMBNAIL = 400;
  private static final int SMALL = 560;

  private final Path folder;
  private final Kind kind;
  private final Setting setting;

  /**
   * A gallery in a folder, which is made if it does not exist.
   *
   * @param setting of every figure; its progress counts figures
   */
  public Gallery(Path folder, Kind kind, Setting setting) {
    this.folder = folder;
    this.kind = kind;
    this.setting = setting;
  }

  /**
   * What came of a run.
   *
   * @param claims number of claims
   * @param reproduced number of those that hold
   * @param failures names and reasons of figures that failed
   * @param kept number of figures that an earlier run had finished
   * @param index the file to begin with
   */
  public record Outcome(
      int figures, long claims, long reproduced, List<String> failures, int kept, Path index) {
    /** Copies the list. */
    public Outcome {
      failures = List.copyOf(failures);
    }
  }

  /** Reproduces the figures that are not there yet, and writes the index. */
  public Outcome fill(List<Figure> figures) throws IOException {
    List<Summary> summaries = new ArrayList<>();
    int kept = 0;
    setting.progress().begin("figures", figures.size());
    for (Figure figure : figures) {
      Optional<Summary> there = finished(figure);
      if (there.isPresent()) {
        kept++;
      }
      summaries.add(there.isPresent() ? there.get() : make(figure));
      setting.progress().advance(1);
    }
    Path index =
        switch (kind) {
          case PAGES -> folder.resolve("index.html");
          case MARKDOWN -> folder.resolve("README.md");
        };
    Files.writeString(
        index,
        switch (kind) {
          case PAGES -> IndexPage.of(summaries);
          case MARKDOWN -> IndexMarkdown.of(summaries);
        });
    return new Outcome(
        summaries.size(),
        summaries.stream().mapToLong(summary -> summary.claims().size()).sum(),
        summaries.stream().mapToLong(Summary::reproduced).sum(),
        summaries.stream()
            .filter(summary -> !summary.failure().isEmpty())
            .map(summary -> summary.figure() + ": " + summary.failure())
            .toList(),
        kept,
        index);
  }

  private Path place(Figure figure) {
    return folder.resolve(figure.name().fileName());
  }

  /** The summary of an earlier run with the same setting; none if it failed or cannot be read. */
  private Optional<Summary> finished(Figure figure) throws IOException {
    Path file = place(figure).resolve(SUMMARY);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Summary summary = JSON.readValue(Files.readString(file), Summary.class);
      boolean same =
          summary.effort().equals(effort())
              && summary.seed() == setting.seed()
              && summary.failure().isEmpty();
      return same ? Optional.of(summary) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  private String effort() {
    return setting.effort().name().toLowerCase(Locale.ROOT);
  }

  private Summary make(Figure figure) throws IOException {
    Path place = Files.createDirectories(place(figure));
    Files.deleteIfExists(place.resolve(SUMMARY));
    long start = processorTime();
    try {
      Reproduction reproduction =
          figure.reproduce(new Setting(setting.seed(), setting.effort(), Progress.SILENT));
      Summary summary = summary(figure, reproduction, 1e-9 * (processorTime() - start), "");
      switch (kind) {
        case PAGES -> writePages(figure, reproduction, place);
        case MARKDOWN -> writeSmallPictures(reproduction, place);
      }
      Files.writeString(
          place.resolve(SUMMARY),
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(summary));
      return summary;
    } catch (RuntimeException e) {
      // One figure that fails is no reason to lose the others; the outcome names it.
      Reproduction nothing = Reproduction.of(List.of(), List.of(), List.of());
      return summary(figure, nothing, 1e-9 * (processorTime() - start), String.valueOf(e));
    }
  }

  /** Of the whole process: random networks are drawn in threads of their own. */
  private static long processorTime() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private Summary summary(
      Figure figure, Reproduction reproduction, double seconds, String failure) {
    return new Summary(
        figure.name().toString(),
        figure.name().fileName(),
        figure.title(),
        figure.name().paper().citation(),
        effort(),
        setting.seed(),
        seconds,
        reproduction.charts().stream().map(Chart::key).toList(),
        reproduction.tables().stream().map(Block.Table::key).toList(),
        reproduction.claims().stream().map(Gallery::line).toList(),
        reproduction.tables().stream()
            .filter(Summary.Sample::isMeasured)
            .map(Summary.Sample::of)
            .toList(),
        reproduction.remarks(),
        failure);
  }

  private static Summary.Line line(Claim claim) {
    double value = claim.measured().value();
    return new Summary.Line(
        claim.statement(),
        claim.holds(),
        Numerals.measured(new Estimate(value, claim.measured().uncertainty())),
        claim.criterion().words(),
        claim.holds() ? "" : Numerals.rounded(claim.criterion().excess(value), 2),
        claim.measured().method());
  }

  private static void writePages(Figure figure, Reproduction reproduction, Path place)
      throws IOException {
    Report report = ReproductionReport.of(figure, reproduction);
    String name = figure.name().toString();
    try (Writer out = Files.newBufferedWriter(place.resolve("index.html"))) {
      new HtmlRenderer(name, "brink reproduce " + name).render(report, out);
    }
    for (Block.Table table : reproduction.tables()) {
      try (Writer out = Files.newBufferedWriter(place.resolve(table.key() + ".csv"))) {
        CsvRenderer.render(table, out);
      }
    }
    for (Chart chart : reproduction.charts()) {
      Files.write(place.resolve(chart.key() + ".png"), ChartPictures.png(chart, Theme.LIGHT));
    }
    for (Theme theme : Theme.values()) {
      Files.write(
          place.resolve("thumbnail-" + theme.name().toLowerCase(Locale.ROOT) + ".png"),
          ChartPictures.thumbnail(reproduction.charts().getFirst(), theme, THUMBNAIL));
    }
  }

  private static void writeSmallPictures(Reproduction reproduction, Path place) throws IOException {
    for (Chart chart : reproduction.charts()) {
      Files.write(
          place.resolve(chart.key() + ".png"), ChartPictures.thumbnail(chart, Theme.LIGHT, SMALL));
    }
  }
}
