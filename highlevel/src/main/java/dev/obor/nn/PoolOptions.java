package dev.obor.nn;

import dev.obor.Size;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments that pooling functions and layers have in common.
 *
 * <p>An object of its subclasses lives for one call; it is not safe for use by several threads.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class PoolOptions<O extends PoolOptions<O>> {
  private @Nullable Size stride;
  Size padding = Size.of(0);
  boolean ceilMode;

  PoolOptions() {}

  abstract O self();

  /** Sets how far the window moves, for all dimensions or for each; default the window's size. */
  public O stride(long... value) {
    this.stride = Size.of(value);
    return self();
  }

  /** Sets how much is added on both sides, for all dimensions or for each; default 0. */
  public O padding(long... value) {
    this.padding = Size.of(value);
    return self();
  }

  /** Sets whether the output's size is rounded up instead of down; default false. */
  public O ceilMode(boolean value) {
    this.ceilMode = value;
    return self();
  }

  final Size stride(Size kernelSize) {
    return stride == null ? kernelSize : stride;
  }
}
