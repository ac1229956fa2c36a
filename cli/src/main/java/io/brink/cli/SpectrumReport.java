package io.brink.cli;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;
import io.brink.report.Block;
import io.brink.report.Column;
import io.brink.report.Fact;
import io.brink.report.Numerals;
import io.brink.report.Report;
import io.brink.report.Value;
import io.brink.simulation.Summary;
import io.brink.simulation.spectrum.SpectrumComparison;
import io.brink.spectrum.Isometry;
import io.brink.spectrum.JacobianScope;
import io.brink.spectrum.JacobianSpectrum;
import io.brink.spectrum.SpectralAtom;
import io.brink.spectrum.SpectralMoments;
import io.brink.spectrum.SpectralPoint;
import io.brink.spectrum.SpectrumOutcome;
import io.brink.spectrum.SupportInterval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The report of a spectrum: its verdict, moments, edges, quantiles and density. */
final class SpectrumReport {

  private static final double[] SHARES = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99};
  private static final int SHOWN_POINTS = 15;
  private static final int BARS = 60;
  private static final String LEVELS = "▁▂▃▄▅▆▇█";

  private final List<Block> blocks = new ArrayList<>();

  private SpectrumReport() {}

  static Report of(
      String network,
      Activation activation,
      JacobianScope scope,
      SpectrumOutcome outcome,
      Optional<SpectrumSimulation> simulation) {
    SpectrumReport report = new SpectrumReport();
    report.blocks.add(
        new Block.ForPrograms(
            new Block.Facts(
                "",
                "",
                List.of(
                    Fact.of("network", "", Value.text(network)),
                    Fact.of("activation", "", Value.text(activation.name())),
                    Fact.of("part", "", Value.text(Choice.word(scope)))))));
    switch (outcome) {
      case SpectrumOutcome.Computed(JacobianSpectrum spectrum) -> {
        report.outcome("computed", "");
        report.verdict(spectrum);
        report.facts(spectrum.moments(), spectrum);
        report.simulation(simulation);
        report.charts(spectrum, simulation);
        report.tables(spectrum);
      }
      case SpectrumOutcome.MomentsAlone(SpectralMoments moments, String reason) ->
          report.withoutDensity("moments", reason, moments);
      case SpectrumOutcome.Unsolved unsolved ->
          report.withoutDensity("unsolved", unsolved.reason(), unsolved.moments());
      case SpectrumOutcome.Infeasible(String reason) ->
          report.withoutDensity("infeasible", reason, null);
    }
    if (!(outcome instanceof SpectrumOutcome.Computed)) {
      report.simulation(simulation);
    }
    return new Report(report.blocks);
  }

  private void simulation(Optional<SpectrumSimulation> simulation) {
    simulation.ifPresentOrElse(
        this::simulation,
        () ->
            forPrograms(new Block.Facts("", "", List.of(Fact.of("simulation", "", Value.ABSENT)))));
  }

  private void simulation(SpectrumSimulation simulation) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("networks", "networks", Value.count(simulation.spectra().networks())));
    facts.add(Fact.of("width", "width", Value.count(simulation.spectra().inputs())));
    if (simulation.law().isPresent()) {
      SpectrumComparison law = simulation.law().get();
      facts.add(
          Fact.of("distance", "distance", Value.rounded(law.distance()), "Kolmogorov-Smirnov"));
      facts.add(
          Fact.of(
              "distance_limit",
              "distance_limit",
              law.limit().map(Value::rounded).orElse(Value.ABSENT)));
      facts.add(
          Fact.of(
              "single_distance",
              "single_distance",
              Value.rounded(law.singleDistance()),
              "the largest of one network"));
      facts.add(
          Fact.of(
              "single_distance_limit",
              "single_distance_limit",
              law.singleLimit().map(Value::rounded).orElse(Value.ABSENT)));
      facts.add(
          Fact.of(
              "law_holds",
              "",
              law.limit().<Value>map(_ -> new Value.Flag(law.holds())).orElse(Value.ABSENT)));
      facts.add(Fact.of("compared_above", "", Value.exact(law.lowest())));
      facts.add(
          Fact.of(
              "largest_ratio",
              law.largest().isPresent() ? "largest_ratio" : "",
              law.largest().map(SpectrumReport::measured).orElse(Value.ABSENT),
              "largest singular value, over that of the law"));
      facts.add(
          law.largest()
              .map(largest -> error("largest_ratio_error", largest))
              .orElse(Fact.of("largest_ratio_error", "", Value.ABSENT)));
    }
    facts.add(
        Fact.of(
            "mean_ratio",
            "mean_ratio",
            measured(simulation.moments().mean()),
            "mean of s², over theory's"));
    facts.add(error("mean_ratio_error", simulation.moments().mean()));
    facts.add(
        Fact.of(
            "second_moment_ratio",
            "second_moment_ratio",
            measured(simulation.moments().second()),
            "mean of s⁴, over theory's"));
    facts.add(error("second_moment_ratio_error", simulation.moments().second()));
    blocks.add(new Block.Facts("simulation", title(simulation), facts));
  }

  private static String title(SpectrumSimulation simulation) {
    return simulation
        .law()
        .filter(law -> law.limit().isPresent())
        .map(
            law ->
                law.holds()
                    ? "Random networks follow the law"
                    : "Random networks of this width do not follow the law")
        .orElse("Random networks");
  }

  private static Fact error(String key, Summary summary) {
    return Fact.of(
        key, "", summary.count() < 2 ? Value.ABSENT : Value.magnitude(summary.standardError()));
  }

  /** The mean over networks, with its standard error. */
  private static Value measured(Summary summary) {
    return summary.count() < 2
        ? Value.rounded(summary.mean())
        : Value.measured(new Estimate(summary.mean(), summary.standardError()));
  }

  private void charts(JacobianSpectrum spectrum, Optional<SpectrumSimulation> simulation) {
    double low = spectrum.points().isEmpty() ? spectrum.largestLogSquare() - 1 : lowerEnd(spectrum);
    SpectrumCharts charts =
        new SpectrumCharts(spectrum, low, simulation.map(SpectrumSimulation::spectra));
    blocks.add(Block.Picture.drawnBy(charts::density));
    blocks.add(
        new Block.ForPages(
            new Block.Sentence(
                "",
                "Areas are shares of the singular values. The lowest hundredth of the density is"
                    + " left out, and so are singular values of 0, if any; where the density"
                    + " diverges it is cut off.")));
    simulation
        .flatMap(SpectrumSimulation::law)
        .ifPresent(law -> blocks.add(Block.Picture.drawnBy(() -> charts.shares(law))));
  }

  private void forPrograms(Block block) {
    blocks.add(new Block.ForPrograms(block));
  }

  private void outcome(String word, String reason) {
    forPrograms(new Block.Sentence("outcome", word));
    forPrograms(
        new Block.Facts(
            "",
            "",
            List.of(Fact.of("reason", "", reason.isEmpty() ? Value.ABSENT : Value.text(reason)))));
  }

  private void withoutDensity(String word, String reason, SpectralMoments moments) {
    outcome(word, reason);
    String beginning = moments == null ? "No singular values: " : "Moments only: ";
    blocks.add(new Block.ForReaders(new Block.Sentence("", beginning + reason + ".")));
    forPrograms(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("isometry", "", Value.ABSENT), Fact.of("share_near_1", "", Value.ABSENT))));
    facts(moments, null);
    forPrograms(new Block.Table("atoms", "", atomColumns(), List.of()));
    forPrograms(new Block.Table("support", "", supportColumns(), List.of()));
    forPrograms(new Block.Table("quantiles", "", quantileColumns(), List.of()));
    forPrograms(new Block.Table("density", "", densityColumns(), List.of()));
  }

  private void verdict(JacobianSpectrum spectrum) {
    Isometry isometry = Isometry.of(spectrum);
    double share = spectrum.share(1 / Isometry.FACTOR, Isometry.FACTOR);
    forPrograms(
        new Block.Facts(
            "",
            "",
            List.of(
                Fact.of("isometry", "", Value.text(Choice.word(isometry))),
                Fact.of("share_near_1", "", Value.exact(share)))));
    String verdict =
        switch (isometry) {
          case HOLDS -> "Dynamical isometry holds";
          case PARTIAL -> "Dynamical isometry is partial";
          case FAILS -> "No dynamical isometry";
        };
    blocks.add(
        new Block.ForReaders(
            new Block.Sentence(
                "",
                verdict
                    + ": "
                    + Numerals.rounded(100 * share, 3)
                    + " % of the singular values lie between 1/2 and 2.")));
  }

  private void facts(SpectralMoments moments, JacobianSpectrum spectrum) {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        Fact.of(
            "mean",
            moments == null ? "" : "mean",
            moments == null ? Value.ABSENT : mean(moments),
            "of s²"));
    facts.add(
        Fact.of("log_mean", "", moments == null ? Value.ABSENT : Value.exact(moments.logMean())));
    facts.add(
        Fact.of(
            "relative_variance",
            moments == null ? "" : "relative_variance",
            moments == null
                ? Value.ABSENT
                : Value.measured(
                    new Estimate(moments.relativeVariance(), moments.relativeVarianceError())),
            "of s², over its squared mean"));
    facts.add(
        Fact.of("variance", "", moments == null ? Value.ABSENT : Value.exact(moments.variance())));
    boolean whole = spectrum != null;
    double smallest = whole ? spectrum.smallestLogSquare() : 0;
    double largest = whole ? spectrum.largestLogSquare() : 0;
    boolean unbounded = largest == Double.POSITIVE_INFINITY;
    facts.add(
        Fact.of(
            "smallest",
            whole ? "smallest" : "",
            whole ? Value.rounded(Math.exp(0.5 * smallest)) : Value.ABSENT,
            "singular value"));
    facts.add(
        Fact.of(
            "largest",
            whole ? "largest" : "",
            whole ? singularValue(largest) : Value.ABSENT,
            unbounded ? "singular value: unbounded, as slopes are" : "singular value"));
    facts.add(Fact.of("unbounded", "", whole ? new Value.Flag(unbounded) : Value.ABSENT));
    facts.add(Fact.of("log_largest_square", "", whole ? finite(largest) : Value.ABSENT));
    facts.add(
        Fact.of(
            "condition",
            whole ? "condition" : "",
            whole ? singularValue(largest - smallest) : Value.ABSENT,
            "largest over smallest"));
    blocks.add(new Block.Facts("", "", facts));
    if (whole) {
      blocks.add(
          new Block.Facts(
              "checks",
              "What the density misses of what is known",
              List.of(
                  Fact.of(
                      "normalisation",
                      "normalisation",
                      Value.magnitude(spectrum.checks().normalisation())),
                  check("mean", spectrum.checks().mean()),
                  check("second_moment", spectrum.checks().secondMoment()))));
    } else {
      forPrograms(new Block.Facts("", "", List.of(Fact.of("checks", "", Value.ABSENT))));
    }
  }

  /** ln s², null where it is +∞. */
  private static Value finite(double logSquare) {
    return logSquare < Double.POSITIVE_INFINITY ? Value.exact(logSquare) : Value.ABSENT;
  }

  private static Value singularValue(double logSquare) {
    return logSquare < Double.POSITIVE_INFINITY
        ? Value.rounded(Math.exp(0.5 * logSquare))
        : Value.ABSENT;
  }

  private static Fact check(String key, OptionalDouble error) {
    return Fact.of(
        key,
        error.isPresent() ? key : "",
        error.isPresent() ? Value.magnitude(error.getAsDouble()) : Value.ABSENT);
  }

  private static Value mean(SpectralMoments moments) {
    double mean = moments.mean();
    return mean > 0 && mean < Double.POSITIVE_INFINITY
        ? Value.measured(new Estimate(mean, mean * moments.logMeanError()))
        : Value.exact(mean);
  }

  private static List<Column> atomColumns() {
    return List.of(
        new Column("singular_value", "s"),
        new Column("log_square", ""),
        new Column("share", "share"));
  }

  private static List<Column> supportColumns() {
    return List.of(
        new Column("lower", "from"),
        new Column("upper", "to"),
        new Column("log_lower_square", ""),
        new Column("log_upper_square", ""));
  }

  private static List<Column> quantileColumns() {
    return List.of(
        new Column("share", "share"),
        new Column("singular_value", "s"),
        new Column("log_square", ""));
  }

  private static List<Column> densityColumns() {
    return List.of(
        new Column("singular_value", "s"),
        new Column("log_square", "log_square"),
        new Column("density_of_log", "density of ln s"),
        new Column("density", "density of s"),
        new Column("error", "error"),
        new Column("above", "above"));
  }

  private void tables(JacobianSpectrum spectrum) {
    blocks.add(
        new Block.Table(
            "atoms",
            "Point masses",
            atomColumns(),
            spectrum.atoms().stream().map(SpectrumReport::row).toList()));
    blocks.add(
        new Block.Table(
            "support",
            "Support of the density, in s",
            supportColumns(),
            spectrum.intervals().stream().map(SpectrumReport::row).toList()));
    List<List<Value>> quantiles = new ArrayList<>();
    for (double share : SHARES) {
      double logSquare = spectrum.quantile(share);
      quantiles.add(
          List.of(
              Value.exact(share),
              Value.rounded(Math.exp(0.5 * logSquare)),
              Value.exact(logSquare)));
    }
    blocks.add(
        new Block.Table(
            "quantiles", "Share of the singular values up to s", quantileColumns(), quantiles));
    List<SpectralPoint> points = spectrum.points();
    if (!points.isEmpty()) {
      blocks.add(
          new Block.ForReaders(
              new Block.Listing(
                  "", "Density of ln s, from 1 % to " + topOfBars(spectrum), bars(spectrum))));
    }
    forPrograms(
        new Block.Table(
            "density", "", densityColumns(), points.stream().map(SpectrumReport::row).toList()));
    List<List<Value>> shown = new ArrayList<>();
    if (!points.isEmpty()) {
      double low = lowerEnd(spectrum);
      double high = upperEnd(spectrum);
      for (int i = 0; i < SHOWN_POINTS; i++) {
        shown.add(row(spectrum.at(low + (high - low) * (i + 0.5) / SHOWN_POINTS)));
      }
    }
    blocks.add(new Block.ForReaders(new Block.Table("", "Density", densityColumns(), shown)));
  }

  private static String topOfBars(JacobianSpectrum spectrum) {
    return spectrum.largestLogSquare() < Double.POSITIVE_INFINITY
        ? "the largest s"
        : "99.9 %; the largest s is unbounded";
  }

  private static double lowerEnd(JacobianSpectrum spectrum) {
    double low = spectrum.points().getFirst().logSquare();
    double mass = spectrum.massAbove(low);
    // the place with 99 % of the continuous part above it
    double wanted = mass - 0.01 * (mass - spectrum.points().getLast().massAbove());
    for (SpectralPoint point : spectrum.points()) {
      if (point.massAbove() <= wanted) {
        return point.logSquare();
      }
    }
    return low;
  }

  /** The largest ln s² to show; where that is unbounded, the place with 99.9 % below it. */
  static double upperEnd(JacobianSpectrum spectrum) {
    return spectrum.largestLogSquare() < Double.POSITIVE_INFINITY
        ? spectrum.points().getLast().logSquare()
        : spectrum.quantile(0.999);
  }

  private static String bars(JacobianSpectrum spectrum) {
    double low = lowerEnd(spectrum);
    double high = upperEnd(spectrum);
    double[] density = new double[BARS];
    double most = 0;
    for (int i = 0; i < BARS; i++) {
      density[i] = spectrum.at(low + (high - low) * (i + 0.5) / BARS).density();
      most = Math.max(most, density[i]);
    }
    StringBuilder line = new StringBuilder("  ");
    for (double each : density) {
      int level = (int) Math.min(LEVELS.length() - 1, LEVELS.length() * each / most);
      line.append(each > 0 ? LEVELS.charAt(level) : ' ');
    }
    String left = Numerals.rounded(Math.exp(0.5 * low), 3);
    String right = Numerals.rounded(Math.exp(0.5 * high), 3);
    int gap = Math.max(1, BARS - left.length() - right.length());
    return line + "\n  " + left + " ".repeat(gap) + right;
  }

  private static List<Value> row(SpectralAtom atom) {
    return List.of(
        Value.rounded(atom.singularValue()),
        Value.exact(atom.logSquare()),
        Value.rounded(atom.weight()));
  }

  private static List<Value> row(SupportInterval interval) {
    return List.of(
        Value.rounded(interval.lower()),
        singularValue(interval.upperLogSquare()),
        Value.exact(interval.lowerLogSquare()),
        finite(interval.upperLogSquare()));
  }

  private static List<Value> row(SpectralPoint point) {
    return List.of(
        Value.rounded(point.singularValue()),
        Value.rounded(point.logSquare()),
        Value.rounded(2 * point.density()),
        Value.rounded(point.densityOfSingularValue()),
        Value.magnitude(2 * point.densityError()),
        Value.rounded(point.massAbove()));
  }
}
