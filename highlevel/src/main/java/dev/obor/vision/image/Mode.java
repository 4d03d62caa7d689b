package dev.obor.vision.image;

import dev.obor.ValueException;

/**
 * What the numbers of an image mean: Pillow's {@code Image.mode}.
 *
 * <p>{@link #toString} is Pillow's name, such as {@code RGB} or {@code I;16}.
 */
public enum Mode {
  /** Black and white: 0 or 255. Pillow's {@code 1}. */
  BILEVEL("1", 1),
  /** Grey, 8 bits. */
  L("L", 1),
  /** Grey and opacity, 8 bits each. */
  LA("LA", 2),
  /** Indices into a palette of colours, 8 bits. */
  P("P", 1),
  /** Red, green and blue, 8 bits each. */
  RGB("RGB", 3),
  /** Red, green, blue and opacity, 8 bits each. */
  RGBA("RGBA", 4),
  /** Grey, 16 bits without sign. Pillow's {@code I;16}. */
  I16("I;16", 1),
  /** Grey, 32 bits with sign. */
  I("I", 1),
  /** Grey, a float. */
  F("F", 1);

  private final String text;
  private final int bands;

  Mode(String text, int bands) {
    this.text = text;
    this.bands = bands;
  }

  /** The number of values in a pixel. */
  public int bands() {
    return bands;
  }

  /** Whether each value is a byte. */
  public boolean isByte() {
    return this != I16 && this != I && this != F;
  }

  /** Whether the last value is the opacity. */
  public boolean hasAlpha() {
    return this == LA || this == RGBA;
  }

  /**
   * The mode with Pillow's name.
   *
   * @throws ValueException if there is none, or none that an image of Java can have
   */
  public static Mode of(String name) {
    for (Mode mode : values()) {
      if (mode.text.equals(name)) {
        return mode;
      }
    }
    throw new ValueException(
        "unrecognized image mode\nObor has no images of mode '"
            + name
            + "', only of 1, L, LA, P, RGB, RGBA, I;16, I and F.");
  }

  @Override
  public String toString() {
    return text;
  }
}
