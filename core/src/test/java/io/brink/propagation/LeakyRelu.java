package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.activation.Growth;
import java.util.List;
import java.util.OptionalDouble;

/** factor·(x for x ≥ 0, slope·x below): the activation of the closed forms in these tests. */
record LeakyRelu(double slope, double factor) implements Activation {

  static final LeakyRelu RELU = new LeakyRelu(0, 1);

  /** Scaled so that Q(1) = 1 (TAT 9). */
  static LeakyRelu normalised(double slope) {
    return new LeakyRelu(slope, Math.sqrt(2 / (1 + slope * slope)));
  }

  @Override
  public String name() {
    return "test_leaky_relu(" + slope + ", " + factor + ")";
  }

  @Override
  public double value(double x) {
    return factor * (x >= 0 ? x : slope * x);
  }

  @Override
  public double derivative(double x) {
    return factor * (x >= 0 ? 1 : slope);
  }

  @Override
  public double secondDerivative(double x) {
    return 0;
  }

  @Override
  public List<Breakpoint> breakpoints() {
    return List.of(Breakpoint.kink(0, factor * (1 - slope)));
  }

  @Override
  public Growth growth() {
    return new Growth.Polynomial(1);
  }

  @Override
  public OptionalDouble homogeneityDegree() {
    return OptionalDouble.of(1);
  }
}
