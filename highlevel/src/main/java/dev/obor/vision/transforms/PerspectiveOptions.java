package dev.obor.vision.transforms;

/** Keyword arguments of {@link F#perspective} and {@link RandomPerspective}. */
public final class PerspectiveOptions extends FillOptions<PerspectiveOptions> {

  PerspectiveOptions() {
    super(InterpolationMode.BILINEAR);
  }

  @Override
  PerspectiveOptions self() {
    return this;
  }
}
