package io.brink.network.weights;

import java.util.Arrays;

/** The matrix W and bias b of an affine layer x ↦ W x + b. Immutable. */
public final class AffineWeights {
  private final double[][] weight;
  private final double[] bias;

  private AffineWeights(double[][] weight, double[] bias) {
    this.weight = weight;
    this.bias = bias;
  }

  /**
   * Copies a matrix and a bias.
   *
   * @param weight rows of W, one per unit, all of the same length; at least one row and column
   * @param bias one entry per unit
   * @throws IllegalArgumentException if the sizes do not fit
   */
  public static AffineWeights of(double[][] weight, double[] bias) {
    if (weight.length == 0 || weight.length != bias.length) {
      throw new IllegalArgumentException(
          "weight matrix has "
              + weight.length
              + " rows and the bias "
              + bias.length
              + " entries; they must be equal and at least 1");
    }
    double[][] copy = new double[weight.length][];
    for (int i = 0; i < copy.length; i++) {
      if (weight[i].length == 0 || weight[i].length != weight[0].length) {
        throw new IllegalArgumentException(
            "row "
                + i
                + " of the weight matrix has "
                + weight[i].length
                + " entries, row 0 has "
                + weight[0].length
                + "; they must be equal and at least 1");
      }
      copy[i] = weight[i].clone();
    }
    return new AffineWeights(copy, bias.clone());
  }

  /** Number of rows of W. */
  public int units() {
    return weight.length;
  }

  /** Number of columns of W. */
  public int fanIn() {
    return weight[0].length;
  }

  /** W_ij, from unit {@code j} below to unit {@code i}. */
  public double weight(int i, int j) {
    return weight[i][j];
  }

  /** b_i. */
  public double bias(int i) {
    return bias[i];
  }

  /** W x + b; {@code x} is not modified. */
  public double[] apply(double[] x) {
    double[] result = bias.clone();
    for (int i = 0; i < result.length; i++) {
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        sum += weight[i][j] * x[j];
      }
      result[i] += sum;
    }
    return result;
  }

  /** (W; −W) and (b; −b): h becomes (h, −h). */
  AffineWeights mirrored() {
    int units = units();
    double[][] rows = new double[2 * units][];
    double[] entries = new double[2 * units];
    for (int i = 0; i < units; i++) {
      rows[i] = weight[i].clone();
      rows[units + i] = Arrays.stream(weight[i]).map(value -> -value).toArray();
      entries[i] = bias[i];
      entries[units + i] = -bias[i];
    }
    return new AffineWeights(rows, entries);
  }

  /** (first·W, second·W) and b: reads two vectors side by side. */
  AffineWeights spread(double first, double second) {
    int fanIn = fanIn();
    double[][] rows = new double[units()][2 * fanIn];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < fanIn; j++) {
        rows[i][j] = first * weight[i][j];
        rows[i][fanIn + j] = second * weight[i][j];
      }
    }
    return new AffineWeights(rows, bias.clone());
  }

  /** W = 1, b = 0. */
  static AffineWeights identity(int units) {
    double[][] rows = new double[units][units];
    for (int i = 0; i < units; i++) {
      rows[i][i] = 1;
    }
    return new AffineWeights(rows, new double[units]);
  }
}
