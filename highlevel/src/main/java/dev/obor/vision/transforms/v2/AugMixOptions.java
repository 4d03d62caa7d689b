package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.InterpolationMode;
import java.util.function.Consumer;

/** Keyword arguments of {@link AugMix}. */
public final class AugMixOptions extends WarpOptions<AugMixOptions> {
  int severity = 3;
  int mixtureWidth = 3;
  int chainDepth = -1;
  double alpha = 1;
  boolean allOps = true;

  AugMixOptions() {
    super(InterpolationMode.BILINEAR, (Number[]) null);
  }

  static AugMixOptions of(Consumer<AugMixOptions> options) {
    AugMixOptions given = new AugMixOptions();
    options.accept(given);
    return given;
  }

  @Override
  AugMixOptions self() {
    return this;
  }

  /** Sets how strong the operations are, from 1 to 10; default 3. */
  public AugMixOptions severity(int value) {
    this.severity = value;
    return this;
  }

  /** Sets the number of chains; default 3. Python's {@code mixture_width}. */
  public AugMixOptions mixtureWidth(int value) {
    this.mixtureWidth = value;
    return this;
  }

  /** Sets the length of a chain; by default -1, and drawn from 1 to 3. */
  public AugMixOptions chainDepth(int value) {
    this.chainDepth = value;
    return this;
  }

  /** Sets how evenly the chains are mixed; default 1. */
  public AugMixOptions alpha(double value) {
    this.alpha = value;
    return this;
  }

  /** Sets whether brightness, colour, contrast and sharpness take part; default true. */
  public AugMixOptions allOps(boolean value) {
    this.allOps = value;
    return this;
  }
}
