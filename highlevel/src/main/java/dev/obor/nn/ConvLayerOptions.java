package dev.obor.nn;

import dev.obor.Size;

/**
 * The keyword arguments that all convolution layers have in common.
 *
 * <p>An object of its subclasses lives for one call; it is not safe for use by several threads.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class ConvLayerOptions<O extends ConvLayerOptions<O>> extends LayerOptions<O> {
  Size stride = Size.of(1);
  Size padding = Size.of(0);
  Size dilation = Size.of(1);
  long groups = 1;
  boolean bias = true;
  String paddingMode = "zeros";

  ConvLayerOptions() {}

  /** Sets how far the kernel moves, for all dimensions or for each; default 1. */
  public O stride(long... value) {
    this.stride = Size.of(value);
    return self();
  }

  /** Sets how much is added on both sides, for all dimensions or for each; default 0. */
  public O padding(long... value) {
    this.padding = Size.of(value);
    return self();
  }

  /** Sets the distance of the kernel's elements, for all dimensions or for each; default 1. */
  public O dilation(long... value) {
    this.dilation = Size.of(value);
    return self();
  }

  /** Sets into how many groups the channels are divided; default 1. */
  public O groups(long value) {
    this.groups = value;
    return self();
  }

  /** Sets whether the layer adds a bias; default true. */
  public O bias(boolean value) {
    this.bias = value;
    return self();
  }

  /**
   * Sets what is added on the sides: {@code zeros}, the default, {@code reflect}, {@code replicate}
   * or {@code circular}. Transposed convolutions take zeros only.
   */
  public O paddingMode(String value) {
    this.paddingMode = value;
    return self();
  }
}
