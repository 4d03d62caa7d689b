package dev.obor.vision.utils;

import java.util.Arrays;

/** Draws on the bytes of an image of red, green and blue, with the pixels that Pillow sets. */
final class Canvas {
  /** The length of dashes, and of the gaps between them. */
  private static final double DASH = 5;

  private final byte[] planes;
  private final int height;
  private final int width;

  /** Draws on planes of shape (3, height, width). */
  Canvas(byte[] planes, int height, int width) {
    this.planes = planes;
    this.height = height;
    this.width = width;
  }

  byte[] planes() {
    return planes;
  }

  /** Sets the pixels of a row, both ends included, where they are within the image. */
  private void row(int y, int left, int right, int[] color) {
    if (y < 0 || y >= height) {
      return;
    }
    int from = Math.max(0, left);
    int to = Math.min(width - 1, right);
    for (int c = 0; c < 3; c++) {
      for (int x = from; x <= to; x++) {
        planes[(c * height + y) * width + x] = (byte) color[c];
      }
    }
  }

  /** Lays a colour of an opacity over a rectangle. */
  private void veil(int left, int top, int right, int bottom, int[] color, int opacity) {
    for (int c = 0; c < 3; c++) {
      for (int y = Math.max(0, top); y <= Math.min(height - 1, bottom); y++) {
        for (int x = Math.max(0, left); x <= Math.min(width - 1, right); x++) {
          int place = (c * height + y) * width + x;
          int sum = (planes[place] & 255) * (255 - opacity) + color[c] * opacity + 128;
          planes[place] = (byte) (((sum >> 8) + sum) >> 8);
        }
      }
    }
  }

  /**
   * Draws the frame of a rectangle.
   *
   * @param thickness how far it goes inwards, at most to the middle
   * @param opacity of what fills it, or -1 for nothing
   */
  void rectangle(
      int left, int top, int right, int bottom, int[] color, int thickness, int opacity) {
    if (opacity >= 0) {
      veil(
          left + thickness, top + thickness, right - thickness, bottom - thickness, color, opacity);
    }
    int most = (Math.min(right - left, bottom - top) + 2) / 2;
    for (int i = 0; i < Math.min(thickness, most); i++) {
      row(top + i, left, right, color);
      row(bottom - i, left, right, color);
      for (int y = top; y <= bottom; y++) {
        row(y, left + i, left + i, color);
        row(y, right - i, right - i, color);
      }
    }
  }

  /** Fills a rectangle, both ends included. */
  void fill(int left, int top, int right, int bottom, int[] color) {
    for (int y = Math.max(0, top); y <= Math.min(height - 1, bottom); y++) {
      row(y, left, right, color);
    }
  }

  /** Fills a circle of 2 radius + 1 pixels. */
  void disc(int x, int y, int radius, int[] color) {
    // Steps of half a pixel, from the right end upwards, each to the place nearest to the curve.
    long diameter = 2L * radius;
    long across = diameter;
    long up = 0;
    long drawn = -1;
    while (true) {
      if (up != drawn) {
        row(y - (int) (up / 2), x - (int) (across / 2), x + (int) (across / 2), color);
        row(y + (int) (up / 2), x - (int) (across / 2), x + (int) (across / 2), color);
        drawn = up;
      }
      if (across <= 0 && up >= diameter) {
        return;
      }
      long straight = distance(across, up + 2, diameter);
      long diagonal = across > 1 ? distance(across - 2, up + 2, diameter) : Long.MAX_VALUE;
      long inward = across > 1 ? distance(across - 2, up, diameter) : Long.MAX_VALUE;
      if (inward < Math.min(straight, diagonal)) {
        across -= 2;
      } else {
        across -= diagonal < straight ? 2 : 0;
        up += 2;
      }
    }
  }

  private static long distance(long x, long y, long diameter) {
    return Math.abs(x * x + y * y - diameter * diameter);
  }

  /** Draws a line of a thickness. */
  void line(int x0, int y0, int x1, int y1, int thickness, int[] color) {
    if (thickness <= 1 || (x0 == x1 && y0 == y1)) {
      thinLine(x0, y0, x1, y1, color);
      return;
    }
    double length = Math.hypot(x1 - x0, y1 - y0);
    int inner = (thickness - 1) / 2;
    int outer = thickness / 2;
    double less = inner / length;
    double more = outer / length;
    int backX = down(less * (y1 - y0));
    int onX = up(more * (y1 - y0));
    int backY = down(less * (x1 - x0));
    int onY = up(more * (x1 - x0));
    int[] xs = {x0 - backX, x1 - backX, x1 + onX, x0 + onX};
    int[] ys = {y0 + onY, y1 + onY, y1 - backY, y0 - backY};
    int top = Math.min(Math.min(ys[0], ys[1]), Math.min(ys[2], ys[3]));
    int bottom = Math.max(Math.max(ys[0], ys[1]), Math.max(ys[2], ys[3]));
    for (int y = Math.max(0, top); y <= Math.min(height - 1, bottom); y++) {
      int at = y;
      span(xs, ys, y, (left, right) -> row(at, left, right, color));
    }
  }

