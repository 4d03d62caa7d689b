package dev.obor.vision.io;

/** The channels that a decoded image gets: Python's {@code torchvision.io.ImageReadMode}. */
public enum ImageReadMode {
  /**
   * Those of the file. A PNG file with a palette gives the numbers of its colours, as in Python;
   * palettes of other files become colours.
   */
  UNCHANGED,
  /** Grey. */
  GRAY,
  /** Grey and opacity. */
  GRAY_ALPHA,
  /** Red, green and blue. */
  RGB,
  /** Red, green, blue and opacity. */
  RGB_ALPHA;

  /** Another name of {@link #RGB_ALPHA}. */
  public static final ImageReadMode RGBA = RGB_ALPHA;

  /** Python's {@code mode.value}. */
  @SuppressWarnings("EnumOrdinal") // the constants stand in the order of Python's own numbers
  public int value() {
    return ordinal();
  }

  @Override
  public String toString() {
    return "ImageReadMode." + name();
  }
}
