package io.brink.report.chart;

/**
 * One axis of a chart.
 *
 * @param label what it shows, with its symbol
 * @param scale spacing
 * @param low lower end; NaN: from the data
 * @param high upper end; NaN: from the data
 */
public record Axis(String label, Scale scale, double low, double high) {

  /** Checks the ends. */
  public Axis {
    if (low >= high) {
      throw new IllegalArgumentException("an axis runs upwards, got " + low + " to " + high);
    }
    if (scale == Scale.LOGARITHMIC && (low <= 0 || high <= 0)) {
      throw new IllegalArgumentException("a logarithmic axis has positive ends, got " + low);
    }
  }

  /** A linear axis that fits the data. */
  public static Axis linear(String label) {
    return new Axis(label, Scale.LINEAR, Double.NaN, Double.NaN);
  }

  /** A logarithmic axis that fits the data. */
  public static Axis logarithmic(String label) {
    return new Axis(label, Scale.LOGARITHMIC, Double.NaN, Double.NaN);
  }

  /** The axis with fixed ends. */
  public Axis between(double lowest, double highest) {
    return new Axis(label, scale, lowest, highest);
  }
}
