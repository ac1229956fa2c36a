package io.brink.activation;

/** What samples of an activation tell about its symmetry and growth. */
final class ExpressionSampling {

  private static final int POINTS = 60;

  private ExpressionSampling() {}

  /** 0, then ± points graded from 10⁻³ outwards. */
  static double[] outwards(double farthest) {
    double[] points = new double[2 * POINTS + 1];
    for (int i = 0; i < POINTS; i++) {
      double x = 1e-3 * Math.pow(farthest / 1e-3, i / (POINTS - 1.0));
      points[2 * i + 1] = i == POINTS - 1 ? farthest : x;
      points[2 * i + 2] = -points[2 * i + 1];
    }
    return points;
  }

  static Parity parity(Activation activation) {
    double[] x = outwards(100);
    double[] value = new double[x.length];
    activation.evaluate(x.length, x, value, null, null);
    boolean even = true;
    boolean odd = value[0] == 0;
    for (int i = 1; i < x.length; i += 2) {
      double allowed = 1e-13 * Math.abs(value[i]);
      even &= Math.abs(value[i] - value[i + 1]) <= allowed || value[i] == value[i + 1];
      odd &= Math.abs(value[i] + value[i + 1]) <= allowed || value[i] == -value[i + 1];
    }
    return even ? Parity.EVEN : odd ? Parity.ODD : Parity.NONE;
  }

  static Growth growth(Activation activation) {
    double[] x = outwards(1e4);
    double[] value = new double[x.length];
    activation.evaluate(x.length, x, value, null, null);
    double rate = 0;
    double degree = 0;
    double bound = 0;
    boolean exponential = false;
    double inner = 0;
    double reference = 0;
    for (int i = 0; i < x.length; i++) {
      double distance = Math.abs(x[i]);
      double size = Math.abs(value[i]);
      bound = Math.max(bound, size);
      exponential |= size > 1e80;
      if (distance >= 1 && size < 1e300) {
        rate = Math.max(rate, Math.log1p(size) / distance);
      }
      if (distance <= 100) {
        inner = Math.max(inner, size);
        reference = distance;
      } else if (size > inner) {
        degree = Math.max(degree, Math.log(size / inner) / Math.log(distance / reference));
      }
    }
    if (exponential) {
      return new Growth.Exponential(rate);
    }
    // An approach to a limit, such as that of atan, shows as a tiny degree.
    return degree < 0.02
        ? new Growth.Bounded(1.1 * bound)
        : new Growth.Polynomial(Math.ceil(degree - 0.01));
  }
}
