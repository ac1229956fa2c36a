package io.brink.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fewer points that look the same: of a curve over ascending x the first, lowest, highest and last
 * point of each of a thousand equal pieces of the axis; of everything else every k-th point.
 *
 * <p>A picture has fewer than a thousand columns of pixels worth telling apart, so what is left out
 * could not be seen; gaps and peaks remain.
 */
public final class Thinning {

  private static final int PIECES = 1000;

  /** What is drawn as it is. */
  private static final int FEW = 4 * PIECES;

  private Thinning() {}

  /** The chart with each layer thinned. */
  public static Chart of(Chart chart) {
    List<Layer> layers = new ArrayList<>();
    for (Layer layer : chart.layers()) {
      layers.add(thinned(layer, chart.x().scale()));
    }
    return new Chart(chart.key(), chart.title(), chart.x(), chart.y(), layers);
  }

  private static Layer thinned(Layer layer, Scale scale) {
    return switch (layer) {
      case Layer.Line line when line.x().length > FEW -> {
        int[] kept =
            ascends(line.x()) ? extremes(line.x(), scale, line.y(), line.y()) : every(line.x());
        yield new Layer.Line(
            line.label(), line.ink(), line.stroke(), at(line.x(), kept), at(line.y(), kept));
      }
      case Layer.Points points when points.x().length > FEW -> {
        int[] kept = every(points.x());
        yield new Layer.Points(
            points.label(),
            points.ink(),
            at(points.x(), kept),
            at(points.y(), kept),
            points.spread().length == 0 ? points.spread() : at(points.spread(), kept));
      }
      case Layer.Band band when band.x().length > FEW -> {
        int[] kept = extremes(band.x(), scale, band.low(), band.high());
        yield new Layer.Band(
            band.label(),
            band.ink(),
            at(band.x(), kept),
            at(band.low(), kept),
            at(band.high(), kept));
      }
      case Layer.Line _,
          Layer.Points _,
          Layer.Band _,
          Layer.Histogram _,
          Layer.Stems _,
          Layer.HeatMap _,
          Layer.Contours _,
          Layer.Regions _,
          Layer.Guide _ ->
          layer;
    };
  }

  private static boolean ascends(double[] x) {
    for (int i = 1; i < x.length; i++) {
      if (!(x[i] >= x[i - 1])) {
        return false;
      }
    }
    return true;
  }

  private static int[] extremes(double[] x, Scale scale, double[] low, double[] high) {
    int n = x.length;
    double first = place(scale, x[firstDrawn(x, scale)]);
    double width = place(scale, x[n - 1]) - first;
    List<Integer> kept = new ArrayList<>();
    int start = 0;
    while (start < n) {
      int piece = piece(place(scale, x[start]), first, width);
      int end = start;
      int lowest = start;
      int highest = start;
      while (end < n && piece(place(scale, x[end]), first, width) == piece) {
        lowest = !(low[end] >= low[lowest]) ? end : lowest;
        highest = !(high[end] <= high[highest]) ? end : highest;
        end++;
      }
      int[] chosen = {start, lowest, highest, end - 1};
      Arrays.sort(chosen);
      for (int i = 0; i < chosen.length; i++) {
        if (i == 0 || chosen[i] > chosen[i - 1]) {
          kept.add(chosen[i]);
        }
      }
      start = end;
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int firstDrawn(double[] x, Scale scale) {
    int i = 0;
    while (i < x.length - 1 && !Double.isFinite(place(scale, x[i]))) {
      i++;
    }
    return i;
  }

  private static double place(Scale scale, double x) {
    return scale == Scale.LOGARITHMIC ? Math.log(x) : x;
  }

  private static int piece(double place, double first, double width) {
    double position = (place - first) / width * PIECES;
    return Double.isFinite(position) ? (int) Math.min(position, PIECES - 1) : -1;
  }

  /** Every k-th index and the last. */
  private static int[] every(double[] x) {
    int step = (x.length + FEW - 1) / FEW;
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < x.length; i += step) {
      kept.add(i);
    }
    if (kept.getLast() != x.length - 1) {
      kept.add(x.length - 1);
    }
    return kept.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double[] at(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
  }
}
