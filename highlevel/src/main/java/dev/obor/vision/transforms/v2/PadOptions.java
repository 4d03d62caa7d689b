package dev.obor.vision.transforms.v2;

/** Keyword arguments of {@link F#pad} and {@link Pad}. */
public final class PadOptions extends FillOptions<PadOptions> {
  String paddingMode = "constant";

  PadOptions() {
    super(0);
  }

  @Override
  PadOptions self() {
    return this;
  }

  /**
   * Sets what is added: {@code constant} for a colour, {@code edge} for the last pixel, {@code
   * reflect} and {@code symmetric} for the image mirrored without and with its last pixel. Default
   * {@code constant}, which is all that boxes and points can have. Python's {@code padding_mode}.
   */
  public PadOptions paddingMode(String value) {
    this.paddingMode = value;
    return this;
  }
}
