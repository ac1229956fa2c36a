package io.brink.activation;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A scalar activation function φ: ℝ → ℝ, applied to each unit of a tensor.
 *
 * <p>The interface is open: implement {@link #name}, {@link #value}, {@link #derivative} and {@link
 * #secondDerivative}, declare every kink and jump in {@link #breakpoints}, and the activation can
 * be used everywhere in Brink. Between two breakpoints φ must be smooth (piecewise analytic for
 * full accuracy of the quadratures). Implementations are immutable and thread-safe.
 */
public interface Activation {

  /**
   * Canonical name with parameters, in the grammar of {@code Activations.parse}: {@code
   * leaky_relu(0.1)}.
   */
  String name();

  /** φ(x). */
  double value(double x);

  /** φ′(x), almost everywhere; at a breakpoint, the limit from the right. */
  double derivative(double x);

  /** φ″(x), almost everywhere, without the point masses that a jump of φ′ contributes. */
  double secondDerivative(double x);

  /**
   * φ, φ′ and φ″ at {@code x[0..n)}. A null output array is not computed. Built-in activations
   * override this with vectorised code; it is what every quadrature calls.
   *
   * @param n number of points, at most the length of every array given
   * @param x points, not modified
   * @param value receives φ(x), or null
   * @param derivative receives φ′(x), or null
   * @param secondDerivative receives φ″(x), or null
   */
  default void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    for (int i = 0; i < n; i++) {
      if (value != null) {
        value[i] = value(x[i]);
      }
      if (derivative != null) {
        derivative[i] = derivative(x[i]);
      }
      if (secondDerivative != null) {
        secondDerivative[i] = secondDerivative(x[i]);
      }
    }
  }

  /** Kinks and jumps of φ, φ′ or φ″, by increasing location; empty for an analytic function. */
  default List<Breakpoint> breakpoints() {
    return List.of();
  }

  /** Whether φ is known to be even or odd. */
  default Parity parity() {
    return Parity.NONE;
  }

  /** How fast |φ| grows at most as |x| → ∞. */
  Growth growth();

  /** The degree α if φ(tx) = t^α φ(x) for every t &gt; 0 (ReLU: 1, step: 0), else empty. */
  default OptionalDouble homogeneityDegree() {
    return OptionalDouble.empty();
  }
}
