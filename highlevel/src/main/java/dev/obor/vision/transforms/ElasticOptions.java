package dev.obor.vision.transforms;

/** Keyword arguments of {@link F#elasticTransform} and {@link ElasticTransform}. */
public final class ElasticOptions extends FillOptions<ElasticOptions> {

  ElasticOptions() {
    super(InterpolationMode.BILINEAR);
  }

  @Override
  ElasticOptions self() {
    return this;
  }
}
