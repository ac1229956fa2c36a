package io.brink.propagation;

import io.brink.activation.Erf;
import io.brink.kernel.Correlation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.Kernel;

/**
 * W = E φ(x)φ(y) and W′ = E φ′(x)φ′(y) of one input with many others at one nonlinear node.
 *
 * <p>Shapes: {@code variance}, {@code covariance} and both results have n entries.
 */
interface RowKernel {

  /**
   * Evaluates W and W′ for one input with each of n others.
   *
   * @param variance0 q of the one input
   * @param variance q of each other input
   * @param covariance E xy with each, at most √(q₀q) in size
   * @param value receives W
   * @param derivative receives W′
   */
  void evaluate(
      int n,
      double variance0,
      double[] variance,
      double[] covariance,
      double[] value,
      double[] derivative);

  /** The arcsine law of the error function (Williams 1997). */
  record ErrorFunctionRow() implements RowKernel {
    @Override
    public void evaluate(
        int n,
        double variance0,
        double[] variance,
        double[] covariance,
        double[] value,
        double[] derivative) {
      double root0 = Math.sqrt(1 / (1 + 2 * variance0));
      for (int j = 0; j < n; j++) {
        double scale = root0 * Math.sqrt(1 / (1 + 2 * variance[j]));
        double sine = 2 * covariance[j] * scale;
        double cosine = Math.sqrt((1 - sine) * (1 + sine));
        derivative[j] = 4 / Math.PI * (scale / cosine);
        value[j] = 2 / Math.PI * Math.asin(sine);
      }
    }
  }

  /**
   * φ(x) = right·x for x ≥ 0, left·x below: E xy, E|x||y| and their slopes (Cho &amp; Saul 2009).
   */
  record TwoSlopeRow(double left, double right) implements RowKernel {
    @Override
    public void evaluate(
        int n,
        double variance0,
        double[] variance,
        double[] covariance,
        double[] value,
        double[] derivative) {
      double linear = square((right + left) / 2);
      double absolute = square((right - left) / 2);
      for (int j = 0; j < n; j++) {
        double root = Math.sqrt(variance0) * Math.sqrt(variance[j]);
        if (root == 0) {
          value[j] = 0;
          derivative[j] = linear;
          continue;
        }
        double c = Math.clamp(covariance[j] / root, -1.0, 1.0);
        // π/2 − θ
        double rise = Math.asin(c);
        derivative[j] = linear + absolute * (2 / Math.PI) * rise;
        value[j] =
            linear * covariance[j]
                + absolute * (2 / Math.PI) * root * (Math.sqrt((1 - c) * (1 + c)) + rise * c);
      }
    }

    private static double square(double x) {
      return x * x;
    }
  }

  /** One compiled map: all inputs have one length there, or φ is homogeneous. */
  record MapRow(CorrelationMap map, double degree) implements RowKernel {
    @Override
    public void evaluate(
        int n,
        double variance0,
        double[] variance,
        double[] covariance,
        double[] value,
        double[] derivative) {
      double unit = map.preactivationVariance();
      for (int j = 0; j < n; j++) {
        double root = Math.sqrt(variance0) * Math.sqrt(variance[j]);
        double angle = Math.acos(Math.clamp(covariance[j] / root, -1.0, 1.0));
        double scale = Double.isNaN(degree) ? 1 : Math.pow(root / unit, degree);
        double output = map.outputVariance() * scale;
        value[j] = output * map.value(angle);
        derivative[j] = output / root * map.slope(angle);
      }
    }
  }

  /** The kernel itself, pair by pair. */
  record DirectRow(Kernel kernel) implements RowKernel {
    @Override
    public void evaluate(
        int n,
        double variance0,
        double[] variance,
        double[] covariance,
        double[] value,
        double[] derivative) {
      for (int j = 0; j < n; j++) {
        double root = Math.sqrt(variance0) * Math.sqrt(variance[j]);
        Correlation c =
            root == 0
                ? Correlation.ORTHOGONAL
                : Correlation.ofValue(Math.clamp(covariance[j] / root, -1.0, 1.0));
        value[j] = kernel.covariance(variance0, variance[j], c).value();
        derivative[j] = kernel.derivativeCovariance(variance0, variance[j], c).value();
      }
    }
  }

  /** The row kernel of an activation with a formula for all lengths; null if there is none. */
  static RowKernel closedForm(Kernel kernel) {
    if (kernel.activation() instanceof Erf) {
      return new ErrorFunctionRow();
    }
    var degree = kernel.activation().homogeneityDegree();
    return degree.isPresent() && degree.getAsDouble() == 1
        ? new TwoSlopeRow(-kernel.activation().value(-1), kernel.activation().value(1))
        : null;
  }
}
