package io.brink.simulation.sample;

/**
 * Second moments of one node's tensor over its units and pixels: mean squares of all inputs and
 * gaps of all pairs.
 */
public final class SignalMoments {

  private static final double LN2 = Math.log(2);

  private final double[] logMeanSquare;
  private final double[][] gap;

  private SignalMoments(double[] logMeanSquare, double[][] gap) {
    this.logMeanSquare = logMeanSquare;
    this.gap = gap;
  }

  static SignalMoments of(Signal signal) {
    int k = signal.inputs;
    double[][] product = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        product[i][j] = signal.product(i, j);
        product[j][i] = product[i][j];
      }
    }
    double units = (double) signal.width * signal.pixels;
    double[] square = new double[k];
    double[] log = new double[k];
    for (int i = 0; i < k; i++) {
      square[i] = square(product, signal.differences, i);
      log[i] = Math.log(square[i] / units) + 2 * signal.exponent * LN2;
    }
    double[][] gap = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        gap[i][j] = gap(product, signal.differences, square, j, i);
        gap[j][i] = gap[i][j];
      }
    }
    return new SignalMoments(log, gap);
  }

  private static double square(double[][] product, boolean differences, int i) {
    return differences && i > 0
        ? Math.max(product[0][0] + 2 * product[0][i] + product[i][i], 0)
        : product[i][i];
  }

  private static double gap(
      double[][] product, boolean differences, double[] square, int i, int j) {
    if (square[i] == 0 || square[j] == 0) {
      return square[i] == square[j] ? 0 : 1;
    }
    if (!differences) {
      double c = product[i][j] / (Math.sqrt(square[i]) * Math.sqrt(square[j]));
      return Math.clamp(1 - c, 0.0, 2.0);
    }
    // a = x_i, b = x_j = a + e.
    double cross = product[0][j];
    double difference = product[j][j];
    if (i > 0) {
      cross += product[i][j] - product[0][i] - product[i][i];
      difference += product[i][i] - 2 * product[i][j];
    }
    return gap(square[i], cross, Math.max(difference, 0));
  }

  /**
   * 1 − cos of the angle between a and a + e without cancellation: (|a|²|e|² − (a·e)²)/(|a||b|
   * (|a||b| + a·b)).
   */
  private static double gap(double aa, double ae, double ee) {
    double bb = aa + 2 * ae + ee;
    double ab = aa + ae;
    double lengths = Math.sqrt(aa) * Math.sqrt(bb);
    if (ab <= 0) {
      return Math.clamp(1 - ab / lengths, 0.0, 2.0);
    }
    double determinant = Math.max(aa * ee - ae * ae, 0);
    return Math.clamp(determinant / lengths / (lengths + ab), 0.0, 2.0);
  }

  /** Number of inputs. */
  public int inputs() {
    return logMeanSquare.length;
  }

  /** ln of the mean square of the tensor of one input; −∞ where it is 0. */
  public double logMeanSquare(int input) {
    return logMeanSquare[input];
  }

  /**
   * 1 − c of two inputs, c = Σxx′/√(Σx² Σx′²), without cancellation; 0 between two tensors that are
   * identically 0, 1 between one that is and one that is not.
   */
  public double gap(int i, int j) {
    return gap[i][j];
  }

  /** ln of the mean squared difference of the tensors of two inputs; −∞ where they are equal. */
  public double logMeanSquaredDistance(int i, int j) {
    // ‖a − b‖² = (‖a‖ − ‖b‖)² + 2‖a‖‖b‖ gap.
    double half = (logMeanSquare[i] - logMeanSquare[j]) / 2;
    double middle = (logMeanSquare[i] + logMeanSquare[j]) / 2;
    if (middle == Double.NEGATIVE_INFINITY) {
      return Math.max(logMeanSquare[i], logMeanSquare[j]);
    }
    double ratio = 2 * Math.sinh(half / 2);
    return middle + Math.log(ratio * ratio + 2 * gap[i][j]);
  }
}
