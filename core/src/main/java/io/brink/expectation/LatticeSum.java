package io.brink.expectation;

/** Sums over the lattice and over its two halves, whose difference tells the error. */
final class LatticeSum {
  private double even;
  private double odd;
  private double sum;
  private double magnitude;
  private double rounding;

  /** Adds |weight|·a·b, by a subtotal, to the half that the sign of the weight names. */
  void addAll(int n, double[] signedWeight, double[] a, double[] b) {
    double total = 0;
    double difference = 0;
    double absolute = 0;
    for (int i = 0; i < n; i++) {
      double signed = signedWeight[i] * a[i] * b[i];
      double term = Math.abs(signedWeight[i]) * a[i] * b[i];
      total += term;
      difference += signed;
      absolute += Math.abs(signed);
    }
    even += 0.5 * (total + difference);
    odd += 0.5 * (total - difference);
    sum += total;
    magnitude += absolute;
  }

  /** Counts what rounding does to the differences. */
  void addNoise(int n, double weight, double[] noise, double[] d) {
    for (int i = 0; i < n; i++) {
      rounding += weight * noise[i] * Math.abs(d[i]);
    }
  }

  Estimate estimate() {
    if (!(magnitude < Double.POSITIVE_INFINITY)) {
      return new Estimate(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    if (magnitude == 0) {
      return new Estimate(0, 0);
    }
    // each half is a lattice √2 wider: its relative error is the √½-th power of that of the whole
    double half = Math.abs(even - odd) / magnitude;
    return new Estimate(
        sum, Rounding.bound(magnitude) + rounding + 30 * magnitude * Math.pow(half, Math.sqrt(2)));
  }
}
