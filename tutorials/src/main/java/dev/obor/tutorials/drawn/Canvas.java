package dev.obor.tutorials.drawn;

import java.util.Random;

/**
 * Levels of one or more colours, row by row, to fill regions in.
 *
 * <p>The drawing is arithmetic of Java alone, so that it comes out the same on every machine; a
 * graphics library would smooth edges in its own way.
 *
 * <p>For one thread at a time.
 */
final class Canvas {
  private static final int SAMPLES = 2;

  final int height;
  final int width;
  final int channels;

  /** Levels from 0 to 255; the channels of a pixel are neighbours. */
  private final double[] levels;

  Canvas(int height, int width, double... background) {
    this.height = height;
    this.width = width;
    this.channels = background.length;
    this.levels = new double[height * width * channels];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = background[i % channels];
    }
  }

  /** Random numbers; after neighbouring seeds those of {@link Random} itself would be alike. */
  static Random random(long seed) {
    long mixed = (seed + 1) * 0x9E3779B97F4A7C15L;
    return new Random(mixed ^ (mixed >>> 31));
  }

  /** Fills a region, given in the coordinates of the pixels, with smooth edges. */
  void fill(Region region, double... color) {
    int bottom = (int) Math.min(height, Math.ceil(region.bottom()));
    int right = (int) Math.min(width, Math.ceil(region.right()));
    for (int row = (int) Math.max(0, region.top()); row < bottom; row++) {
      for (int column = (int) Math.max(0, region.left()); column < right; column++) {
        double covered = covered(region, row, column);
        if (covered > 0) {
          int at = (row * width + column) * channels;
          for (int c = 0; c < channels; c++) {
            levels[at + c] += covered * (color[c] - levels[at + c]);
          }
        }
      }
    }
  }

  private static double covered(Region region, int row, int column) {
    int hits = 0;
    for (int i = 0; i < SAMPLES; i++) {
      for (int j = 0; j < SAMPLES; j++) {
        if (region.contains(column + (j + 0.5) / SAMPLES, row + (i + 0.5) / SAMPLES)) {
          hits++;
        }
      }
    }
    return hits / (double) (SAMPLES * SAMPLES);
  }

  /** Returns whether something is drawn, in a colour that is not black, where a point is. */
  boolean isFilled(double x, double y) {
    int row = (int) y;
    int column = (int) x;
    return levels[(row * width + column) * channels] > 0;
  }

  /**
   * Darkens or brightens every level that is not 0 at random.
   *
   * @param most the largest change
   */
  void roughen(Random random, double most) {
    for (int i = 0; i < levels.length; i++) {
      if (levels[i] > 0) {
        levels[i] += most * (2 * random.nextDouble() - 1);
      }
    }
  }

  /** The levels, rounded into 0 to 255, as unsigned bytes. */
  byte[] bytes() {
    byte[] bytes = new byte[levels.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(Math.max(0, Math.min(255, levels[i])));
    }
    return bytes;
  }
}
