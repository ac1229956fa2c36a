package io.brink.verdict;

import io.brink.network.Network;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A change of a network and what it would do.
 *
 * @param method what to do, one word: eoc, tat, dks, weight_variance, bias_variance, depth
 * @param advice the same in one sentence
 * @param parameters what to set, by name, in the order of a listing
 * @param network the network after it
 * @param predicted what that one is like
 */
public record Prescription(
    String method,
    String advice,
    Map<String, Double> parameters,
    Network network,
    Prediction predicted) {

  /** Copies the map in its order. */
  public Prescription {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
