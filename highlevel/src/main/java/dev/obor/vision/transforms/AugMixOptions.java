package dev.obor.vision.transforms;

/** Keyword arguments of {@link AugMix}. */
public final class AugMixOptions extends FillOptions<AugMixOptions> {
  int severity = 3;
  int mixtureWidth = 3;
  int chainDepth = -1;
  double alpha = 1.0;
  boolean allOps = true;

  AugMixOptions() {
    super(InterpolationMode.BILINEAR);
  }

  @Override
  AugMixOptions self() {
    return this;
  }

  /** Sets how strong operations are at most, from 1 to 10; default 3. */
  public AugMixOptions severity(int value) {
    this.severity = value;
    return this;
  }

  /** Sets how many chains of operations are mixed; default 3. */
  public AugMixOptions mixtureWidth(int value) {
    this.mixtureWidth = value;
    return this;
  }

  /** Sets how long a chain is; negative, the default, for 1 to 3 as drawn. */
  public AugMixOptions chainDepth(int value) {
    this.chainDepth = value;
    return this;
  }

  /** Sets the number of the distributions that weights are drawn from; default 1. */
  public AugMixOptions alpha(double value) {
    this.alpha = value;
    return this;
  }

  /** Sets whether brightness, contrast, colour and sharpness change too; default true. */
  public AugMixOptions allOps(boolean value) {
    this.allOps = value;
    return this;
  }
}
