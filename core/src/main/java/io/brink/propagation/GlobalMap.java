package io.brink.propagation;

import io.brink.kernel.Correlation;
import java.util.List;

/**
 * The global correlation map C_f of a network at the points of a grid, for inputs of equal mean
 * square: C_f(c₀) is the correlation of the outputs of two inputs of correlation c₀ (TAT 3; DKS).
 */
public final class GlobalMap {

  private final double inputVariance;
  private final List<Correlation> grid;
  private final Correlations values;
  private final List<Approximation> approximations;

  GlobalMap(
      double inputVariance,
      List<Correlation> grid,
      Correlations values,
      List<Approximation> approximations) {
    this.inputVariance = inputVariance;
    this.grid = grid;
    this.values = values;
    this.approximations = approximations;
  }

  /** Mean square of both inputs. */
  public double inputVariance() {
    return inputVariance;
  }

  /** Number of grid points. */
  public int size() {
    return grid.size();
  }

  /** c₀ at grid point i. */
  public Correlation input(int i) {
    return grid.get(i);
  }

  /** C_f(c₀). */
  public double value(int i) {
    return 1 - values.gap[i];
  }

  /** 1 − C_f(c₀), without cancellation. */
  public double gap(int i) {
    return values.gap[i];
  }

  /** C_f′(c₀). */
  public double slope(int i) {
    return values.slope[i];
  }

  /** C_f″(c₀); +∞ where it is. */
  public double curvature(int i) {
    return values.curvature[i];
  }

  /** Bound of the absolute error of {@link #gap}, to first order. */
  public double errorBound(int i) {
    return values.errorBound[i];
  }

  /** Where theory does not cover the network; empty if the map is exact. */
  public List<Approximation> approximations() {
    return approximations;
  }
}
