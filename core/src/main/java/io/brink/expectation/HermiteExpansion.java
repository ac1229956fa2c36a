package io.brink.expectation;

import io.brink.internal.simd.VectorMath;

/**
 * The Hermite coefficients a_k = E φ⁽ʲ⁾(√q z)h_k(z), k &lt; K, of φ, φ′ or φ″ without point masses,
 * with their errors; h_k are the normalised probabilists' Hermite polynomials.
 *
 * <p>By Mehler's formula E f(x)g(y) = Σ a_k b_k cᵏ, and what is left out is at most |c|ᴷ/(1 − |c|)
 * times the bounds of a_k and b_k. A correlation away from ±1 so costs K products, however finely
 * structured f and g are.
 *
 * <p>The functions h_k(z)e^{−z²/4} are carried, on panels narrowed to their wavelength 2π/√k.
 * Cutting φ off where its moments end leaves a function whose expansion is summed as exactly as
 * any.
 */
final class HermiteExpansion {
  /**
   * Roundings of a sum and of each step of the recurrence, in half units. Those of steps are
   * carried on as waves, so that k of them add up like √k.
   */
  private static final double ROUNDINGS = 4;

  private static final double ROUNDINGS_PER_STEP = 2;

  /** max |h_k(z)|e^{−z²/4} ≤ 2^{¼} (Cramér's inequality). */
  private static final double LARGEST_FUNCTION = 1.19;

  private static final double NODE_SPACING = 12;

  private final double[] coefficients;

  /**
   * √E (φ⁽ʲ⁾)² or the bound of |a_k| by E |φ⁽ʲ⁾|e^{z²/4}, which exists where the former is
   * infinite.
   */
  private final double size;

  private final Estimate centredSquare;
  private final double truncation;

  private HermiteExpansion(
      double[] coefficients, double size, Estimate centredSquare, double truncation) {
    this.coefficients = coefficients;
    this.size = size;
    this.centredSquare = centredSquare;
    this.truncation = truncation;
  }

  /**
   * The expansion of φ⁽ʲ⁾(scale·z).
   *
   * @param scale √q &gt; 0
   * @param count K ≥ 2
   */
  static HermiteExpansion of(
      GaussianExpectation expectation, DerivativeOrder order, double scale, int count) {
    GaussianExpectation.Sample sample =
        expectation.resolved(scale, NODE_SPACING / (1 + Math.sqrt(count)));
    GaussianRule rule = sample.rule();
    int n = rule.size();
    double[] z = rule.nodes();
    double[] f = sample.of(order);
    double[] term = new double[n];
    double[] current = new double[n];
    double[] previous = new double[n];
    VectorMath math = VectorMath.preferred();
    for (int i = 0; i < n; i++) {
      current[i] = -0.25 * z[i] * z[i];
    }
    math.exp(n, current, current);
    double absolute = 0;
    for (int i = 0; i < n; i++) {
      term[i] = rule.weights()[i] * f[i] / current[i];
      absolute += LARGEST_FUNCTION * Math.abs(term[i]);
    }
    double[] a = new double[count];
    double[] product = new double[n];
    double truncation = 0;
    for (int k = 0; k < count; k++) {
      if ((k & (k - 1)) == 0 || k >= count - 2) {
        for (int i = 0; i < n; i++) {
          product[i] = term[i] * current[i];
        }
        truncation = Math.max(truncation, rule.truncation(product));
      }
      a[k] = math.dot(n, term, current);
      double up = 1 / Math.sqrt(k + 1.0);
      double down = Math.sqrt(k) * up;
      for (int i = 0; i < n; i++) {
        previous[i] = up * z[i] * current[i] - down * previous[i];
      }
      double[] next = previous;
      previous = current;
      current = next;
    }
    for (int i = 0; i < n; i++) {
      product[i] = f[i] * f[i];
    }
    double squaredNorm = rule.estimate(product).value();
    for (int i = 0; i < n; i++) {
      double d = f[i] - a[0];
      product[i] = d * d;
    }
    Estimate centred = rule.estimate(product);
    // φ − a₀ carries the roundings of φ
    double noise = 4 * 0x1p-53 * Math.sqrt(squaredNorm * Math.max(0, centred.value()));
    return new HermiteExpansion(
        a,
        Math.min(Math.sqrt(squaredNorm), absolute),
        new Estimate(centred.value(), centred.errorBound() + noise),
        truncation);
  }

  /** Whether the expansion can be used: the coefficients are numbers. */
  boolean finite() {
    return size < Double.POSITIVE_INFINITY && Double.isFinite(truncation);
  }

  /** E (φ⁽ʲ⁾ − a₀)². */
  Estimate centredSquare() {
    return centredSquare;
  }

  /** a₀ = E φ⁽ʲ⁾. */
  double mean() {
    return coefficients[0];
  }

  /** Error of a₀. */
  double meanError() {
    return error(0) + Rounding.bound(size);
  }

  /** The error of a_k over and above what the roundings of φ itself make of it. */
  private double error(int k) {
    return truncation + 0x1p-53 * (ROUNDINGS + ROUNDINGS_PER_STEP * Math.sqrt(k)) * size;
  }

  /**
   * Σ_{k ≥ first} a_k b_k cᵏ.
   *
   * @param first 0 or 1
   */
  static Estimate sum(HermiteExpansion a, HermiteExpansion b, double c, int first) {
    int count = Math.min(a.coefficients.length, b.coefficients.length);
    double sum = 0;
    double error = 0;
    double perTerm = 0;
    double power = first == 0 ? 1 : c;
    for (int k = first; k < count; k++) {
      double p = a.coefficients[k];
      double q = b.coefficients[k];
      sum += p * q * power;
      error +=
          Math.abs(power)
              * (Math.abs(p) * b.error(k)
                  + Math.abs(q) * a.error(k)
                  + 0x1p-53 * Math.sqrt(k) * Math.abs(p * q));
      perTerm += Math.abs(power) * (Math.abs(p) * b.size + Math.abs(q) * a.size);
      power *= c;
    }
    double rest = Math.abs(power) / (1 - Math.abs(c)) * a.size * b.size;
    // the roundings of the samples reach the sum through the coefficients, or count as in any rule
    double sampling = Rounding.bound(Math.min(perTerm, a.size * b.size));
    return new Estimate(sum, error + rest + sampling);
  }
}
