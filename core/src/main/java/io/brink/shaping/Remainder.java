package io.brink.shaping;

/**
 * The Gaussian moments of ψ(z) = φ(αz + β) about its linear part, ψ = m + A z + r with E r = E r z
 * = 0, so that E r′ = 0 as well. The conditions of TAT and DKS are differences that vanish with r;
 * in these moments they lose no digits, also for the nearly linear activations of very deep
 * networks.
 *
 * <p>Under a change (dα, dβ) every ψ varies as δψ = ψ′·(z dα/α + dβ/α). Integration by parts then
 * gives the derivatives of all moments with respect to a = ln α and b = β/α (dβ at fixed α) from r,
 * r′ and r″ alone; no third derivative of φ, and no second one but in K and its own derivatives, is
 * needed.
 *
 * @param mean m
 * @param slope A = E ψ′
 * @param r0 E r²
 * @param r1 E r′²
 * @param t E r′z (√2 times the second Hermite coefficient)
 * @param u E r′(z²−1) (√6 times the third)
 * @param p E r r′z
 * @param k E ψ″²
 * @param a derivatives with respect to ln α
 * @param b derivatives with respect to β, times α
 * @param fourthMoment E (ψ − m)⁴
 * @param thirdMoment E (ψ − m)³
 * @param hermite4 E[(ψ − m)² (z⁴ − 6z² + 3)]
 * @param hermite4Linear E[(ψ − m)(z⁴ − 6z² + 3)]
 */
record Remainder(
    double mean,
    double slope,
    double r0,
    double r1,
    double t,
    double u,
    double p,
    double k,
    Derivatives a,
    Derivatives b,
    double fourthMoment,
    double thirdMoment,
    double hermite4,
    double hermite4Linear) {

  /** The derivatives of the moments of the same names. */
  record Derivatives(double slope, double r0, double r1, double t, double u, double p, double k) {}

  /** Var ψ. */
  double variance() {
    return slope * slope + r0;
  }

  /** E ψ′². */
  double slopeSquare() {
    return slope * slope + r1;
  }
}
