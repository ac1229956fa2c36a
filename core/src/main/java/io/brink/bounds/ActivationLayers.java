package io.brink.bounds;

import io.brink.activation.Activation;
import io.brink.bounds.CorrelationLayer.Activated;
import io.brink.kernel.CorrelationMapFamily;
import io.brink.kernel.Kernel;
import java.util.HashMap;
import java.util.Map;

/**
 * The layers of one activation at all the preactivation variances that a chain meets. Where there
 * are many of them within a factor of 2, their maps are interpolated over ln q; where φ is linear
 * on either side of 0 to every digit, one map serves for all larger variances.
 */
final class ActivationLayers {

  /**
   * A layer and the mean square of its output.
   *
   * @param layer the map of correlations, which may be that of a smaller variance
   */
  record Layer(Activated layer, double outputVariance) {}

  /** Maps within an octave of q that are compiled before interpolation takes over. */
  private static final int COMPILED = 11;

  /** A bend of a few units is some 10⁻¹⁵ of √q from here on. */
  private static final double LINEAR_FROM = 1e30;

  /** Where φ must have its slope at infinity. */
  private static final double[] FAR = {50, 60, 77, 100, 350, 1e3, 1e4, 1e6, 1e9, 1e16, 1e50, 1e100};

  private final Activation activation;
  private final Kernel kernel;
  private final boolean homogeneous;
  private final double linearFrom;
  private final Map<Double, Activated> known = new HashMap<>();
  private final Map<Integer, Integer> compiled = new HashMap<>();
  private final Map<Integer, CorrelationMapFamily> families = new HashMap<>();

  ActivationLayers(Activation activation) {
    this.activation = activation;
    kernel = Kernel.of(activation);
    homogeneous = activation.homogeneityDegree().orElse(0) == 1;
    linearFrom = linearFrom(activation);
  }

  Layer at(double preactivationVariance) {
    double q = preactivationVariance;
    double representative = homogeneous ? 1 : q > linearFrom ? linearFrom : q;
    Activated layer = known.get(representative);
    if (layer == null) {
      layer = make(representative);
      known.put(representative, layer);
    }
    return new Layer(layer, layer.map().outputVariance() * (q / representative));
  }

  private Activated make(double q) {
    int octave = Math.getExponent(q);
    CorrelationMapFamily family = families.get(octave);
    if (family == null && compiled.merge(octave, 1, Integer::sum) > COMPILED) {
      family =
          CorrelationMapFamily.of(kernel, Math.scalb(1.0, octave), Math.scalb(1.0, octave + 1));
      families.put(octave, family);
    }
    return family == null
        ? Activated.of(kernel, q)
        : Activated.of(activation, family.at(Math.log(q)));
  }

  /**
   * The variance from which on φ acts as if it were linear on either side; +∞ if there is none.
   *
   * <p>What a bend in |x| ≤ 50 leaves is of the order of its size over √q.
   */
  private static double linearFrom(Activation activation) {
    double[] x = new double[2 * FAR.length];
    double[] slope = new double[x.length];
    for (int i = 0; i < FAR.length; i++) {
      x[i] = FAR[i];
      x[FAR.length + i] = -FAR[i];
    }
    activation.evaluate(x.length, x, null, slope, null);
    double right = slope[0];
    double left = slope[FAR.length];
    double size = Math.max(Math.abs(left), Math.abs(right));
    for (int i = 0; i < FAR.length; i++) {
      double deviation =
          Math.max(Math.abs(slope[i] - right), Math.abs(slope[FAR.length + i] - left));
      if (!(deviation <= 1e-15 * size)) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return size > 0 ? LINEAR_FROM : Double.POSITIVE_INFINITY;
  }
}
