package dev.obor.plot;

import dev.obor.ValueException;
import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The shapes that stand at points, each filled with the colour of its line. */
final class Markers {
  private static final String NAMES = ".,ox+s^vD*";

  private Markers() {}

  static boolean isMarker(char name) {
    return NAMES.indexOf(name) >= 0;
  }

  /**
   * Makes a marker around the origin.
   *
   * @param size its width
   */
  static Shape of(String name, double size) {
    double r = size / 2;
    return switch (name) {
      case "o" -> new Ellipse2D.Double(-r, -r, size, size);
      case "." -> new Ellipse2D.Double(-r / 2, -r / 2, r, r);
      case "," -> new Rectangle2D.Double(-0.5, -0.5, 1, 1);
      case "s" -> new Rectangle2D.Double(-r, -r, size, size);
      case "D" -> polygon(0, -r * 1.2, r * 1.2, 0, 0, r * 1.2, -r * 1.2, 0);
      case "^" -> polygon(0, -r, r, r, -r, r);
      case "v" -> polygon(0, r, r, -r, -r, -r);
      case "*" -> star(r);
      case "x" -> strokes(size, -r, -r, r, r, -r, r, r, -r);
      case "+" -> strokes(size, -r, 0, r, 0, 0, -r, 0, r);
      default ->
          throw new ValueException(
              "Unrecognized marker style '"
                  + name
                  + "'; known are "
                  + String.join(" ", NAMES.split("")));
    };
  }

  private static Shape polygon(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    path.closePath();
    return path;
  }

  private static Shape star(double r) {
    double[] points = new double[20];
    for (int i = 0; i < 10; i++) {
      double angle = Math.PI * i / 5;
      double distance = i % 2 == 0 ? r * 1.2 : r * 0.46;
      points[2 * i] = distance * Math.sin(angle);
      points[2 * i + 1] = -distance * Math.cos(angle);
    }
    return polygon(points);
  }

  private static Shape strokes(double size, double... ends) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < ends.length; i += 4) {
      path.moveTo(ends[i], ends[i + 1]);
      path.lineTo(ends[i + 2], ends[i + 3]);
    }
    return new BasicStroke((float) Math.max(1, size / 6)).createStrokedShape(path);
  }
}
