package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.activation.Breakpoint;
import io.brink.expectation.AngleSampler;
import io.brink.expectation.DerivativeOrder;
import io.brink.expectation.Estimate;
import io.brink.expectation.GaussianExpectation;
import io.brink.expectation.PairExpectation;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The kernel of any activation by numerical quadrature.
 *
 * <p>Relative accuracy 10⁻¹² (absolute where a moment passes through 0) for every built-in
 * activation and preactivation variances from 10⁻⁶ to 10⁴; the bound that comes with each figure
 * says what was reached. The method is told in the package description of {@code
 * io.brink.expectation}. Thread-safe: what is learnt of the activation is kept and shared.
 *
 * <p>Source of the identities between the moments: Price's theorem, TAT eq. 17 and 18, in the sense
 * of distributions.
 */
public final class QuadratureKernel implements Kernel {
  private static final int CACHED_SAMPLERS = 1024;

  /** Below this part of V the linearisation error is computed from φ″ instead of φ. */
  private static final double NEARLY_LINEAR = 1e-5;

  /** Four points integrate dV/dq to full accuracy between variances as near as this. */
  private static final double NEAR_VARIANCES = 0.05;

  /** Relative error of 1 − W/√(V₁V₂) that is small enough to take it as it stands. */
  private static final double NO_CANCELLATION = 2e-13;

  private final Activation activation;
  private final GaussianExpectation expectation;
  private final PairExpectation pair;
  private final ConcurrentHashMap<Variances, AngleSampler> samplers = new ConcurrentHashMap<>();

  private record Variances(double q1, double q2) {}

  private QuadratureKernel(Activation activation) {
    this.activation = activation;
    this.expectation = GaussianExpectation.of(activation);
    this.pair = PairExpectation.of(expectation, expectation);
  }

  /** The kernel of {@code activation}. */
  public static QuadratureKernel of(Activation activation) {
    return new QuadratureKernel(activation);
  }

  @Override
  public Activation activation() {
    return activation;
  }

  /** The one-dimensional expectations that the kernel is made of. */
  public GaussianExpectation expectation() {
    return expectation;
  }

  /** The two-dimensional moments at fixed variances as functions of the angle. */
  public AngleSampler sampler(double q1, double q2) {
    Variances key = new Variances(q1, q2);
    AngleSampler sampler = samplers.get(key);
    if (sampler == null) {
      if (samplers.size() >= CACHED_SAMPLERS) {
        samplers.clear();
      }
      sampler = pair.sampler(q1, q2);
      samplers.put(key, sampler);
    }
    return sampler;
  }

  @Override
  public Estimate mean(double q) {
    return power(DerivativeOrder.VALUE, 1, q);
  }

  @Override
  public Estimate variance(double q) {
    return power(DerivativeOrder.VALUE, 2, q);
  }

  @Override
  public Estimate fourthMoment(double q) {
    return power(DerivativeOrder.VALUE, 4, q);
  }

  @Override
  public Estimate derivativeMean(double q) {
    Estimate regular = power(DerivativeOrder.FIRST, 1, q);
    double masses = 0;
    for (Breakpoint b : activation.breakpoints()) {
      if (b.valueJump() != 0 && q > 0) {
        masses += b.valueJump() * density(b.location(), q);
      }
    }
    return new Estimate(
        regular.value() + masses, regular.errorBound() + ROUNDING * Math.abs(masses));
  }

  @Override
  public Estimate derivativeVariance(double q) {
    return jumps() ? INFINITE : power(DerivativeOrder.FIRST, 2, q);
  }

  @Override
  public Estimate derivativeFourthMoment(double q) {
    return jumps() ? INFINITE : power(DerivativeOrder.FIRST, 4, q);
  }

  @Override
  public Estimate secondDerivativeVariance(double q) {
    return jumps() || kinks() ? INFINITE : power(DerivativeOrder.SECOND, 2, q);
  }

