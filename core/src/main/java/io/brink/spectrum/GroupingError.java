package io.brink.spectrum;

import java.util.Arrays;

/**
 * The error of ln z that comes from taking layers together, as a function of u: that of the two
 * checked places around, whichever is larger, with a margin.
 *
 * @param logSquare the checked places, ascending
 * @param error |Δ ln z| there
 */
record GroupingError(double[] logSquare, double[] error) {

  static final GroupingError NONE = new GroupingError(new double[0], new double[0]);

  private static final double MARGIN = 4;

  /** |Δ ln z| at most, near u. */
  double at(double u) {
    if (error.length == 0) {
      return 0;
    }
    int found = Arrays.binarySearch(logSquare, u);
    int above = found >= 0 ? found : -found - 1;
    double low = error[Math.max(0, above - 1)];
    double high = error[Math.min(error.length - 1, above)];
    return MARGIN * Math.max(low, high);
  }
}
