package io.brink.report;

/**
 * A course of figures as a line of blocks, one character each: the lowest figure is the lowest
 * block, the highest the highest. Long courses are cut into pieces, each shown by its mean.
 *
 * <p>What is not finite leaves a gap. A course whose figures are all equal runs at half height.
 */
final class Sparkline {

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final int LONGEST = 32;

  /** Differences below this share of the figures are rounding. */
  private static final double FLAT = 1e-12;

  private Sparkline() {}

  static String of(double[] figures) {
    double[] shown = pieces(figures);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : shown) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    boolean flat = high - low <= FLAT * Math.max(Math.abs(low), Math.abs(high));
    StringBuilder line = new StringBuilder();
    for (double value : shown) {
      if (!Double.isFinite(value)) {
        line.append(' ');
      } else {
        double height = flat ? 0.5 : (value / 2 - low / 2) / (high / 2 - low / 2);
        line.append(BLOCKS.charAt((int) Math.min(height * BLOCKS.length(), BLOCKS.length() - 1)));
      }
    }
    return line.toString();
  }

  /** Means of at most {@value #LONGEST} pieces of about equal length. */
  private static double[] pieces(double[] figures) {
    if (figures.length <= LONGEST) {
      return figures;
    }
    double[] means = new double[LONGEST];
    for (int k = 0; k < LONGEST; k++) {
      int from = (int) ((long) k * figures.length / LONGEST);
      int to = (int) ((long) (k + 1) * figures.length / LONGEST);
      for (int i = from; i < to; i++) {
        means[k] += figures[i] / (to - from);
      }
    }
    return means;
  }
}
