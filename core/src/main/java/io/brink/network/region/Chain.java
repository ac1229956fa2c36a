package io.brink.network.region;

import java.util.List;

/**
 * Elements in series.
 *
 * @param id index in {@link RegionTree#chains}
 * @param entry the node whose output the first element reads
 * @param elements the elements in order; empty for an identity
 */
public record Chain(int id, int entry, List<Element> elements) {

  /** Copies the list. */
  public Chain {
    elements = List.copyOf(elements);
  }

  /** The node whose output leaves the chain: the entry if there are no elements. */
  public int exit() {
    return elements.isEmpty() ? entry : elements.getLast().node();
  }

  /** Number of subnetworks among the elements of this chain, those inside joins not counted. */
  public long subnetworkCount() {
    return elements.size() * (elements.size() + 1L) / 2;
  }
}
