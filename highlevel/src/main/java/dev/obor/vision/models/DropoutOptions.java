package dev.obor.vision.models;

/**
 * Keyword arguments of models that drop inputs of their last layers.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class DropoutOptions<O extends DropoutOptions<O>> extends ModelOptions<O> {
  double dropout;

  DropoutOptions(double dropout) {
    this.dropout = dropout;
  }

  /** Sets how likely an input of the last layers is dropped in training. */
  public O dropout(double value) {
    this.dropout = value;
    return self();
  }
}
