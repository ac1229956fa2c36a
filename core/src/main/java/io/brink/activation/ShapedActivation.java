package io.brink.activation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The shaped activation γ(φ(αx + β) + δ): the four parameters by which DKS and TAT fit an
 * activation to a deep network (Martens et al. 2021; Zhang, Botev &amp; Martens 2022).
 *
 * <p>A breakpoint k of φ moves to (k − β)/α. For α &lt; 0 the values exactly at a breakpoint are
 * limits from the left.
 *
 * @param activation φ
 * @param inputScale α, finite and not 0; it may be negative
 * @param inputShift β, finite
 * @param outputScale γ, finite and not 0
 * @param outputShift δ, finite, added before the scale
 */
public record ShapedActivation(
    Activation activation,
    double inputScale,
    double inputShift,
    double outputScale,
    double outputShift)
    implements Activation {

  /** Checks the domain of the parameters. */
  public ShapedActivation {
    ParameterDomain.NOT_ZERO.check("shaped", "input_scale", inputScale);
    ParameterDomain.FINITE.check("shaped", "input_shift", inputShift);
    ParameterDomain.NOT_ZERO.check("shaped", "output_scale", outputScale);
    ParameterDomain.FINITE.check("shaped", "output_shift", outputShift);
  }

  @Override
  public String name() {
    return "shaped("
        + activation.name()
        + ", "
        + CanonicalName.number(inputScale)
        + ", "
        + CanonicalName.number(inputShift)
        + ", "
        + CanonicalName.number(outputScale)
        + ", "
        + CanonicalName.number(outputShift)
        + ")";
  }

  private double argument(double x) {
    return Math.fma(inputScale, x, inputShift);
  }

  @Override
  public double value(double x) {
    return outputScale * (activation.value(argument(x)) + outputShift);
  }

  @Override
  public double derivative(double x) {
    return outputScale * inputScale * activation.derivative(argument(x));
  }

  @Override
  public double secondDerivative(double x) {
    return outputScale * inputScale * inputScale * activation.secondDerivative(argument(x));
  }

  @Override
  public void evaluate(
      int n, double[] x, double[] value, double[] derivative, double[] secondDerivative) {
    double[] argument = new double[n];
    for (int i = 0; i < n; i++) {
      argument[i] = Math.fma(inputScale, x[i], inputShift);
    }
    activation.evaluate(n, argument, value, derivative, secondDerivative);
    rescale(n, value, outputScale, outputShift);
    rescale(n, derivative, outputScale * inputScale, 0);
    rescale(n, secondDerivative, outputScale * inputScale * inputScale, 0);
  }

  private static void rescale(int n, double[] array, double scale, double shift) {
    if (array != null) {
      for (int i = 0; i < n; i++) {
        array[i] = scale * (array[i] + shift);
      }
    }
  }

  @Override
  public List<Breakpoint> breakpoints() {
    double side = Math.signum(inputScale);
    List<Breakpoint> moved = new ArrayList<>();
    for (Breakpoint b : activation.breakpoints()) {
      moved.add(
          new Breakpoint(
              (b.location() - inputShift) / inputScale,
              side * outputScale * b.valueJump(),
              side * outputScale * inputScale * b.derivativeJump(),
              side * outputScale * inputScale * inputScale * b.secondDerivativeJump()));
    }
    moved.sort(Comparator.comparingDouble(Breakpoint::location));
    return List.copyOf(moved);
  }

  @Override
  public Parity parity() {
    if (inputShift != 0) {
      return Parity.NONE;
    }
    return switch (activation.parity()) {
      case EVEN -> Parity.EVEN;
      case ODD -> outputShift == 0 ? Parity.ODD : Parity.NONE;
      case NONE -> Parity.NONE;
    };
  }

  @Override
  public Growth growth() {
    return switch (activation.growth()) {
      case Growth.Bounded(double bound) ->
          new Growth.Bounded(Math.abs(outputScale) * (bound + Math.abs(outputShift)));
      case Growth.Polynomial(double degree) -> new Growth.Polynomial(Math.max(degree, 0));
      case Growth.Exponential(double rate) -> new Growth.Exponential(Math.abs(inputScale) * rate);
    };
  }

  @Override
  public OptionalDouble homogeneityDegree() {
    OptionalDouble degree = activation.homogeneityDegree();
    boolean shifted = inputShift != 0 || (outputShift != 0 && degree.orElse(0) != 0);
    return shifted ? OptionalDouble.empty() : degree;
  }
}