  private Estimate power(DerivativeOrder order, int power, double q) {
    double scale = standardDeviation(q);
    return expectation.diverges(order, power)
        ? INFINITE
        : expectation.moment(order, power, scale, 0);
  }

  /**
   * {@inheritDoc}
   *
   * <p>Computed as E[φφ′z]/√q plus Σ Δ(φ²)·k·p(k)/(2q) over the jumps of φ² at k, p the density of
   * x, and, where φ is continuous, also as E φ′² + E φφ″ plus Σ φ(k)Δ(φ′)p(k) over the kinks: the
   * one of the smaller error bound counts.
   */
  @Override
  public Estimate varianceDerivative(double q) {
    double scale = standardDeviation(q);
    if (q == 0) {
      return derivativeAtZero();
    }
    Estimate regular =
        expectation.product(DerivativeOrder.VALUE, DerivativeOrder.FIRST, 1, scale, 0);
    double masses = 0;
    double size = 0;
    for (Breakpoint b : activation.breakpoints()) {
      if (b.valueJump() != 0) {
        double k = b.location();
        double right = activation.value(Math.nextUp(k));
        double left = activation.value(Math.nextDown(k));
        double mass = (right - left) * (right + left) * k * density(k, q) / (2 * q);
        masses += mass;
        size += Math.abs(mass);
      }
    }
    Estimate byPart =
        new Estimate(
            regular.value() / scale + masses, regular.errorBound() / scale + ROUNDING * size);
    if (jumps()
        || expectation.diverges(DerivativeOrder.FIRST, 2)
        || expectation.diverges(DerivativeOrder.SECOND, 1)) {
      return byPart;
    }
    Estimate slopes = expectation.moment(DerivativeOrder.FIRST, 2, scale, 0);
    Estimate bends =
        expectation.product(DerivativeOrder.VALUE, DerivativeOrder.SECOND, 0, scale, 0);
    double kinks = 0;
    double kinkSize = 0;
    for (Breakpoint b : activation.breakpoints()) {
      double mass = activation.value(b.location()) * b.derivativeJump() * density(b.location(), q);
      if (mass != 0) {
        kinks += mass;
        kinkSize += Math.abs(mass);
      }
    }
    double bound = slopes.errorBound() + bends.errorBound() + ROUNDING * kinkSize;
    return bound < byPart.errorBound()
        ? new Estimate(slopes.value() + bends.value() + kinks, bound)
        : byPart;
  }

  /** The limit q → 0. */
  private Estimate derivativeAtZero() {
    double tiny = 1e-150;
    double right = activation.value(tiny);
    double left = activation.value(-tiny);
    double slopeRight = activation.derivative(tiny);
    double slopeLeft = activation.derivative(-tiny);
    double squares = 0.5 * (slopeRight * slopeRight + slopeLeft * slopeLeft);
    // V = E φ² ≈ φ² + √(2q/π)·½[(φ²)′] + …: infinite where the slopes of φ² differ at 0
    double kink = right * slopeRight - left * slopeLeft;
    if (Math.abs(kink) > 1e-300) {
      double infinity = kink > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      return new Estimate(infinity, Double.POSITIVE_INFINITY);
    }
    double curvature =
        0.5
            * (right * activation.secondDerivative(tiny)
                + left * activation.secondDerivative(-tiny));
    double value = squares + curvature;
    return new Estimate(value, ROUNDING * (squares + Math.abs(curvature)));
  }

  @Override
  public Estimate covariance(double q1, double q2, Correlation correlation) {
    if (q1 == q2 && correlation.angle() == 0) {
      return variance(q1);
    }
    return sampler(q1, q2).covariance(DerivativeOrder.VALUE, correlation.angle());
  }

  @Override
  public Estimate derivativeCovariance(double q1, double q2, Correlation correlation) {
    if (q1 == q2 && correlation.angle() == 0) {
      return derivativeVariance(q1);
    }
    return sampler(q1, q2).covariance(DerivativeOrder.FIRST, correlation.angle());
  }

