package io.brink.internal.simd;

import io.brink.internal.special.ErrorFunction;
import io.brink.internal.special.Logistic;
import io.brink.internal.special.NormalDistribution;

/** The reference provider: one point at a time, by the JDK and the scalar special functions. */
public final class ScalarMath implements VectorMath {

  @Override
  public void exp(int n, double[] x, double[] exp) {
    for (int i = 0; i < n; i++) {
      exp[i] = Math.exp(x[i]);
    }
  }

  @Override
  public void decay(int n, double[] x, double[] expm1, double[] exp) {
    for (int i = 0; i < n; i++) {
      double t = Math.min(x[i], 0);
      if (expm1 != null) {
        expm1[i] = Math.expm1(t);
      }
      if (exp != null) {
        exp[i] = Math.exp(t);
      }
    }
  }

  @Override
  public void tanh(int n, double[] x, double[] tanh, double[] sechSquared) {
    for (int i = 0; i < n; i++) {
      double t = x[i];
      if (tanh != null) {
        tanh[i] = Math.tanh(t);
      }
      if (sechSquared != null) {
        sechSquared[i] = Logistic.sechSquared(t);
      }
    }
  }

  @Override
  public void sigmoid(int n, double[] x, double[] sigmoid, double[] derivative, double[] second) {
    for (int i = 0; i < n; i++) {
      double t = x[i];
      if (sigmoid != null) {
        sigmoid[i] = Logistic.sigmoid(t);
      }
      if (derivative != null) {
        derivative[i] = Logistic.sigmoidDerivative(t);
      }
      if (second != null) {
        second[i] = -Math.tanh(0.5 * t) * Logistic.sigmoidDerivative(t);
      }
    }
  }

  @Override
  public void softplus(int n, double[] x, double[] softplus) {
    for (int i = 0; i < n; i++) {
      softplus[i] = Logistic.softplus(x[i]);
    }
  }

  @Override
  public void erf(int n, double[] x, double[] erf, double[] gaussian) {
    for (int i = 0; i < n; i++) {
      double t = x[i];
      if (erf != null) {
        erf[i] = ErrorFunction.erf(t);
      }
      if (gaussian != null) {
        gaussian[i] = ErrorFunction.gaussian(t);
      }
    }
  }

  @Override
  public void normal(int n, double[] x, double[] cdf, double[] density) {
    for (int i = 0; i < n; i++) {
      double t = x[i];
      if (cdf != null) {
        cdf[i] = NormalDistribution.cdf(t);
      }
      if (density != null) {
        density[i] = NormalDistribution.density(t);
      }
    }
  }

  @Override
  public void sinCos(int n, double[] x, double[] sin, double[] cos) {
    for (int i = 0; i < n; i++) {
      double t = x[i];
      if (sin != null) {
        sin[i] = Math.sin(t);
      }
      if (cos != null) {
        cos[i] = Math.cos(t);
      }
    }
  }

  @Override
  public double dot(int n, double[] a, double[] b) {
    return dot(n, a, 0, b, 0);
  }

  @Override
  public double dot(int n, double[] a, int aFrom, double[] b, int bFrom) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum = Math.fma(a[aFrom + i], b[bFrom + i], sum);
    }
    return sum;
  }

  @Override
  public double dot(int n, double[] w, double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum = Math.fma(w[i] * a[i], b[i], sum);
    }
    return sum;
  }

  @Override
  public void resolvent(
      int n, double[] t, double[] p, int from, double wRe, double wIm, double[] sums) {
    resolvent(from, from + n, t, p, wRe, wIm, sums);
  }

  /** The points from one to another, with sums in locals, which registers hold. */
  static void resolvent(
      int from, int to, double[] t, double[] p, double wRe, double wIm, double[] sums) {
    double gRe = 0;
    double gIm = 0;
    double mRe = 0;
    double mIm = 0;
    double dRe = 0;
    double dIm = 0;
    for (int i = from; i < to; i++) {
      double re = wRe - t[i];
      double factor = 1 / (re * re + wIm * wIm);
      double inverseRe = re * factor;
      double inverseIm = -wIm * factor;
      double pt = p[i] * t[i];
      gRe += p[i] * inverseRe;
      gIm += p[i] * inverseIm;
      mRe += pt * inverseRe;
      mIm += pt * inverseIm;
      dRe += pt * (inverseRe * inverseRe - inverseIm * inverseIm);
      dIm += 2 * pt * inverseRe * inverseIm;
    }
    sums[0] += gRe;
    sums[1] += gIm;
    sums[2] += mRe;
    sums[3] += mIm;
    sums[4] += dRe;
    sums[5] += dIm;
  }

  @Override
  public void normals(long[] state, double[] out, int from, int n) {
    ScalarNormals.normals(state, out, from, n);
  }

  @Override
  public void uniforms(long[] state, double[] out, int from, int n) {
    ScalarNormals.uniforms(state, out, from, n);
  }
}
