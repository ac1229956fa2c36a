package io.brink.shaping;

import io.brink.activation.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The scales of its argument at which an activation bends: 1 for tanh(x), 10⁴ for tanh(10⁻⁴x).
 *
 * <p>With ψ(z) = φ(αz) two figures tell one α from another: the share of Var ψ that is not linear
 * in z, and d ln Var ψ/d ln α, the power by which φ grows there. Where they change most, as α runs
 * over 20 decades, is a scale of φ; a homogeneous φ has none.
 */
final class InputScales {

  private static final int PER_DECADE = 4;
  private static final int DECADES = 10;
  private static final double LEAST_CHANGE = 1e-3;
  private static final int MOST = 8;
  private static final int LEVEL = 2;

  /** The scales of a search about 1, which has been made. */
  private static final double ORDINARY = 8;

  private InputScales() {}

  /** Scales far from 1, the smallest first. */
  static List<Double> of(Activation activation) {
    RemainderMoments moments = new RemainderMoments(activation);
    int n = 2 * PER_DECADE * DECADES + 1;
    double[] alpha = new double[n];
    double[] logVariance = new double[n];
    double[] curvedShare = new double[n];
    for (int i = 0; i < n; i++) {
      alpha[i] = Math.pow(10, (double) (i - n / 2) / PER_DECADE);
      Remainder m = moments.at(alpha[i], 0, LEVEL);
      logVariance[i] = Math.log(m.variance());
      curvedShare[i] = m.r0() / m.variance();
    }
    double[] change = new double[n];
    for (int i = 1; i + 1 < n; i++) {
      double bend = logVariance[i + 1] - 2 * logVariance[i] + logVariance[i - 1];
      double sum = Math.abs(curvedShare[i + 1] - curvedShare[i - 1]) + Math.abs(bend);
      change[i] = Double.isFinite(sum) ? sum : 0;
    }
    List<Double> found = new ArrayList<>();
    for (int i = 1; i + 1 < n; i++) {
      boolean ordinary = Math.abs(Math.log(alpha[i])) < Math.log(ORDINARY);
      if (!ordinary
          && change[i] > LEAST_CHANGE
          && change[i] >= change[i - 1]
          && change[i] > change[i + 1]) {
        found.add(alpha[i]);
      }
    }
    return found.stream().limit(MOST).toList();
  }
}
