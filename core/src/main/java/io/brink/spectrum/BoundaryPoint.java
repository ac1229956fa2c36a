package io.brink.spectrum;

/**
 * A certified solution of the spectral equation at ln z = u + iη.
 *
 * @param target ln z
 * @param rank ρ, the rank of J over the width of the input
 * @param y Y = ln(1 + ρκ), with 0 &lt; Im Y &lt; π
 * @param x X_g = ln w_g of each group, with 0 &lt; Im X &lt; π
 * @param slope d ln z/dY along the solutions
 * @param xSlope dX_g/dY
 * @param residual the largest amount by which an equation fails, in ln z and in Y
 * @param rounding bound of the rounding and quadrature error of ln z
 * @param massAbove share of the squared singular values above e^u; meaningful for η = 0
 */
record BoundaryPoint(
    Complex target,
    double rank,
    Complex y,
    Complex[] x,
    Complex slope,
    Complex[] xSlope,
    double residual,
    double rounding,
    double massAbove) {

  /** κ = 1/m. */
  Complex kappa() {
    return y.expm1().times(1 / rank);
  }

  /** −Im m/π: the density of ln λ. */
  double density() {
    Complex kappa = kappa();
    double size = kappa.abs();
    return Math.max(0, kappa.im()) / (Math.PI * size * size);
  }

  /** Estimate of the error of {@link #density}. */
  double densityError() {
    return (residual + rounding) * densityChange() + 0x1p-51 * density();
  }

  /** The change of m/π with ln z, which is at least that of the density. */
  double densityChange() {
    double size = kappa().abs();
    // dm/dY = −(1 + ρκ)/(ρκ²)
    return Math.exp(y.re()) / (rank * size * size) / slope.abs() / Math.PI;
  }
}
