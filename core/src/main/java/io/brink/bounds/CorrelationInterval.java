package io.brink.bounds;

/**
 * The correlations that pairs of inputs have at some depth: all of [smallest, largest], in gaps.
 * Follows them through layers.
 *
 * <p>On [0, 1] a layer's map P increases, and |P(−ρ)| ≤ P(ρ). On [−1, 0] it may do anything a power
 * series with non-negative coefficients can, unless its activation is odd; there the extremes are
 * searched on 128 intervals and refined to 10⁻⁹, until a layer has lifted all correlations to above
 * 0.
 */
final class CorrelationInterval {

  private static final int INTERVALS = 128;
  private static final int REFINEMENTS = 60;

  /** Gap of the smallest correlation. */
  private final DeepGap widest;

  /** Gap of the largest. */
  private final DeepGap narrowest;

  private CorrelationLayer lastLayer;
  private double lastWidest;
  private double lastNarrowest;
  private double[] lastResult;

  /** Correlations from −1 to the one with the given gap, behind weights. */
  CorrelationInterval(double narrowestGap, CorrelationLayer.Weights embedding) {
    widest = new DeepGap(embedding.gap(2));
    narrowest = new DeepGap(embedding.gap(narrowestGap));
  }

  void pass(CorrelationLayer layer) {
    // a sum of shares may round to a little more than 1
    double wide = Math.min(2, widest.value());
    double narrow = Math.min(2, narrowest.value());
    if (wide <= 1 || layer.isOdd()) {
      widest.pass(layer);
      narrowest.pass(layer);
      return;
    }
    if (layer == lastLayer && wide == lastWidest && narrow == lastNarrowest) {
      set(lastResult);
      return;
    }
    double from = Math.max(1, narrow);
    double largestGap = Math.max(layer.gap(from), -extreme(layer, from, wide, -1));
    double smallestGap;
    if (2 - wide >= narrow) {
      smallestGap = layer.gap(narrow);
    } else {
      double negative = extreme(layer, from, wide, 1);
      smallestGap = narrow <= 1 ? Math.min(layer.gap(narrow), negative) : negative;
    }
    lastLayer = layer;
    lastWidest = wide;
    lastNarrowest = narrow;
    lastResult = new double[] {Math.min(2, largestGap), Math.max(0, smallestGap)};
    set(lastResult);
  }

  private void set(double[] gaps) {
    widest.set(gaps[0]);
    narrowest.set(gaps[1]);
  }

  /** The minimum of sign·gap over gaps in [from, to]. */
  private static double extreme(CorrelationLayer layer, double from, double to, double sign) {
    double best = Double.POSITIVE_INFINITY;
    int at = 0;
    for (int i = 0; i <= INTERVALS; i++) {
      double value = sign * layer.gap(Math.min(to, from + (to - from) * i / INTERVALS));
      if (value < best) {
        best = value;
        at = i;
      }
    }
    double low = from + (to - from) * Math.max(at - 1, 0) / INTERVALS;
    double high = from + (to - from) * Math.min(at + 1, INTERVALS) / INTERVALS;
    for (int i = 0; i < REFINEMENTS && high - low > 1e-9; i++) {
      double a = low + (high - low) * 0.382;
      double b = low + (high - low) * 0.618;
      double fa = sign * layer.gap(a);
      double fb = sign * layer.gap(b);
      best = Math.min(best, Math.min(fa, fb));
      if (fa < fb) {
        high = b;
      } else {
        low = a;
      }
    }
    return best;
  }

  /** Gap of the smallest correlation that any pair has. */
  DeepGap widest() {
    return widest;
  }

  /** Gap of the largest correlation of these pairs. */
  DeepGap narrowest() {
    return narrowest;
  }
}
