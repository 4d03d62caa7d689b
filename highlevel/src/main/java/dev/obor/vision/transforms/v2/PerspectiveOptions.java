package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.InterpolationMode;

/** Keyword arguments of {@link F#perspective} and {@link RandomPerspective}. */
public final class PerspectiveOptions extends WarpOptions<PerspectiveOptions> {

  PerspectiveOptions() {
    super(InterpolationMode.BILINEAR, (Number[]) null);
  }

  @Override
  PerspectiveOptions self() {
    return this;
  }
}