  @Override
  public Estimate secondDerivativeCovariance(double q1, double q2, Correlation correlation) {
    if (q1 == q2 && correlation.angle() == 0) {
      return secondDerivativeVariance(q1);
    }
    return sampler(q1, q2).covariance(DerivativeOrder.SECOND, correlation.angle());
  }

  @Override
  public Estimate gap(double q, Correlation correlation) {
    return sampler(q, q).gap(1, 0, correlation.angle());
  }

  /**
   * {@inheritDoc}
   *
   * <p>As q₁ → q₂ and θ → 0 the result keeps its relative accuracy, except that for an activation
   * that is nearly homogeneous the part due to q₁ ≠ q₂ cancels: the error is then about 10⁻¹⁵
   * ln²(q₁/q₂), absolute.
   */
  @Override
  public Estimate normalisedGap(double q1, double q2, Correlation correlation) {
    Estimate v1 = variance(q1);
    Estimate v2 = variance(q2);
    if (!(v1.value() > 0 && v2.value() > 0)) {
      throw new IllegalArgumentException(
          "a normalised gap needs outputs that are not 0: the activation "
              + activation.name()
              + " has output variances "
              + v1.value()
              + " and "
              + v2.value()
              + " at the preactivation variances "
              + q1
              + " and "
              + q2);
    }
    double a = 1 / Math.sqrt(v1.value());
    double b = 1 / Math.sqrt(v2.value());
    Estimate w = covariance(q1, q2, correlation);
    double ratio = w.value() * a * b;
    double direct = 1 - ratio;
    double directError =
        w.errorBound() * a * b
            + 0.5 * Math.abs(ratio) * (v1.errorBound() / v1.value() + v2.errorBound() / v2.value())
            + ROUNDING;
    // the way round the cancellation has one of its own where the output variances differ much
    if (q1 != q2 && directError <= NO_CANCELLATION * direct) {
      return new Estimate(direct, directError);
    }
    double imbalance = a * b / (1 / a + 1 / b) * varianceDifference(q2, q1, v2, v1);
    Estimate gap = sampler(q1, q2).gap(0.5 * (a + b), imbalance, correlation.angle());
    // the norms are rounded, and with them the difference of which the gap is half the square
    double rounding = q1 == q2 ? 0 : NORM_ROUNDING * (Math.sqrt(2 * gap.value()) + NORM_ROUNDING);
    return new Estimate(gap.value(), gap.errorBound() + rounding);
  }

