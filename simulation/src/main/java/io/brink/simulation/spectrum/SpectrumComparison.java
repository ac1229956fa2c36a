package io.brink.simulation.spectrum;

import io.brink.simulation.Summary;
import io.brink.spectrum.JacobianSpectrum;
import io.brink.spectrum.SpectralAtom;
import io.brink.spectrum.SpectralPoint;
import io.brink.spectrum.SpectrumScatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Singular values of random networks against their limiting law.
 *
 * @param spectra the networks
 * @param lowest s above which shares are compared, see the package
 * @param distance Kolmogorov–Smirnov distance between the law and the singular values of all
 *     networks together: the largest difference of the shares above any s ≥ lowest
 * @param limit its limit, {@value #DEVIATIONS} standard deviations and the allowance for the bias;
 *     empty where the scatter of a network is not known. Of networks for which theory holds fewer
 *     than one in 10⁵ exceeds it
 * @param singleDistance the largest distance of a single network
 * @param singleLimit its limit
 * @param meanSquare for each network its mean square singular value, over that of the law
 * @param meanSquareDeviation what theory predicts for the deviation of that of one network
 * @param largest for each network its largest singular value, over that of the law; empty if that
 *     is unbounded
 */
public record SpectrumComparison(
    SampledSpectra spectra,
    double lowest,
    double distance,
    Optional<Double> limit,
    double singleDistance,
    Optional<Double> singleLimit,
    Summary meanSquare,
    Optional<Double> meanSquareDeviation,
    Optional<Summary> largest) {

  /** Standard deviations in a limit. */
  public static final double DEVIATIONS = 5;

  /** What the bias may move shares by, times N. */
  private static final double BIAS = 2;

  private static final double BEYOND_ROUNDING = 10;

  /** What rounding may move ln s² of a point mass by. */
  private static final double BESIDE = 1e-9;

  private static final double LOWEST_SHARE = 0.1;
  private static final int PLACES = 16;

  /** Compares. */
  public static SpectrumComparison of(
      SampledSpectra spectra, JacobianSpectrum spectrum, Optional<SpectrumScatter> scatter) {
    double edge = spectrum.largestLogSquare();
    double least = lowestOfContinuous(spectrum);
    double top = 2 * Arrays.stream(spectra.logLargest()).max().orElseThrow();
    double lowest =
        spectra.rounding() == 0
            ? least
            : Math.max(
                least, Math.min(edge, top) + 2 * Math.log(BEYOND_ROUNDING * spectra.rounding()));
    SpectralPoint[] points =
        spectrum.points().stream()
            .filter(point -> point.logSquare() >= lowest)
            .filter(point -> spectrum.atoms().stream().noneMatch(atom -> isAt(atom, point)))
            .toArray(SpectralPoint[]::new);
    double distance = distance(spectra, -1, spectrum, points);
    double single =
        IntStream.range(0, spectra.networks())
            .mapToDouble(k -> distance(spectra, k, spectrum, points))
            .max()
            .orElseThrow();
    Optional<Double> deviation =
        scatter.map(each -> largestDeviation(each, spectrum, lowest, spectra.inputs()));
    double bias = BIAS / spectra.inputs();
    double logMean = spectrum.moments().logMean();
    return new SpectrumComparison(
        spectra,
        Math.exp(0.5 * lowest),
        distance,
        deviation.map(each -> DEVIATIONS * each / Math.sqrt(spectra.networks()) + bias),
        single,
        deviation.map(each -> DEVIATIONS * each + bias),
        Summary.ofRatios(spectra.logMeanSquares(), logMean),
        scatter.map(each -> each.deviationOfMean(spectra.inputs())),
        edge == Double.POSITIVE_INFINITY
            ? Optional.empty()
            : Optional.of(Summary.ofRatios(spectra.logLargest(), 0.5 * edge)));
  }

  /** Whether both distances are within their limits; true where these are not known. */
  public boolean holds() {
    return limit.map(each -> distance <= each).orElse(true)
        && singleLimit.map(each -> singleDistance <= each).orElse(true);
  }

  /** Whether rounding could take singular values of a point mass for others. */
  private static boolean isAt(SpectralAtom atom, SpectralPoint point) {
    return Math.abs(atom.logSquare() - point.logSquare()) <= 2 * BESIDE;
  }

  /** Whether a point mass lies between intervals of the support, or at the end of one. */
  private static boolean isOutside(SpectralAtom atom, JacobianSpectrum spectrum) {
    double u = atom.logSquare();
    return spectrum.intervals().stream()
        .noneMatch(each -> each.lowerLogSquare() < u && u < each.upperLogSquare());
  }

  /** ln s² there. */
  private static double lowestOfContinuous(JacobianSpectrum spectrum) {
    double continuous = 1;
    for (SpectralAtom atom : spectrum.atoms()) {
      continuous -= atom.weight();
    }
    if (spectrum.points().isEmpty()) {
      return Double.NEGATIVE_INFINITY;
    }
    double bottom = spectrum.points().getFirst().massAbove();
    for (SpectralPoint point : spectrum.points()) {
      if (point.massAbove() <= bottom - LOWEST_SHARE * continuous) {
        return point.logSquare();
      }
    }
    return spectrum.points().getLast().logSquare();
  }

  private static double distance(
      SampledSpectra spectra, int network, JacobianSpectrum spectrum, SpectralPoint[] points) {
    double largest = 0;
    for (SpectralPoint point : points) {
      double share = spectra.shareAbove(network, 0.5 * point.logSquare());
      largest = Math.max(largest, Math.abs(share - point.massAbove()));
    }
    // on both sides of a point mass
    for (SpectralAtom atom : spectrum.atoms()) {
      if (points.length > 0
          && atom.logSquare() > points[0].logSquare()
          && isOutside(atom, spectrum)) {
        for (int side = -1; side <= 1; side += 2) {
          double u = atom.logSquare() + side * BESIDE;
          double share = spectra.shareAbove(network, 0.5 * u);
          largest = Math.max(largest, Math.abs(share - spectrum.massAbove(u)));
        }
      }
    }
    return largest;
  }

  private static double largestDeviation(
      SpectrumScatter scatter, JacobianSpectrum spectrum, double lowest, int width) {
    double least = 1 - spectrum.massAbove(lowest);
    double largest = 0;
    for (int i = 0; i < PLACES; i++) {
      double share = least + (1 - least) * (i + 0.5) / PLACES;
      double deviation = scatter.deviation(spectrum.quantile(share), width);
      // none at a point mass
      largest = Double.isNaN(deviation) ? largest : Math.max(largest, deviation);
    }
    return largest;
  }
}
