package io.brink.propagation;

import io.brink.activation.Activation;

/**
 * A moment of the derivative that does not exist, and what follows from it for gradients.
 *
 * <p>α-ReLU has E φ′² = ∞ for α ≤ ½ and E φ′⁴ = ∞ for α ≤ ¾; an activation with a jump has neither
 * (Yang &amp; Schoenholz 2017, section 5).
 *
 * @param moment which moment is infinite
 * @param activation the activation
 * @param node index of the deepest node that applies it, the first that a backward pass meets
 * @param name name of that node
 * @param nodes number of nodes that apply it
 */
public record GradientDivergence(
    Moment moment, Activation activation, int node, String name, int nodes) {

  /** What is infinite. */
  public enum Moment {
    /** E φ′² = ∞: the mean squared gradient is infinite in every layer below. */
    MEAN_SQUARE,
    /**
     * E φ′⁴ = ∞ and E φ′² &lt; ∞: the mean squared gradient exists, its variance over networks does
     * not, so that networks of finite width scatter around it without limit.
     */
    VARIANCE
  }

  /** One sentence for a reader. */
  public String message() {
    String what =
        switch (moment) {
          case MEAN_SQUARE -> "E phi'^2 is infinite: the mean squared gradient is infinite below";
          case VARIANCE ->
              "E phi'^4 is infinite: the squared gradient has a mean but no variance below";
        };
    return what
        + " node '"
        + name
        + "' ("
        + activation.name()
        + ", applied by "
        + nodes
        + (nodes == 1 ? " node)" : " nodes)");
  }
}
