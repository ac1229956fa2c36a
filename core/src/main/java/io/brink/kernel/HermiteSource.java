package io.brink.kernel;

import io.brink.activation.Activation;
import io.brink.activation.Growth;
import io.brink.expectation.Estimate;
import java.util.Arrays;
import java.util.Optional;

/**
 * The map of an analytic activation from the Hermite coefficients b_k of φ″(√q z): C″(c) = q²/V Σ
 * b_k² cᵏ (SHR 2.4 for φ″). One one-dimensional sum per coefficient replaces the two-dimensional
 * quadratures; the b_k fall like e^{−d√(2k)}, d the distance of the nearest pole of φ(√q z), so
 * this serves unless the pole is near.
 */
final class HermiteSource implements MapSource {
  private static final double REACH = 14;
  private static final double STEP = 1.0 / 24;
  private static final int MOST_COEFFICIENTS = 640;
  private static final int BLOCK = 16;
  private static final double NEGLIGIBLE = 1e-19;

  /** How far the coefficients must have fallen by {@link #TRIAL} to become negligible in time. */
  private static final double TRIAL_FALL = 1e-8;

  private static final int TRIAL = 128;
  private static final double DISAGREEMENT = 1e-8;

  /** Squares of the Hermite coefficients of φ′ and φ″, times q/V and q²/V. */
  private final double[] slopes;

  private final double[] curvatures;

  private HermiteSource(double[] slopes, double[] curvatures) {
    this.slopes = slopes;
    this.curvatures = curvatures;
  }

  /**
   * The source, unless the coefficients fall too slowly.
   *
   * @param curvatureAtOne C″(1), which tells whether the sums see φ″ at all
   */
  static Optional<MapSource> of(
      Activation activation, double q, double outputVariance, double curvatureAtOne) {
    if (!activation.breakpoints().isEmpty() || activation.growth() instanceof Growth.Exponential) {
      return Optional.empty();
    }
    int n = 2 * (int) (REACH / STEP) + 1;
    double[] z = new double[n];
    double[] x = new double[n];
    double[] current = new double[n];
    double[] previous = new double[n];
    double root = Math.sqrt(q);
    for (int i = 0; i < n; i++) {
      z[i] = (i - n / 2) * STEP;
      x[i] = root * z[i];
      // √density·√step: the recurrence then runs on bounded functions
      current[i] = Math.exp(-0.25 * z[i] * z[i]);
    }
    double[] first = new double[n];
    double[] second = new double[n];
    activation.evaluate(n, x, null, first, second);
    double weight = STEP / Math.sqrt(2 * Math.PI);
    for (int i = 0; i < n; i++) {
      double w = weight * Math.exp(-0.25 * z[i] * z[i]);
      first[i] *= w;
      second[i] *= w;
    }
    double[] a = new double[MOST_COEFFICIENTS];
    double[] b = new double[MOST_COEFFICIENTS];
    double total = 0;
    double block = 0;
    for (int k = 0; k < MOST_COEFFICIENTS; k++) {
      double up = Math.sqrt(k + 1.0);
      double down = Math.sqrt(k);
      double s = 0;
      double t = 0;
      for (int i = 0; i < n; i++) {
        double h = current[i];
        s += first[i] * h;
        t += second[i] * h;
        current[i] = (z[i] * h - down * previous[i]) / up;
        previous[i] = h;
      }
      a[k] = q / outputVariance * s * s;
      b[k] = q * (q / outputVariance) * t * t;
      total += b[k];
      block += b[k];
      if (k % BLOCK == BLOCK - 1) {
        if (!(total < Double.POSITIVE_INFINITY)) {
          return Optional.empty();
        }
        if (block <= NEGLIGIBLE * total) {
          return Math.abs(total - curvatureAtOne) > DISAGREEMENT * curvatureAtOne
              ? Optional.empty()
              : Optional.of(new HermiteSource(Arrays.copyOf(a, k + 1), Arrays.copyOf(b, k + 1)));
        }
        if (k == TRIAL - 1 && block > TRIAL_FALL * total) {
          return Optional.empty();
        }
        block = 0;
      }
    }
    return Optional.empty();
  }

  @Override
  public Estimate slope(double angle) {
    return sum(slopes, angle);
  }

  @Override
  public Estimate curvature(double angle) {
    return sum(curvatures, angle);
  }

  private static Estimate sum(double[] squares, double angle) {
    double c = Math.cos(angle);
    double c2 = c * c;
    double even = 0;
    double odd = 0;
    for (int k = squares.length - 2; k >= 0; k -= 2) {
      even = Math.fma(even, c2, squares[k]);
      odd = Math.fma(odd, c2, squares[k + 1]);
    }
    odd *= c;
    return new Estimate(even + odd, 1e-15 * (even + Math.abs(odd)));
  }
}
