package io.brink.shaping;

/** The part of a network on which a shaping method sets its global condition. */
public enum Target {
  /** The condition holds for the map C_f of the whole network f. */
  NETWORK,
  /**
   * The condition holds for the largest value over all subnetworks of f, as in DKS (section 5) and
   * in the published code of TAT; the default. The package essay defines the set of subnetworks.
   */
  SUBNETWORKS
}
