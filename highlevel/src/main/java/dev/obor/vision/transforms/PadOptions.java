package dev.obor.vision.transforms;

/** Keyword arguments of {@link F#pad} and {@link Pad}. */
public final class PadOptions {
  Number[] fill = {0};
  String paddingMode = "constant";

  PadOptions() {}

  /**
   * Sets the colour of what is added: one number, or one for each channel of an image of Java;
   * default 0.
   */
  public PadOptions fill(Number... value) {
    this.fill = value.clone();
    return this;
  }

  /**
   * Sets what is added: {@code constant} for a colour, {@code edge} for the last pixel, {@code
   * reflect} and {@code symmetric} for the image mirrored without and with its last pixel. Default
   * {@code constant}. Python's {@code padding_mode}.
   */
  public PadOptions paddingMode(String value) {
    this.paddingMode = value;
    return this;
  }
}
