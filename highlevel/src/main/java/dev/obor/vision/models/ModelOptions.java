package dev.obor.vision.models;

/**
 * Keyword arguments that all models for classification take.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class ModelOptions<O extends ModelOptions<O>> {
  long numClasses = 1000;

  ModelOptions() {}

  abstract O self();

  /** Sets the number of classes; default 1000, those of ImageNet. */
  public O numClasses(long value) {
    this.numClasses = value;
    return self();
  }
}
