package dev.obor.nn;

/**
 * The keyword arguments that all recurrent layers take.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class RNNOptions<O extends RNNOptions<O>> extends LayerOptions<O> {
  long numLayers = 1;
  boolean bias = true;
  boolean batchFirst;
  double dropout;
  boolean bidirectional;
  long projSize;

  RNNOptions() {}

  /** Sets the number of layers, each of which reads the output of the one before; default 1. */
  public O numLayers(long value) {
    this.numLayers = value;
    return self();
  }

  /** Sets whether the layers add biases; default true. */
  public O bias(boolean value) {
    this.bias = value;
    return self();
  }

  /** Sets whether input and output are of shape (N, L, …) instead of (L, N, …); default false. */
  public O batchFirst(boolean value) {
    this.batchFirst = value;
    return self();
  }

  /** Sets how likely an output of a layer but the last is dropped in training; default 0. */
  public O dropout(double value) {
    this.dropout = value;
    return self();
  }

  /** Sets whether sequences are read in both directions; default false. */
  public O bidirectional(boolean value) {
    this.bidirectional = value;
    return self();
  }
}
