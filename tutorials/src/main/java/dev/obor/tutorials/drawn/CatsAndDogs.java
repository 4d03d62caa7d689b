package dev.obor.tutorials.drawn;

import java.util.Random;

/** Draws the heads of cats and dogs in colour. */
final class CatsAndDogs {
  private CatsAndDogs() {}

  /**
   * Draws a head in front of a plain background.
   *
   * @param seed decides of its size, place and colours
   */
  static Canvas draw(boolean isCat, int height, int width, long seed) {
    Random random = Canvas.random(seed);
    double[] background = color(random, 120, 250);
    double[] fur = {between(random, 90, 230), between(random, 70, 170), between(random, 30, 110)};
    double[] dark = {fur[0] * 0.6, fur[1] * 0.6, fur[2] * 0.6};
    double[] black = {20, 20, 25};
    Canvas canvas = new Canvas(height, width, background);
    double radius = Math.min(height, width) * between(random, 0.26, 0.34);
    double x = width * between(random, 0.42, 0.58);
    double y = height * between(random, 0.46, 0.58);
    if (isCat) {
      canvas.fill(ear(x, y, radius, -1), dark);
      canvas.fill(ear(x, y, radius, 1), dark);
      canvas.fill(Region.ellipse(x, y, radius, radius * 0.85), fur);
      canvas.fill(
          Region.polygon(
              x - radius * 0.1,
              y + radius * 0.2,
              x + radius * 0.1,
              y + radius * 0.2,
              x,
              y + radius * 0.35),
          black);
      for (int i = -1; i <= 1; i++) {
        double whisker = y + radius * (0.35 + 0.15 * i);
        canvas.fill(whiskers(x, whisker, radius, -1), black);
        canvas.fill(whiskers(x, whisker, radius, 1), black);
      }
    } else {
      canvas.fill(Region.ellipse(x, y, radius * 0.8, radius), fur);
      canvas.fill(
          Region.ellipse(x - radius * 0.9, y + radius * 0.1, radius * 0.28, radius * 0.75), dark);
      canvas.fill(
          Region.ellipse(x + radius * 0.9, y + radius * 0.1, radius * 0.28, radius * 0.75), dark);
      canvas.fill(Region.ellipse(x, y + radius * 0.5, radius * 0.45, radius * 0.4), dark);
      canvas.fill(Region.ellipse(x, y + radius * 0.3, radius * 0.18, radius * 0.12), black);
    }
    canvas.fill(
        Region.ellipse(x - radius * 0.35, y - radius * 0.2, radius * 0.1, radius * 0.14), black);
    canvas.fill(
        Region.ellipse(x + radius * 0.35, y - radius * 0.2, radius * 0.1, radius * 0.14), black);
    canvas.roughen(random, 12);
    return canvas;
  }

  private static Region ear(double x, double y, double radius, int side) {
    return Region.polygon(
        x + side * radius * 0.25,
        y - radius * 0.6,
        x + side * radius * 0.95,
        y - radius * 0.35,
        x + side * radius * 0.85,
        y - radius * 1.4);
  }

  private static Region whiskers(double x, double y, double radius, int side) {
    double middle = x + side * radius * 0.75;
    double half = radius * 0.02 + 0.5;
    return Region.rectangle(middle - radius * 0.45, y - half, middle + radius * 0.45, y + half);
  }

  private static double[] color(Random random, double low, double high) {
    return new double[] {
      between(random, low, high), between(random, low, high), between(random, low, high)
    };
  }

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
