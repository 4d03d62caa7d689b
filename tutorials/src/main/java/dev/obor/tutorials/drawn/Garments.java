package dev.obor.tutorials.drawn;

import java.util.List;
import java.util.Random;

/**
 * Draws pieces of clothing in the format of Fashion-MNIST: 28 × 28 levels of grey, light on black,
 * ten kinds with Fashion-MNIST's numbers.
 */
final class Garments {
  static final int SIDE = 28;
  static final int KINDS = 10;

  /** The parts of each kind, between -1 and 1. */
  private static final List<List<Region>> OUTLINES =
      List.of(
          List.of( // T-shirt
              Region.mirrored(-.15, -.75, -.4, -.85, -.9, -.5, -.75, -.15, -.5, -.3, -.5, .8)),
          List.of( // trouser
              Region.mirrored(0, -.9, -.35, -.9, -.45, .9, -.12, .9, 0, -.3)),
          List.of( // pullover
              Region.mirrored(
                  -.15, -.75, -.4, -.8, -.8, -.55, -.95, .6, -.7, .65, -.5, -.1, -.5, .75)),
          List.of( // dress
              Region.mirrored(-.12, -.9, -.3, -.9, -.3, -.2, -.6, .95)),
          List.of( // coat
              Region.mirrored(
                  -.1, -.7, -.45, -.9, -.8, -.6, -.9, .6, -.68, .65, -.52, 0, -.55, .95)),
          List.of( // sandal
              Region.polygon(-.9, .4, .9, .3, .9, .5, -.9, .6),
              Region.polygon(-.8, .45, -.5, -.05, -.35, -.05, -.55, .45),
              Region.polygon(.1, .4, .4, -.4, .55, -.4, .35, .4)),
          List.of( // shirt
              Region.mirrored(
                  -.1, -.65, -.35, -.9, -.85, -.5, -.85, .25, -.62, .25, -.48, -.2, -.48, .85)),
          List.of( // sneaker
              Region.polygon(-.9, .5, -.85, .15, -.3, -.05, .1, -.4, .45, -.3, .85, -.35, .9, .5)),
          List.of( // bag
              Region.polygon(-.8, -.2, .8, -.2, .85, .75, -.85, .75),
              Region.polygon(
                  -.5, -.2, -.4, -.8, .4, -.8, .5, -.2, .38, -.2, .3, -.66, -.3, -.66, -.38, -.2)),
          List.of( // ankle boot
              Region.polygon(-.9, .75, -.85, .3, -.2, .05, -.1, -.85, .6, -.85, .7, .05, .8, .75)));

  /** The kinds that open in front. */
  private static final List<Integer> OPEN = List.of(4, 6);

  private Garments() {}

  /**
   * Draws a garment.
   *
   * @param seed decides of its size, place and pattern
   * @return 784 unsigned bytes, row by row
   */
  static byte[] draw(int kind, long seed) {
    Random random = Canvas.random(seed);
    Canvas canvas = new Canvas(SIDE, SIDE, 0);
    double scaleX = SIDE / 2.0 * between(random, 0.75, 1);
    double scaleY = SIDE / 2.0 * between(random, 0.8, 1);
    double centerX = SIDE / 2.0 + between(random, -1.5, 1.5);
    double centerY = SIDE / 2.0 + between(random, -1, 1);
    double shear = between(random, -0.12, 0.12);
    double level = between(random, 90, 235);
    int stripes = random.nextInt(8);
    for (Region outline : OUTLINES.get(kind)) {
      canvas.fill(
          Region.rectangle(0, 0, SIDE, SIDE)
              .and(
                  (x, y) -> {
                    double v = (y - centerY) / scaleY;
                    return outline.contains((x - centerX) / scaleX + shear * v, v);
                  }),
          level);
    }
    if (OPEN.contains(kind)) {
      double left = centerX - 0.4;
      canvas.fill(Region.rectangle(left, 0, left + 0.8, SIDE).and(canvas::isFilled), level * 0.6);
    }
    if (stripes < 3) {
      int period = 3 + stripes;
      for (int row = 0; row < SIDE; row += period) {
        canvas.fill(Region.rectangle(0, row, SIDE, row + 1).and(canvas::isFilled), level * 0.7);
      }
    }
    canvas.roughen(random, 18);
    return canvas.bytes();
  }

  private static double between(Random random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }
}
