package io.brink.shaping;

import io.brink.network.Network;
import java.util.List;

/**
 * A network whose nonlinearities and variances were replaced by a shaping method.
 *
 * @param network the shaped network
 * @param solution the solution that it uses
 * @param replacements what else was changed, a sentence each: variances of weights and biases that
 *     differed from those that the method prescribes
 */
public record ShapedNetwork(Network network, ShapingSolution solution, List<String> replacements) {

  /** Copies the list. */
  public ShapedNetwork {
    replacements = List.copyOf(replacements);
  }
}
