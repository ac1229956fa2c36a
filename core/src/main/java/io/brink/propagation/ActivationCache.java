package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.CorrelationMapFamily;
import io.brink.kernel.Kernel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What one network's activations have in common over all propagations: kernels and compiled maps.
 */
final class ActivationCache {

  /** A preactivation variance, for one activation. */
  private record MapKey(Kernel kernel, double q) {}

  private record PairKey(Activation phi, Activation psi) {}

  private static final int MAPS_KEPT = 64;

  /** Variances that a family covers: wide, as its panels are compiled where they are used. */
  private static final double SMALLEST_OF_FAMILY = 1e-8;

  private static final double LARGEST_OF_FAMILY = 1e12;

  /** How much farther out two straight lines are looked for again: a power of 4. */
  private static final double FARTHER = 1024;

  private final List<Kernel> kernels;
  private final KernelProvider provider;
  private final ActivationMoments[] homogeneous;
  private final Map<MapKey, CorrelationMap> maps = new HashMap<>();
  private final Map<PairKey, PairKernel> pairs = new HashMap<>();
  private final CorrelationMapFamily[] families;
  private final int[] nodes;

  /** By activation, the moments that stand for those at variances out of the range of a double. */
  private final Map<Integer, Optional<ActivationMoments>> atInfinity = new HashMap<>();

  private final Map<Integer, Optional<ActivationMoments>> atZero = new HashMap<>();

  /** By activation, what was asked for. */
  private final Map<Integer, Optional<ActivationMoments>> asymptotic = new HashMap<>();

  ActivationCache(List<Kernel> kernels, int[] nodes, KernelProvider provider) {
    this.kernels = List.copyOf(kernels);
    this.provider = provider;
    this.nodes = nodes.clone();
    homogeneous = new ActivationMoments[kernels.size()];
    families = new CorrelationMapFamily[kernels.size()];
    for (int i = 0; i < homogeneous.length; i++) {
      Kernel kernel = kernels.get(i);
      OptionalDouble degree = kernel.activation().homogeneityDegree();
      if (degree.isPresent()) {
        homogeneous[i] = ActivationMoments.homogeneous(kernel, degree.getAsDouble(), nodes[i]);
      }
    }
  }

  int size() {
    return kernels.size();
  }

  /** The moments of a homogeneous activation, which hold for every variance; else null. */
  ActivationMoments homogeneous(int activation) {
    return homogeneous[activation];
  }

  /**
   * The moments of two straight lines where φ is that at variances at the ends of the range of a
   * double; null elsewhere.
   */
  ActivationMoments twoLines(int activation, double q1, double q2) {
    double smaller = Math.min(q1, q2);
    double larger = Math.max(q1, q2);
    if (larger >= TwoLines.LARGEST && smaller >= TwoLines.LARGE) {
      return limit(atInfinity, activation, TwoLines::atInfinity);
    }
    if (smaller < TwoLines.SMALLEST && larger <= TwoLines.SMALL) {
      return limit(atZero, activation, TwoLines::atZero);
    }
    return null;
  }

  private synchronized ActivationMoments limit(
      Map<Integer, Optional<ActivationMoments>> known,
      int activation,
      Function<Activation, Optional<Activation>> limit) {
    return known
        .computeIfAbsent(
            activation,
            i ->
                limit
                    .apply(kernels.get(i).activation())
                    .map(lines -> ActivationMoments.homogeneous(Kernel.of(lines), 1, nodes[i])))
        .orElse(null);
  }

  /** Whether the variances are small enough for {@link #moments}. */
  boolean hasMoments(int activation, double q1, double q2) {
    double larger = Math.max(q1, q2);
    return larger < TwoLines.LARGEST
        || (larger < Double.POSITIVE_INFINITY && q1 == q2 && asymptotic(activation).isPresent());
  }

  ActivationMoments moments(int activation, double q1, double q2) {
    if (q1 == q2 && q1 >= AsymptoticMap.SMALLEST) {
      Optional<ActivationMoments> base = asymptotic(activation);
      if (base.isPresent()) {
        return base.get().scaledTo(q1);
      }
    }
    return new ActivationMoments(kernels.get(activation), q1, q2);
  }

  /**
   * The moments at {@link AsymptoticMap#SMALLEST}, with their map, from which those of all larger
   * variances follow; empty where φ is not two straight lines at that scale.
   */
  private synchronized Optional<ActivationMoments> asymptotic(int activation) {
    return asymptotic.computeIfAbsent(activation, i -> newAsymptotic(kernels.get(i)));
  }

  private Optional<ActivationMoments> newAsymptotic(Kernel kernel) {
    double q = AsymptoticMap.SMALLEST;
    if (!kernel.activation().breakpoints().isEmpty()) {
      return Optional.empty();
    }
    ActivationMoments base = new ActivationMoments(kernel, q, q);
    if (!base.scalesTo(new ActivationMoments(kernel, FARTHER * q, FARTHER * q))) {
      return Optional.empty();
    }
    Optional<CorrelationMap> map = provider.compileIfQuick(kernel, q);
    map.ifPresent(base::compiled);
    return map.map(compiled -> base);
  }

  /** Whether {@link #interpolated} serves the variance. */
  static boolean inFamily(double q) {
    return q >= SMALLEST_OF_FAMILY && q <= LARGEST_OF_FAMILY;
  }

  /** A pass met so many variances of the activation that maps over ln q are worth their price. */
  synchronized void interpolateFromNowOn(int activation) {
    if (families[activation] == null) {
      families[activation] =
          CorrelationMapFamily.of(kernels.get(activation), SMALLEST_OF_FAMILY, LARGEST_OF_FAMILY);
    }
  }

  synchronized boolean interpolates(int activation) {
    return families[activation] != null;
  }

  /** The moments at q, in the range of the families, from maps interpolated over ln q. */
  ActivationMoments interpolated(int activation, double q) {
    CorrelationMapFamily family;
    synchronized (this) {
      family = families[activation];
    }
    return new ActivationMoments(kernels.get(activation), family, q);
  }

  /** The map at q, in the range of the families, by interpolation over ln q. */
  CorrelationMap map(int activation, double q) {
    CorrelationMapFamily family;
    synchronized (this) {
      family = families[activation];
    }
    return family.at(Math.log(q));
  }

  synchronized CorrelationMap compile(Kernel kernel, double q) {
    if (maps.size() > MAPS_KEPT) {
      maps.clear();
    }
    return maps.computeIfAbsent(new MapKey(kernel, q), key -> provider.compile(key.kernel, key.q));
  }

  /** The compiled map, if that costs no more than a few evaluations. */
  Optional<CorrelationMap> compileIfQuick(Kernel kernel, double q) {
    return provider.compileIfQuick(kernel, q);
  }

  synchronized PairKernel pair(Activation phi, Activation psi) {
    return pairs.computeIfAbsent(new PairKey(phi, psi), key -> provider.pair(key.phi, key.psi));
  }
}
