package io.brink.report.drawing;

import io.brink.report.chart.Marker;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** Markers as shapes around the origin, of about equal areas. */
final class MarkerShapes {

  private MarkerShapes() {}

  /**
   * A marker.
   *
   * @param radius of the circle
   */
  static Shape of(Marker marker, double radius) {
    double r = radius;
    return switch (marker) {
      case CIRCLE -> new Ellipse2D.Double(-r, -r, 2 * r, 2 * r);
      case SQUARE -> new Rectangle2D.Double(-0.9 * r, -0.9 * r, 1.8 * r, 1.8 * r);
      case TRIANGLE -> polygon(1.4 * r, 1.4 * r, 3);
      case DIAMOND -> polygon(1.3 * r, 1.3 * r, 4);
      case CROSS -> cross(1.25 * r, 0.42 * r);
      case STAR -> polygon(1.5 * r, 0.62 * r, 10);
    };
  }

  /** Corners at two distances in turn, the first one on top. */
  private static Shape polygon(double outer, double inner, int corners) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < corners; i++) {
      double angle = 2 * Math.PI * i / corners;
      double distance = i % 2 == 0 ? outer : inner;
      double x = distance * Math.sin(angle);
      double y = -distance * Math.cos(angle);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  private static Shape cross(double reach, double half) {
    Path2D path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    path.append(new Rectangle2D.Double(-reach, -half, 2 * reach, 2 * half), false);
    path.append(new Rectangle2D.Double(-half, -reach, 2 * half, 2 * reach), false);
    return path;
  }
}
