package io.brink.spectrum;

import io.brink.spectrum.JacobianFactor.Slopes;
import java.util.function.DoubleUnaryOperator;

/** How the share of singular values above a place responds to small changes of the layers. */
interface ShareResponse {

  /**
   * k(t) of a layer: a change δμ of its law of t = φ′(h)² changes the share by r ∫ k dδμ.
   *
   * @param ratio r, the layer's width over that of the input
   */
  DoubleUnaryOperator kernel(Slopes slopes, double ratio);

  /** The variance of the share that the matrices of width N bring at given slopes. */
  double matrixVariance(int width);
}
