package io.brink.spectrum;

/**
 * The limiting law of the singular values s of a Jacobian at one place.
 *
 * @param logSquare u = ln s² = ln λ
 * @param density density of u, per share of the input's dimension
 * @param densityError estimate of its error: residual, rounding and quadrature, absolute
 * @param massAbove share of the singular values above s, from a closed form and not from the
 *     density
 * @param residual largest amount by which the solved equations fail, in ln z
 */
public record SpectralPoint(
    double logSquare, double density, double densityError, double massAbove, double residual) {

  /** s; 0 or +∞ beyond the range of a double. */
  public double singularValue() {
    return Math.exp(0.5 * logSquare);
  }

  /** λ = s²; 0 or +∞ beyond the range of a double. */
  public double squaredSingularValue() {
    return Math.exp(logSquare);
  }

  /** Density of s; 0 or +∞ beyond the range of a double. */
  public double densityOfSingularValue() {
    return 2 * density * Math.exp(-0.5 * logSquare);
  }

  /** Density of λ = s²; 0 or +∞ beyond the range of a double. */
  public double densityOfSquare() {
    return density * Math.exp(-logSquare);
  }
}
