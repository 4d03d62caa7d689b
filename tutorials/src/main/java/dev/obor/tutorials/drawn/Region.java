package dev.obor.tutorials.drawn;

/**
 * A set of points of the plane, whose y axis points down.
 *
 * @param left no point of the region has a smaller x
 * @param top nor a smaller y
 * @param right nor a larger x
 * @param bottom nor a larger y
 * @param inside tells the points of the region from the others
 */
record Region(double left, double top, double right, double bottom, Inside inside) {
  /** Tells whether a point belongs to a region. */
  @FunctionalInterface
  interface Inside {
    boolean contains(double x, double y);
  }

  boolean contains(double x, double y) {
    return inside.contains(x, y);
  }

  /** A rectangle with sides along the axes. */
  static Region rectangle(double left, double top, double right, double bottom) {
    return new Region(
        left, top, right, bottom, (x, y) -> x >= left && x <= right && y >= top && y <= bottom);
  }

  /** The points of a region that belong to another set too. */
  Region and(Inside other) {
    return new Region(
        left, top, right, bottom, (x, y) -> inside.contains(x, y) && other.contains(x, y));
  }

  /** The inside of an ellipse with axes along those of the plane. */
  static Region ellipse(double centerX, double centerY, double radiusX, double radiusY) {
    return new Region(
        centerX - radiusX,
        centerY - radiusY,
        centerX + radiusX,
        centerY + radiusY,
        (x, y) -> {
          double dx = (x - centerX) / radiusX;
          double dy = (y - centerY) / radiusY;
          return dx * dx + dy * dy <= 1;
        });
  }

  /**
   * The inside of a polygon, by the even-odd rule.
   *
   * @param points x and y of its corners in turn
   */
  static Region polygon(double... points) {
    double left = points[0];
    double top = points[1];
    double right = points[0];
    double bottom = points[1];
    for (int i = 0; i < points.length; i += 2) {
      left = Math.min(left, points[i]);
      top = Math.min(top, points[i + 1]);
      right = Math.max(right, points[i]);
      bottom = Math.max(bottom, points[i + 1]);
    }
    return new Region(left, top, right, bottom, (x, y) -> isInPolygon(points, x, y));
  }

  private static boolean isInPolygon(double[] points, double x, double y) {
    boolean inside = false;
    int last = points.length - 2;
    for (int i = 0; i < points.length; last = i, i += 2) {
      double y1 = points[i + 1];
      double y2 = points[last + 1];
      if ((y1 > y) != (y2 > y)
          && x < (points[last] - points[i]) * (y - y1) / (y2 - y1) + points[i]) {
        inside = !inside;
      }
    }
    return inside;
  }

  /**
   * The inside of a polygon that is its own mirror image at x = 0.
   *
   * @param points x and y of the corners on the left, from top to bottom
   */
  static Region mirrored(double... points) {
    double[] all = new double[2 * points.length];
    System.arraycopy(points, 0, all, 0, points.length);
    for (int i = 0; i < points.length; i += 2) {
      all[2 * points.length - 2 - i] = -points[i];
      all[2 * points.length - 1 - i] = points[i + 1];
    }
    return polygon(all);
  }
}
