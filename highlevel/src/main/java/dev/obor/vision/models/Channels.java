package dev.obor.vision.models;

/** Numbers of channels. */
final class Channels {
  private Channels() {}

  /**
   * The multiple of a divisor that is nearest to a number of channels, but not more than a tenth
   * below it: torchvision's {@code _make_divisible}.
   */
  static long divisible(double channels, long divisor) {
    long rounded = Math.max(divisor, (long) (channels + divisor / 2.0) / divisor * divisor);
    return rounded < 0.9 * channels ? rounded + divisor : rounded;
  }
}
