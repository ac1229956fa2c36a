package io.brink.network.region;

/**
 * A part of a network with one input and one output: the elements {@code from} to {@code to − 1} of
 * a chain.
 *
 * @param chain index of the chain in {@link RegionTree#chains}
 * @param from first element
 * @param to element after the last, greater than {@code from}
 * @param entry node whose output it reads
 * @param exit node whose output leaves it
 */
public record Subnetwork(int chain, int from, int to, int entry, int exit) {}
