package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.CorrelationMapFamily;
import io.brink.kernel.Kernel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

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

  private final List<Kernel> kernels;
  private final KernelProvider provider;
  private final ActivationMoments[] homogeneous;
  private final Map<MapKey, CorrelationMap> maps = new HashMap<>();
  private final Map<PairKey, PairKernel> pairs = new HashMap<>();
  private final CorrelationMapFamily[] families;

  ActivationCache(List<Kernel> kernels, int[] nodes, KernelProvider provider) {
    this.kernels = List.copyOf(kernels);
    this.provider = provider;
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

  ActivationMoments moments(int activation, double q1, double q2) {
    return new ActivationMoments(kernels.get(activation), q1, q2);
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

  synchronized PairKernel pair(Activation phi, Activation psi) {
    return pairs.computeIfAbsent(new PairKey(phi, psi), key -> provider.pair(key.phi, key.psi));
  }
}
