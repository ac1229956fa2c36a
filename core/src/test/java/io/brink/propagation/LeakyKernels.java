package io.brink.propagation;

import io.brink.activation.Activation;
import io.brink.expectation.Estimate;
import io.brink.kernel.Correlation;
import io.brink.kernel.CorrelationMap;
import io.brink.kernel.Kernel;

/**
 * The closed forms of leaky ReLUs (TAT 9, scaled), written for these tests alone: with u = (1+a)/2
 * and v = (1−a)/2, φ(x) = u x + v|x|, so every moment is that of x and |x|.
 */
final class LeakyKernels implements KernelProvider {

  @Override
  public Kernel kernel(Activation activation) {
    return new LeakyKernel((LeakyRelu) activation);
  }

  @Override
  public CorrelationMap compile(Kernel kernel, double q) {
    return new LeakyMap((LeakyRelu) kernel.activation());
  }

  @Override
  public PairKernel pair(Activation phi, Activation psi) {
    return new LeakyPair((LeakyRelu) phi, (LeakyRelu) psi);
  }

  /** C(c), 1 − C, C′, C″ of the leaky ReLU with negative slope a. */
  static double gap(double a, double angle) {
    double half = Math.sin(angle / 2);
    return 2 * half * half - weight(a) * sineExcess(angle);
  }

  static double slope(double a, double angle) {
    return 1 - weight(a) * angle;
  }

  static double curvature(double a, double angle) {
    return a == 1 ? 0 : weight(a) / Math.sin(angle);
  }

  static double weight(double a) {
    return (1 - a) * (1 - a) / (Math.PI * (1 + a * a));
  }

  /** sin θ − θ cos θ. */
  static double sineExcess(double angle) {
    if (angle > 0.3) {
      return Math.sin(angle) - angle * Math.cos(angle);
    }
    double square = angle * angle;
    double term = angle * square / 3;
    double sum = 0;
    for (int k = 1; k < 12; k++) {
      sum += term;
      term *= -square / (2 * k * (2 * k + 3));
    }
    return sum;
  }

  private static Estimate exact(double value) {
    return new Estimate(value, 1e-16 * Math.abs(value));
  }

  private record LeakyKernel(LeakyRelu activation) implements Kernel {

    private double scale() {
      double a = activation.slope();
      return activation.factor() * activation.factor() * (1 + a * a) / 2;
    }

    @Override
    public Estimate mean(double q) {
      return exact(activation.factor() * (1 - activation.slope()) * Math.sqrt(q / (2 * Math.PI)));
    }

    @Override
    public Estimate variance(double q) {
      return exact(scale() * q);
    }

    @Override
    public Estimate varianceDerivative(double q) {
      return exact(scale());
    }

    @Override
    public Estimate derivativeMean(double q) {
      return exact(activation.factor() * (1 + activation.slope()) / 2);
    }

    @Override
    public Estimate derivativeVariance(double q) {
      return exact(scale());
    }

    @Override
    public Estimate secondDerivativeVariance(double q) {
      return exact(Double.POSITIVE_INFINITY);
    }

    @Override
    public Estimate fourthMoment(double q) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Estimate derivativeFourthMoment(double q) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Estimate covariance(double q1, double q2, Correlation c) {
      return exact(
          scale() * Math.sqrt(q1 * q2) * (1 - LeakyKernels.gap(activation.slope(), c.angle())));
    }

    @Override
    public Estimate derivativeCovariance(double q1, double q2, Correlation c) {
      return exact(scale() * LeakyKernels.slope(activation.slope(), c.angle()));
    }

    @Override
    public Estimate secondDerivativeCovariance(double q1, double q2, Correlation c) {
      return exact(
          scale() * LeakyKernels.curvature(activation.slope(), c.angle()) / Math.sqrt(q1 * q2));
    }

    @Override
    public Estimate gap(double q, Correlation c) {
      return exact(scale() * q * LeakyKernels.gap(activation.slope(), c.angle()));
    }

    @Override
    public Estimate normalisedGap(double q1, double q2, Correlation c) {
      return exact(LeakyKernels.gap(activation.slope(), c.angle()));
    }
  }

  private record LeakyMap(LeakyRelu activation) implements CorrelationMap {

    @Override
    public double preactivationVariance() {
      return 1;
    }

    @Override
    public double outputVariance() {
      double a = activation.slope();
      return activation.factor() * activation.factor() * (1 + a * a) / 2;
    }

    @Override
    public double value(double angle) {
      return 1 - gap(angle);
    }

    @Override
    public double gap(double angle) {
      return LeakyKernels.gap(activation.slope(), angle);
    }

    @Override
    public double slope(double angle) {
      return LeakyKernels.slope(activation.slope(), angle);
    }

    @Override
    public double curvature(double angle) {
      return LeakyKernels.curvature(activation.slope(), angle);
    }

    @Override
    public void values(int n, double[] angles, double[] out) {
      for (int i = 0; i < n; i++) {
        out[i] = value(angles[i]);
      }
    }

    @Override
    public void gaps(int n, double[] angles, double[] out) {
      for (int i = 0; i < n; i++) {
        out[i] = gap(angles[i]);
      }
    }

    @Override
    public double errorBound() {
      return 4e-16;
    }
  }

  private record LeakyPair(LeakyRelu phi, LeakyRelu psi) implements PairKernel {

    private double linear() {
      return phi.factor() * psi.factor() * (1 + phi.slope()) * (1 + psi.slope()) / 4;
    }

    private double absolute() {
      return phi.factor() * psi.factor() * (1 - phi.slope()) * (1 - psi.slope()) / 4;
    }

    @Override
    public Estimate covariance(double q1, double q2, Correlation c) {
      double arc = Math.PI / 2 - c.angle();
      double both = 2 / Math.PI * (Math.sin(c.angle()) + c.value() * arc);
      return exact(Math.sqrt(q1 * q2) * (linear() * c.value() + absolute() * both));
    }

    @Override
    public Estimate derivativeCovariance(double q1, double q2, Correlation c) {
      double arc = Math.PI / 2 - c.angle();
      return exact(linear() + absolute() * 2 / Math.PI * arc);
    }

    @Override
    public Estimate secondDerivativeCovariance(double q1, double q2, Correlation c) {
      return exact(absolute() * 2 / Math.PI / Math.sin(c.angle()) / Math.sqrt(q1 * q2));
    }
  }
}
