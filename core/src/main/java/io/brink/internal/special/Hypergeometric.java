package io.brink.internal.special;

/**
 * The regularised Gauss hypergeometric function with two equal upper parameters, F(a, a; c;
 * x)/Γ(c), for 0 ≤ x ≤ 1: what homogeneous activations need.
 *
 * <p>For x ≤ ½ the power series is summed; else the connection to 1 − x (Abramowitz &amp; Stegun
 * 15.3.6). With b = c − 2a near an integer m the two series of that connection cancel to a
 * logarithm (15.3.10–12); here their terms are paired, n = m + k of the first with k of the second,
 * and each pair is the first term times 1 − e^{(b − m)E}, so that nothing cancels and no case is
 * special.
 */
public final class Hypergeometric {
  private static final int MOST_TERMS = 400;

  private Hypergeometric() {}

  /** Σ (a)ₙ² xⁿ/(Γ(c + n) n!) for 0 ≤ x ≤ ½; c may be any real number. */
  public static double series(double a, double c, double x) {
    double term = reciprocalGamma(c);
    double sum = term;
    for (int n = 0; n < MOST_TERMS; n++) {
      double ratio = (a + n) * (a + n) * x / (n + 1.0);
      if (c + n == 0 || term == 0) {
        // Γ(c + n) was infinite: start afresh
        term =
            ratio == 0
                ? 0
                : pochhammerSquared(a, n + 1)
                    * powerOverFactorial(x, n + 1)
                    * reciprocalGamma(c + n + 1);
      } else {
        term *= ratio / (c + n);
      }
      sum += term;
      if (c + n > 0 && Math.abs(term) <= 1e-18 * Math.abs(sum)) {
        break;
      }
    }
    return sum;
  }

  /**
   * The part of F(a, a; 2a + b; 1 − y)/Γ(2a + b) in excess of its first term Γ(b)/Γ(a + b)², for 0
   * &lt; y ≤ ½, b ≥ ½, a + b &gt; 0, a &gt; −1: of the order of max(y, y^b), accurate relative to
   * itself up to cancellation of its two kinds of terms.
   *
   * @param logY ln y, finite also where y underflows
   */
  public static double excessNearOne(double a, double b, double logY) {
    double y = Math.exp(logY);
    int m = (int) Math.floor(b + 0.5);
    double first = gamma(b) / square(gamma(a + b));
    double sum = 0;
    double term = first;
    for (int n = 1; n < m; n++) {
      term *= square(a + n - 1) * y / ((n - b) * n);
      sum += term;
    }
    return sum + paired(a, b, m, logY, 0);
  }

  /** F(a, a; 2a + b; 1 − y)/Γ(2a + b) for 0 &lt; y ≤ ½ and b &gt; −½, a + b &gt; 0, a &gt; −1. */
  public static double nearOne(double a, double b, double logY) {
    if (b < 0.5) {
      return paired(a, b, 0, logY, 0);
    }
    return gamma(b) / square(gamma(a + b)) + excessNearOne(a, b, logY);
  }

  /** The pairs k = from, from + 1, …. */
  private static double paired(double a, double b, int m, double logY, int from) {
    double y = Math.exp(logY);
    double e = b - m;
    // T1_n = π/(sin πb Γ(a+b)²) (a)ₙ² yⁿ/(Γ(1−b+n) n!), n = m + k
    // T2_k = −π/(sin πb Γ(a+b)² Γ(a)²) Γ(a+b+k)² y^{b+k}/(Γ(1+b+k) k!)
    double sign = (m & 1) == 0 ? 1 : -1;
    double scale = sign / square(gamma(a + b));
    double g = pochhammerSquared(a, m + from);
    g *= reciprocalGamma(1 - e + from);
    g *= Math.exp((m + from) * logY) * reciprocalGamma(1.0 + m + from);
    double sum = 0;
    if (g == 0) {
      return 0;
    }
    double up = LogGamma.slope(a + m + from, e);
    double second = LogGamma.slope(1.0 + m + from, e);
    double lower = LogGamma.slope(1 - e + from, e);
    for (int k = from; k < MOST_TERMS; k++) {
      double exponent = 2 * up - second - lower + logY;
      double pair = -g * piExpm1OverSin(e, exponent);
      sum += pair;
      if (Math.abs(pair) <= 1e-18 * Math.abs(sum)) {
        break;
      }
      up += LogGamma.log1pSlope(a + m + k, e);
      second += LogGamma.log1pSlope(1.0 + m + k, e);
      lower += LogGamma.log1pSlope(1 - e + k, e);
      g *= square(a + m + k) * y / ((1 - e + k) * (1.0 + m + k));
    }
    return scale * sum;
  }

  /** π(e^{eE} − 1)/sin(πe), which is E where e = 0. */
  private static double piExpm1OverSin(double e, double exponent) {
    if (Math.abs(e) < 1e-150) {
      return exponent;
    }
    return Math.expm1(e * exponent) * Math.PI / Math.sin(Math.PI * e);
  }

  private static double pochhammerSquared(double a, int n) {
    double product = 1;
    for (int k = 0; k < n; k++) {
      product *= a + k;
    }
    return product * product;
  }

  private static double powerOverFactorial(double x, int n) {
    double product = 1;
    for (int k = 1; k <= n; k++) {
      product *= x / k;
    }
    return product;
  }

  /** 1/Γ(x) for any real x, 0 at the poles of Γ. */
  public static double reciprocalGamma(double x) {
    double t = x;
    double factor = 1;
    while (t <= 0) {
      factor *= t;
      t++;
    }
    return factor / gamma(t);
  }

  private static double gamma(double x) {
    return LogGamma.gamma(x);
  }

  private static double square(double x) {
    return x * x;
  }
}