  /**
   * Draws the frame of a turned rectangle, whose first side is dashed.
   *
   * @param xs the columns of the four corners, one after the other
   * @param ys their rows
   * @param opacity of what fills it, frame and all, or -1 for nothing
   */
  void turned(int[] xs, int[] ys, int[] color, int thickness, int opacity) {
    dashes(xs[0], ys[0], xs[1], ys[1], thickness, color);
    for (int i = 1; i < xs.length; i++) {
      int next = (i + 1) % xs.length;
      line(xs[i], ys[i], xs[next], ys[next], thickness, color);
    }
    if (opacity >= 0) {
      int top = Arrays.stream(ys).min().orElse(0);
      int bottom = Arrays.stream(ys).max().orElse(-1);
      for (int y = Math.max(0, top); y <= Math.min(height - 1, bottom); y++) {
        int at = y;
        span(xs, ys, y, (left, right) -> veil(left, at, right, at, color, opacity));
      }
    }
  }

  private void dashes(double x0, double y0, double x1, double y1, int thickness, int[] color) {
    double x = x0;
    double y = y0;
    double rest = Math.hypot(x1 - x0, y1 - y0);
    boolean isDash = true;
    while (rest > 0) {
      double step = Math.min(rest, DASH);
      double angle = Math.atan2(y1 - y, x1 - x);
      double endX = x + Math.cos(angle) * step;
      double endY = y + Math.sin(angle) * step;
      if (isDash) {
        line((int) x, (int) y, (int) endX, (int) endY, thickness, color);
      }
      rest -= step;
      x = endX;
      y = endY;
      isDash = !isDash;
    }
  }

  /** Gets the first and the last pixel of a part of a row. */
  private interface Span {
    void draw(int left, int right);
  }

  /** Finds a row of a convex shape. */
  private static void span(int[] xs, int[] ys, int y, Span span) {
    float left = Float.POSITIVE_INFINITY;
    float right = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < xs.length; i++) {
      int j = (i + 1) % xs.length;
      if (Math.min(ys[i], ys[j]) <= y && y <= Math.max(ys[i], ys[j])) {
        if (ys[i] == ys[j]) {
          left = Math.min(left, Math.min(xs[i], xs[j]));
          right = Math.max(right, Math.max(xs[i], xs[j]));
        } else {
          float slope = (float) ((double) (xs[j] - xs[i]) / (ys[j] - ys[i]));
          float x = (y - ys[i]) * slope + xs[i];
          left = Math.min(left, x);
          right = Math.max(right, x);
        }
      }
    }
    if (left <= right) {
      span.draw(up(left), down(right));
    }
  }

  /** The nearest whole number; of two, that farther from 0. */
  private static int up(double value) {
    return (int) (value >= 0 ? Math.floor(value + 0.5) : -Math.floor(-value + 0.5));
  }

  /** The nearest whole number; of two, that nearer to 0. */
  private static int down(double value) {
    return (int) (value >= 0 ? Math.ceil(value - 0.5) : -Math.ceil(-value - 0.5));
  }

  private void thinLine(int x0, int y0, int x1, int y1, int[] color) {
    int dx = Math.abs(x1 - x0);
    int dy = Math.abs(y1 - y0);
    int stepX = x1 >= x0 ? 1 : -1;
    int stepY = y1 >= y0 ? 1 : -1;
    boolean isFlat = dx > dy;
    int along = Math.max(dx, dy);
    int aside = Math.min(dx, dy);
    int error = 2 * aside - along;
    int x = x0;
    int y = y0;
    for (int i = 0; i <= along; i++) {
      row(y, x, x, color);
      if (error >= 0) {
        x += isFlat ? 0 : stepX;
        y += isFlat ? stepY : 0;
        error -= 2 * along;
      }
      error += 2 * aside;
      x += isFlat ? stepX : 0;
      y += isFlat ? 0 : stepY;
    }
  }
}
