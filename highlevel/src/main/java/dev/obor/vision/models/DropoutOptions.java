package dev.obor.vision.models;

/**
 * Keyword arguments of models that drop inputs of their last layers.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class DropoutOptions<O extends DropoutOptions<O>> extends ModelOptions<O> {
  /** How likely an input of the last layers is dropped in training. */
  protected double dropout;

  /** Makes options for 1000 classes. */
  protected DropoutOptions(double dropout) {
    this(1000, dropout);
  }

  /** Makes options with what holds until something else is set. */
  protected DropoutOptions(long numClasses, double dropout) {
    super(numClasses);
    this.dropout = dropout;
  }

  /** Sets how likely an input of the last layers is dropped in training. */
  public O dropout(double value) {
    this.dropout = value;
    return self();
  }
}
