package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.InterpolationMode;
import java.util.function.Consumer;

/** Keyword arguments of {@link AutoAugment}, {@link RandAugment} and {@link TrivialAugmentWide}. */
public final class AugmentOptions extends WarpOptions<AugmentOptions> {
  int numOps = 2;
  int magnitude = 9;
  int numMagnitudeBins = 31;

  AugmentOptions() {
    super(InterpolationMode.NEAREST, (Number[]) null);
  }

  static AugmentOptions of(Consumer<AugmentOptions> options) {
    AugmentOptions given = new AugmentOptions();
    options.accept(given);
    return given;
  }

  @Override
  AugmentOptions self() {
    return this;
  }

  /** Sets how many operations are applied; default 2. Only {@link RandAugment} has this. */
  public AugmentOptions numOps(int value) {
    this.numOps = value;
    return this;
  }

  /** Sets how strong they are; default 9. Only {@link RandAugment} has this. */
  public AugmentOptions magnitude(int value) {
    this.magnitude = value;
    return this;
  }

  /** Sets how many strengths there are; default 31. {@link AutoAugment} has ten. */
  public AugmentOptions numMagnitudeBins(int value) {
    this.numMagnitudeBins = value;
    return this;
  }
}
