package io.brink.cli;

import io.brink.report.chart.Axis;
import io.brink.report.chart.Chart;
import io.brink.report.chart.Ink;
import io.brink.report.chart.Layer;
import io.brink.report.chart.Stroke;
import io.brink.simulation.spectrum.SampledSpectra;
import io.brink.simulation.spectrum.SpectrumComparison;
import io.brink.spectrum.JacobianSpectrum;
import io.brink.spectrum.SpectralAtom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The charts of a spectrum, over ln s: areas are shares of the singular values. */
final class SpectrumCharts {

  private static final int PLACES = 400;
  private static final int BARS = 48;

  /**
   * A density that diverges is drawn up to that multiple of the one that 9 in 10 places stay below.
   */
  private static final double HIGHEST = 2.5;

  private final JacobianSpectrum spectrum;
  private final Optional<SampledSpectra> spectra;
  private final boolean bounded;
  private final double low;
  private final double high;

  /**
   * Charts.
   *
   * @param low ln s² where they begin
   */
  SpectrumCharts(JacobianSpectrum spectrum, double low, Optional<SampledSpectra> spectra) {
    this.spectrum = spectrum;
    this.spectra = spectra;
    bounded = spectrum.largestLogSquare() < Double.POSITIVE_INFINITY;
    double top = bounded ? spectrum.largestLogSquare() : SpectrumReport.upperEnd(spectrum);
    double margin = 0.04 * Math.max(top - low, 0.1);
    this.low = low - margin;
    high = top + margin;
  }

  /** The density, its edges and point masses, and a histogram of random networks. */
  Chart density() {
    Chart chart =
        Chart.of(
            "density",
            "Density of the singular values",
            Axis.logarithmic("singular value s"),
            Axis.linear("density of ln s"));
    if (spectra.isPresent()) {
      chart = chart.with(histogram(spectra.get()));
    }
    if (!spectrum.points().isEmpty()) {
      chart = chart.with(curve());
    }
    List<SpectralAtom> shown =
        spectrum.atoms().stream().filter(atom -> atom.logSquare() >= low).toList();
    if (!shown.isEmpty()) {
      chart =
          chart.with(
              new Layer.Stems(
                  spectra.isPresent()
                      ? "point masses, as bars of the histogram"
                      : "point masses, as bars of 1/" + BARS + " of the axis",
                  Ink.STRONG,
                  shown.stream().mapToDouble(SpectralAtom::singularValue).toArray(),
                  shown.stream().mapToDouble(atom -> atom.weight() / barWidth()).toArray()));
    }
    if (spectrum.smallestLogSquare() >= low) {
      chart = chart.with(edge("smallest", spectrum.smallestLogSquare()));
    }
    return bounded ? chart.with(edge("largest", spectrum.largestLogSquare())) : chart;
  }

  private static Layer edge(String label, double logSquare) {
    return new Layer.Guide(label, Layer.Guide.Direction.VERTICAL, Math.exp(0.5 * logSquare));
  }

  /** In ln s. */
  private double barWidth() {
    return 0.5 * (high - low) / BARS;
  }

  private Layer curve() {
    double[] s = places();
    double[] density = new double[s.length];
    for (int i = 0; i < s.length; i++) {
      density[i] = 2 * spectrum.at(2 * Math.log(s[i])).density();
    }
    double[] sorted = density.clone();
    Arrays.sort(sorted);
    double highest = HIGHEST * sorted[(int) (0.9 * sorted.length)];
    for (int i = 0; i < s.length; i++) {
      density[i] = Math.min(density[i], highest);
    }
    return new Layer.Line("infinite width", Ink.NEXT, Stroke.SOLID, s, density);
  }

  private double[] places() {
    double[] s = new double[PLACES];
    for (int i = 0; i < PLACES; i++) {
      s[i] = Math.exp(0.5 * (low + (high - low) * (i + 0.5) / PLACES));
    }
    return s;
  }

  private Layer histogram(SampledSpectra found) {
    double[] edges = new double[BARS + 1];
    double[] heights = new double[BARS];
    for (int i = 0; i <= BARS; i++) {
      edges[i] = Math.exp(0.5 * (low + (high - low) * i / BARS));
    }
    for (int i = 0; i < BARS; i++) {
      double share = found.shareAbove(edges[i]) - found.shareAbove(edges[i + 1]);
      heights[i] = share / barWidth();
    }
    return new Layer.Histogram(label(found), Ink.QUIET, edges, heights);
  }

  private static String label(SampledSpectra found) {
    return found.networks()
        + (found.networks() == 1 ? " network" : " networks")
        + " of width "
        + found.inputs();
  }

  /** Shares above s of the law and of random networks, with the limits of their distance. */
  Chart shares(SpectrumComparison comparison) {
    double[] s = places();
    double[] law = new double[s.length];
    double[] found = new double[s.length];
    double[] below = new double[s.length];
    double[] above = new double[s.length];
    double limit = comparison.limit().orElse(0.0);
    for (int i = 0; i < s.length; i++) {
      law[i] = spectrum.massAbove(2 * Math.log(s[i]));
      found[i] = comparison.spectra().shareAbove(s[i]);
      below[i] = Math.max(0, law[i] - limit);
      above[i] = Math.min(1, law[i] + limit);
    }
    Chart chart =
        Chart.of(
            "shares",
            "Share of the singular values above s",
            Axis.logarithmic("singular value s"),
            Axis.linear("share above s"));
    if (comparison.limit().isPresent()) {
      chart = chart.with(new Layer.Band("limit of the distance", Ink.NEXT, s, below, above));
    }
    return chart
        .with(new Layer.Line("infinite width", Ink.SAME, Stroke.SOLID, s, law))
        .with(new Layer.Line(label(comparison.spectra()), Ink.NEXT, Stroke.DASHED, s, found));
  }
}
