package io.brink.report.chart;

import java.util.Arrays;
import java.util.List;

/**
 * One mark of a chart. Arrays are not copied and must not change afterwards. A layer with an empty
 * label has no entry in the legend.
 */
public sealed interface Layer {

  /** Name in the legend; may be empty. */
  String label();

  /** A line through points in the order given, which need not be that of x (a cobweb is a line). */
  record Line(String label, Ink ink, Stroke stroke, double[] x, double[] y) implements Layer {
    /** Checks the lengths. */
    public Line {
      same(x.length, y.length);
    }
  }

  /** Points with error bars of half-height {@code spread}; an empty array means no bars. */
  record Points(String label, Ink ink, double[] x, double[] y, double[] spread) implements Layer {
    /** Checks the lengths. */
    public Points {
      same(x.length, y.length);
      if (spread.length != 0) {
        same(x.length, spread.length);
      }
    }
  }

  /** The region between two curves over ascending x. */
  record Band(String label, Ink ink, double[] x, double[] low, double[] high) implements Layer {
    /** Checks the lengths. */
    public Band {
      same(x.length, low.length);
      same(x.length, high.length);
    }
  }

  /** Bars of the given heights between ascending edges, one edge more than bars. */
  record Histogram(String label, Ink ink, double[] edges, double[] heights) implements Layer {
    /** Checks the lengths. */
    public Histogram {
      same(edges.length, heights.length + 1);
    }
  }

  /**
   * Vertical strokes with a head, from zero up to y: the weights of point masses beside a density.
   */
  record Stems(String label, Ink ink, double[] x, double[] y) implements Layer {
    /** Checks the lengths. */
    public Stems {
      same(x.length, y.length);
    }
  }

  /**
   * Values on a grid as colours with a colour scale.
   *
   * @param label what is shown, beside the colour scale
   * @param scale of the colours
   * @param x ascending centres of the columns
   * @param y ascending centres of the rows
   * @param z values, z[row][column]
   */
  record HeatMap(String label, Scale scale, double[] x, double[] y, double[][] z) implements Layer {
    /** Checks the lengths. */
    public HeatMap {
      grid(x, y, z);
    }
  }

  /**
   * Level lines of values on a grid, z[row][column].
   *
   * @param names what is written on the lines of each level
   */
  record Contours(
      String label,
      Ink ink,
      double[] x,
      double[] y,
      double[][] z,
      double[] levels,
      List<String> names)
      implements Layer {
    /** Copies the names and checks the lengths. */
    public Contours {
      names = List.copyOf(names);
      grid(x, y, z);
      same(levels.length, names.size());
    }

    /** Level lines that are labelled with their levels. */
    public Contours(String label, Ink ink, double[] x, double[] y, double[][] z, double[] levels) {
      this(label, ink, x, y, z, levels, Arrays.stream(levels).mapToObj(Contours::name).toList());
    }

    private static String name(double level) {
      return level == Math.rint(level) && Math.abs(level) < 1e6
          ? Long.toString((long) level)
          : Double.toString(level);
    }
  }

  /**
   * A grid whose cells belong to named regions, each with a tint of its own: phases.
   *
   * @param names of the regions
   * @param region index of a cell's name, region[row][column]; negative: none
   */
  record Regions(String label, List<String> names, double[] x, double[] y, int[][] region)
      implements Layer {
    /** Copies the names and checks the lengths. */
    public Regions {
      names = List.copyOf(names);
      same(y.length, region.length);
      for (int[] row : region) {
        same(x.length, row.length);
      }
    }

    /** Indices of the regions that have cells, ascending. */
    public List<Integer> present() {
      return Arrays.stream(region)
          .flatMapToInt(Arrays::stream)
          .filter(i -> i >= 0)
          .distinct()
          .sorted()
          .boxed()
          .toList();
    }
  }

  /** A straight line across the chart at one value of one axis. */
  record Guide(String label, Direction direction, double at) implements Layer {
    /** Which way a guide runs. */
    public enum Direction {
      /** At one y. */
      HORIZONTAL,
      /** At one x. */
      VERTICAL
    }
  }

  private static void same(int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          "the arrays of a layer fit each other, got lengths " + expected + " and " + found);
    }
  }

  private static void grid(double[] x, double[] y, double[][] z) {
    same(y.length, z.length);
    for (double[] row : z) {
      same(x.length, row.length);
    }
  }
}
