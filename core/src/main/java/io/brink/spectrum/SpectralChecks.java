package io.brink.spectrum;

/**
 * What integrals of the density and the point masses miss of what is known in closed form.
 *
 * @param normalisation |∫ dμ − 1|
 * @param mean relative, of E s²
 * @param secondMoment relative, of E s⁴
 */
public record SpectralChecks(double normalisation, double mean, double secondMoment) {

  /** The largest of the three. */
  public double worst() {
    return Math.max(normalisation, Math.max(mean, secondMoment));
  }
}
