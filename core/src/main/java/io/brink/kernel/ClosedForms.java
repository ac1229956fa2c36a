package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.activation.AlphaRelu;
import io.brink.activation.BoundedSaw;
import io.brink.activation.Cosine;
import io.brink.activation.Erf;
import io.brink.activation.Exponential;
import io.brink.activation.Gaussian;
import io.brink.activation.HardSigmoid;
import io.brink.activation.HardTanh;
import io.brink.activation.Hermite;
import io.brink.activation.LeakyRelu;
import io.brink.activation.Monomial;
import io.brink.activation.Relu6;
import io.brink.activation.ShapedActivation;
import io.brink.activation.Sign;
import io.brink.activation.Sine;
import io.brink.activation.Step;
import java.util.Optional;

/** Which activations have a closed-form kernel. */
final class ClosedForms {
  /** The largest degree whose Hermite coefficients and their squares stay within the doubles. */
  private static final int LARGEST_DEGREE = 60;

  private ClosedForms() {}

  /** The closed form of {@code activation}, if there is one. */
  static Optional<ClosedFormKernel> find(Activation activation) {
    return Optional.ofNullable(
        switch (activation) {
          case LeakyRelu(double slope) -> new TwoSlopeKernel(activation, slope, 1);
          case AlphaRelu(double alpha) when alpha <= PowerKernel.LARGEST_EXPONENT ->
              new PowerKernel(activation, alpha);
          case Step _ -> new StepKernel(activation, 0, 1);
          case Sign _ -> new StepKernel(activation, -1, 1);
          case Erf _ -> new ErfKernel(activation);
          case Sine _ -> new SineKernel(activation);
          case Cosine _ -> new CosineKernel(activation);
          case Exponential _ -> new ExponentialKernel(activation);
          case Gaussian _ -> new BellKernel(activation);
          case Monomial(int degree) when degree <= LARGEST_DEGREE ->
              new MonomialKernel(activation, degree);
          case Hermite(int degree) when degree <= LARGEST_DEGREE ->
              new HermiteKernel(activation, degree);
          case HardTanh _, HardSigmoid _, Relu6 _, BoundedSaw _ ->
              new PiecewiseLinearKernel(activation);
          case ShapedActivation shaped -> shaped(shaped);
          default ->
              activation.homogeneityDegree().isPresent()
                  ? homogeneous(activation, activation.homogeneityDegree().getAsDouble())
                  : null;
        });
  }

  /** A power on each side of 0. */
  private static ClosedFormKernel homogeneous(Activation activation, double degree) {
    double left = activation.value(-1);
    double right = activation.value(1);
    if (degree == 0) {
      return new StepKernel(activation, left, right);
    }
    if (degree == 1) {
      return new TwoSlopeKernel(activation, -left, right);
    }
    return degree == Math.rint(degree) || degree > PowerKernel.LARGEST_EXPONENT
        ? new HomogeneousKernel(activation)
        : new TwoPowersKernel(activation, left, right, degree);
  }

  /** γ(φ(αx) + δ); a shift of the argument leaves all closed forms but the piecewise linear. */
  private static ClosedFormKernel shaped(ShapedActivation shaped) {
    if (isPiecewiseLinear(shaped.activation())
        && !(shaped.activation() instanceof LeakyRelu && shaped.inputShift() == 0)) {
      return new PiecewiseLinearKernel(shaped);
    }
    if (shaped.inputShift() != 0) {
      return null;
    }
    return find(shaped.activation())
        .map(
            inner ->
                new ScaledKernel(
                    shaped, inner, shaped.inputScale(), shaped.outputShift(), shaped.outputScale()))
        .orElse(null);
  }

  private static boolean isPiecewiseLinear(Activation activation) {
    return switch (activation) {
      case LeakyRelu _, HardTanh _, HardSigmoid _, Relu6 _, BoundedSaw _ -> true;
      case ShapedActivation shaped -> isPiecewiseLinear(shaped.activation());
      default -> false;
    };
  }
}
