package io.brink.spectrum;

import io.brink.activation.Activation;

/**
 * u(z) = constant + ln φ′(√q z)², the logarithm of a unit's squared slope, scaled.
 *
 * @param root √q &gt; 0
 */
record LogSlope(Activation activation, double root, double constant) {

  /** u. */
  double at(double z) {
    return constant + 2 * Math.log(Math.abs(slope(z)));
  }

  /** φ′. */
  double slope(double z) {
    return activation.derivative(root * z);
  }

  /** du/dz. */
  double derivative(double z) {
    double x = root * z;
    return 2 * root * activation.secondDerivative(x) / activation.derivative(x);
  }

  /** d φ′/dz. */
  double curvature(double z) {
    return root * activation.secondDerivative(root * z);
  }
}
