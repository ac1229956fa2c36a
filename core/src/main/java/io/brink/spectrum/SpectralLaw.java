package io.brink.spectrum;

import java.util.List;
import java.util.Optional;

/**
 * A limiting law of ln s², in one of the ways in which it can be computed; {@link JacobianSpectrum}
 * is what the world sees of it.
 */
sealed interface SpectralLaw permits FreeProductLaw, SingleLayerLaw {

  /**
   * A node of a quadrature in u = ln s² over the continuous part.
   *
   * @param weight du of the rule
   */
  record Node(SpectralPoint point, double weight) {}

  /** Point masses, by increasing u. */
  List<SpectralAtom> atoms();

  /** The support of the continuous part, by increasing u; empty if there is none. */
  List<SupportInterval> intervals();

  /** Samples of the density, by increasing u. */
  List<Node> nodes();

  /** The share above u, an atom there not counted. */
  double massAbove(double logSquare);

  /** The density at a place inside of an interval. */
  SpectralPoint inside(double logSquare);

  /** How the share above u responds to the slopes of the layers; empty outside of the support. */
  Optional<ShareResponse> response(double logSquare);
}
