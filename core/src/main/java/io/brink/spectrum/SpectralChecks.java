package io.brink.spectrum;

import java.util.OptionalDouble;

/**
 * What integrals of the density and the point masses miss of what is known in closed form.
 *
 * @param normalisation |∫ dμ − 1|
 * @param mean relative, of E s²; empty if that is infinite
 * @param secondMoment relative, of E s⁴; empty if that is infinite
 */
public record SpectralChecks(
    double normalisation, OptionalDouble mean, OptionalDouble secondMoment) {

  static SpectralChecks of(SpectralLaw law, SpectralMoments moments) {
    // relative to the mean, as deep networks leave the range of a double
    double scale = moments.hasMean() ? moments.logMean() : 0;
    double mass = 0;
    double mean = 0;
    double second = 0;
    for (SpectralLaw.Node node : law.nodes()) {
      double part = node.weight() * node.point().density();
      double relative = Math.exp(node.point().logSquare() - scale);
      mass += part;
      mean += part * relative;
      second += part * relative * relative;
    }
    for (SpectralAtom atom : law.atoms()) {
      double relative = Math.exp(atom.logSquare() - scale);
      mass += atom.weight();
      mean += atom.weight() * relative;
      second += atom.weight() * relative * relative;
    }
    double wanted = 1 + moments.relativeVariance();
    return new SpectralChecks(
        Math.abs(mass - 1),
        moments.hasMean() ? OptionalDouble.of(Math.abs(mean - 1)) : OptionalDouble.empty(),
        moments.hasVariance()
            ? OptionalDouble.of(Math.abs(second - wanted) / wanted)
            : OptionalDouble.empty());
  }

  /** The largest of those there are. */
  public double worst() {
    return Math.max(normalisation, Math.max(mean.orElse(0), secondMoment.orElse(0)));
  }
}
