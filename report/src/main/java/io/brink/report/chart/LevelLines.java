package io.brink.report.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Level lines of values on a grid by marching squares: in each cell between four centres the level
 * crosses edges where it lies between their ends, at the linearly interpolated point; in a saddle
 * the mean of the four corners decides. Segments that meet are joined.
 *
 * <p>Values that are not finite cut the lines.
 */
public final class LevelLines {

  /** One line; closed where it ends at its first point. */
  public record Polyline(double[] x, double[] y) {}

  /** An edge of the grid, from a centre to the right or upwards. */
  private record Edge(int row, int column, Side side) {}

  private enum Side {
    RIGHTWARDS,
    UPWARDS
  }

  private final double[] x;
  private final double[] y;
  private final double[][] z;
  private final double level;
  private final Map<Edge, List<Edge>> neighbours = new LinkedHashMap<>();

  private LevelLines(double[] x, double[] y, double[][] z, double level) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.level = level;
  }

  /** The lines of one level. */
  public static List<Polyline> of(double[] x, double[] y, double[][] z, double level) {
    LevelLines lines = new LevelLines(x, y, z, level);
    for (int row = 0; row + 1 < y.length; row++) {
      for (int column = 0; column + 1 < x.length; column++) {
        lines.march(row, column);
      }
    }
    return lines.joined();
  }

  private boolean above(int row, int column) {
    return z[row][column] >= level;
  }

  private void march(int row, int column) {
    double sum = z[row][column] + z[row][column + 1] + z[row + 1][column] + z[row + 1][column + 1];
    if (!Double.isFinite(sum)) {
      return;
    }
    Edge bottom = new Edge(row, column, Side.RIGHTWARDS);
    Edge top = new Edge(row + 1, column, Side.RIGHTWARDS);
    Edge left = new Edge(row, column, Side.UPWARDS);
    Edge right = new Edge(row, column + 1, Side.UPWARDS);
    List<Edge> crossed = new ArrayList<>();
    boolean southWest = above(row, column);
    boolean southEast = above(row, column + 1);
    boolean northWest = above(row + 1, column);
    boolean northEast = above(row + 1, column + 1);
    if (southWest != southEast) {
      crossed.add(bottom);
    }
    if (southEast != northEast) {
      crossed.add(right);
    }
    if (northEast != northWest) {
      crossed.add(top);
    }
    if (northWest != southWest) {
      crossed.add(left);
    }
    if (crossed.size() == 2) {
      join(crossed.get(0), crossed.get(1));
    } else if (crossed.size() == 4) {
      if ((sum / 4 >= level) == southWest) {
        join(bottom, right);
        join(top, left);
      } else {
        join(left, bottom);
        join(right, top);
      }
    }
  }

  private void join(Edge a, Edge b) {
    neighbours.computeIfAbsent(a, _ -> new ArrayList<>(2)).add(b);
    neighbours.computeIfAbsent(b, _ -> new ArrayList<>(2)).add(a);
  }

  private List<Polyline> joined() {
    List<Polyline> lines = new ArrayList<>();
    List<Edge> starts =
        new ArrayList<>(
            neighbours.entrySet().stream()
                .filter(entry -> entry.getValue().size() == 1)
                .map(Map.Entry::getKey)
                .toList());
    starts.addAll(neighbours.keySet());
    for (Edge start : starts) {
      Deque<Edge> path = new ArrayDeque<>();
      Edge at = start;
      path.add(at);
      while (!neighbours.get(at).isEmpty()) {
        Edge next = neighbours.get(at).removeFirst();
        neighbours.get(next).remove(at);
        path.add(next);
        at = next;
      }
      if (path.size() > 1) {
        lines.add(polyline(path));
      }
    }
    return lines;
  }

  private Polyline polyline(Deque<Edge> path) {
    double[] px = new double[path.size()];
    double[] py = new double[path.size()];
    int i = 0;
    for (Edge edge : path) {
      int row = edge.side == Side.UPWARDS ? edge.row + 1 : edge.row;
      int column = edge.side == Side.RIGHTWARDS ? edge.column + 1 : edge.column;
      double from = z[edge.row][edge.column];
      double t = (level - from) / (z[row][column] - from);
      px[i] = x[edge.column] + t * (x[column] - x[edge.column]);
      py[i] = y[edge.row] + t * (y[row] - y[edge.row]);
      i++;
    }
    return new Polyline(px, py);
  }
}
