package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.InterpolationMode;

/** Keyword arguments of {@link F#elastic} and {@link ElasticTransform}. */
public final class ElasticOptions extends WarpOptions<ElasticOptions> {

  ElasticOptions() {
    super(InterpolationMode.BILINEAR, (Number[]) null);
  }

  @Override
  ElasticOptions self() {
    return this;
  }
}
