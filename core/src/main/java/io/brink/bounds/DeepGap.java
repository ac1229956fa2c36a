package io.brink.bounds;

/**
 * A gap 1 − ρ on its way through layers, of any size: below 10⁻²⁹⁰ the maps are linear to every
 * digit (for α-ReLU with α ≥ 0.55), and an exponent is carried beside it.
 */
final class DeepGap {

  private static final double SMALL = 1e-290;

  private double mantissa;
  private long exponent;

  DeepGap(double gap) {
    set(gap);
  }

  void set(double gap) {
    mantissa = gap;
    exponent = 0;
    normalise();
  }

  /** Passes a layer. */
  void pass(CorrelationLayer layer) {
    if (exponent < 0) {
      double slope = layer.slopeAtOne();
      mantissa = slope < Double.POSITIVE_INFINITY ? mantissa * slope : layer.gap(value());
      if (slope == Double.POSITIVE_INFINITY) {
        exponent = 0;
      }
    } else {
      mantissa = layer.gap(Math.min(mantissa, 2));
    }
    normalise();
  }

  private void normalise() {
    if (mantissa == 0) {
      exponent = 0;
      return;
    }
    if (exponent < 0) {
      // Back to plain numbers where they are large enough.
      int size = Math.getExponent(mantissa);
      if (size + exponent > -950) {
        mantissa = Math.scalb(mantissa, (int) exponent);
        exponent = 0;
        return;
      }
    }
    if (mantissa < SMALL || exponent < 0) {
      int size = Math.getExponent(mantissa);
      mantissa = Math.scalb(mantissa, -size);
      exponent += size;
    }
  }

  /** The gap, 0 where a double cannot hold it. */
  double value() {
    return exponent == 0 ? mantissa : Math.scalb(mantissa, (int) Math.max(exponent, -5000));
  }

  /** Its natural logarithm; −∞ for a gap of 0. */
  double logarithm() {
    return Math.log(mantissa) + exponent * 0.6931471805599453;
  }
}
