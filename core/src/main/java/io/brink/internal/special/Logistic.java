package io.brink.internal.special;

/**
 * Functions of the logistic family, without overflow and with relative accuracy in both tails
 * (relative error at most 10⁻¹⁵).
 */
public final class Logistic {

  private Logistic() {}

  /** The sigmoid 1/(1 + e^{−x}). */
  public static double sigmoid(double x) {
    double u = Math.exp(-Math.abs(x));
    return (x >= 0 ? 1 : u) / (1 + u);
  }

  /** The derivative of the sigmoid, s(x)s(−x). */
  public static double sigmoidDerivative(double x) {
    double u = Math.exp(-Math.abs(x));
    return u / ((1 + u) * (1 + u));
  }

  /** ln(1 + eˣ). */
  public static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /** 1 − tanh² x = 1/cosh² x. */
  public static double sechSquared(double x) {
    double u = Math.exp(-2 * Math.abs(x));
    return 4 * u / ((1 + u) * (1 + u));
  }

  /** The inverse hyperbolic sine ln(x + √(1 + x²)), odd to the last bit. */
  public static double asinh(double x) {
    double a = Math.abs(x);
    if (a > 1e8) {
      return Math.copySign(Math.log(a) + 0.6931471805599453, x);
    }
    double square = a * a;
    return Math.copySign(Math.log1p(a + square / (1 + Math.sqrt(1 + square))), x);
  }
}
