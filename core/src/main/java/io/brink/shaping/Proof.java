package io.brink.shaping;

import java.util.List;
import java.util.Optional;

/**
 * The evidence that a shaped network is what was asked for.
 *
 * @param conditions every condition, evaluated from the shaped activation by a quadrature that the
 *     solver does not use
 * @param targets the local conditions into which the global one was translated
 * @param achieved the local and global figures
 * @param map C_f on a grid of correlations from −1 to 1, beside the untransformed network's
 * @param guarantee the theorem that bounds |C_f(c) − c|; empty where the method has none
 * @param approximations where the theory holds only approximately in this network, a sentence each
 */
public record Proof(
    List<Condition> conditions,
    LocalTargets targets,
    Achieved achieved,
    List<MapPoint> map,
    Optional<Guarantee> guarantee,
    List<String> approximations) {

  /** Copies the lists. */
  public Proof {
    conditions = List.copyOf(conditions);
    map = List.copyOf(map);
    approximations = List.copyOf(approximations);
  }

  /** The largest residual of a condition. */
  public double residual() {
    return conditions.stream().mapToDouble(Condition::residual).max().orElse(0);
  }
}