  /** V(a) − V(b), of nearby variances by the integral of dV/dq. */
  private double varianceDifference(double a, double b, Estimate va, Estimate vb) {
    if (a == b) {
      return 0;
    }
    if (Math.abs(a - b) > NEAR_VARIANCES * Math.min(a, b)) {
      return va.value() - vb.value();
    }
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        double q = 0.5 * (a + b) + 0.5 * sign * FOUR_NODES[i] * (a - b);
        sum += 0.5 * FOUR_WEIGHTS[i] * varianceDerivative(q).value();
      }
    }
    return (a - b) * sum;
  }

  /**
   * The Hermite coefficients a_k = E φ(√q z)h_k(z), k &lt; count: W(q, q, c) = Σ a_k² cᵏ (SHR
   * section 2.4).
   *
   * @param q preactivation variance
   * @param count how many
   */
  public double[] hermiteCoefficients(double q, int count) {
    return expectation.hermite(DerivativeOrder.VALUE, q, count);
  }

  /**
   * The linearisation error V − a₀² − a₁² = E(φ − a₀ − a₁z)² (SHR section 2.4).
   *
   * <p>Relative accuracy 10⁻¹⁰, also where φ is nearly linear on the scale √q: there it is computed
   * from φ″, as q² Σ b_k²/((k + 1)(k + 2)) with the Hermite coefficients b_k of φ″, or with kinks
   * as q² ∫₀¹ (1 − c) E φ″φ″ dc.
   */
  public Estimate linearisationError(double q) {
    double scale = standardDeviation(q);
    Estimate direct = residual(scale);
    Estimate variance = variance(q);
    if (!(direct.value() < NEARLY_LINEAR * variance.value()) || q == 0) {
      return direct;
    }
    if (activation.breakpoints().isEmpty()) {
      double[] b = expectation.hermite(DerivativeOrder.SECOND, q, 80);
      double sum = 0;
      double last = 0;
      for (int k = 0; k < b.length; k++) {
        last = b[k] * b[k] / ((k + 1.0) * (k + 2.0));
        sum += last;
      }
      if (last <= 1e-15 * sum) {
        return new Estimate(q * q * sum, q * q * sum * 1e-13);
      }
      return direct;
    }
    AngleSampler sampler = sampler(q, q);
    double sum = 0;
    double error = 0;
    double quarter = Math.PI / 4;
    for (int i = 0; i < HALF_ANGLE_NODES; i++) {
      // Fejér's rule: the integrand is smooth in θ
      double t = Math.PI * (i + 0.5) / HALF_ANGLE_NODES;
      double theta = quarter * (1 - Math.cos(t));
      double weight = quarter * fejer(i, HALF_ANGLE_NODES);
      double half = Math.sin(theta / 2);
      double factor = weight * 2 * half * half * Math.sin(theta);
      Estimate sample = sampler.covariance(DerivativeOrder.SECOND, theta);
      sum += factor * sample.value();
      error += factor * (sample.errorBound() + ROUNDING * Math.abs(sample.value()));
    }
    return new Estimate(q * q * sum, q * q * error);
  }

  private Estimate residual(double scale) {
    var rule = expectation.rule(scale, 0);
    int n = rule.size();
    double[] f = new double[n];
    activation.evaluate(n, rule.points(), f, null, null);
    double a0 = 0;
    double a1 = 0;
    for (int i = 0; i < n; i++) {
      a0 += rule.weights()[i] * f[i];
      a1 += rule.weights()[i] * f[i] * rule.nodes()[i];
    }
    double size = 0;
    for (int i = 0; i < n; i++) {
      size += rule.weights()[i] * f[i] * f[i];
      double r = f[i] - a0 - a1 * rule.nodes()[i];
      f[i] = r * r;
    }
    Estimate direct = rule.estimate(f);
    // each residual carries the rounding of φ
    double rounding = ROUNDING * Math.sqrt(size * Math.max(0, direct.value()));
    return new Estimate(direct.value(), direct.errorBound() + rounding + 1e-31 * size);
  }

  /** Weight of the i-th of n Chebyshev points of Fejér's first rule on [−1, 1]. */
  private static double fejer(int i, int n) {
    double t = Math.PI * (i + 0.5) / n;
    double sum = 1;
    for (int k = 1; k <= n / 2; k++) {
      sum -= 2 * Math.cos(2 * k * t) / (4.0 * k * k - 1);
    }
    return 2 * sum / n;
  }

  private boolean jumps() {
    return activation.breakpoints().stream().anyMatch(b -> b.valueJump() != 0);
  }

  private boolean kinks() {
    return activation.breakpoints().stream()
        .anyMatch(b -> b.derivativeJump() != 0 && !Double.isInfinite(b.derivativeJump()));
  }

  private static double density(double x, double q) {
    return Math.exp(-0.5 * x * x / q) / Math.sqrt(2 * Math.PI * q);
  }

  private static double standardDeviation(double q) {
    if (!(q >= 0 && q < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "a preactivation variance is finite and at least 0, got " + q);
    }
    return Math.sqrt(q);
  }

  private static final Estimate INFINITE = new Estimate(Double.POSITIVE_INFINITY, 0);
  private static final double ROUNDING = 1e-14;

  /** Of 1/√V. */
  private static final double NORM_ROUNDING = 2e-15;

  private static final int HALF_ANGLE_NODES = 32;
  private static final double[] FOUR_NODES = {0.33998104358485626, 0.8611363115940526};
  private static final double[] FOUR_WEIGHTS = {0.6521451548625461, 0.34785484513745385};
}
