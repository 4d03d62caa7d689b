package dev.obor.nn;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The keyword argument of layers that take a dimension, such as {@link Softmax}.
 *
 * <p>An object lives for one call; it is not safe for use by several threads.
 */
public final class DimOptions {
  private @Nullable Long dim;

  DimOptions() {}

  /** Sets the dimension, counted from the end when negative. */
  public DimOptions dim(long value) {
    this.dim = value;
    return this;
  }

  static @Nullable Long of(Consumer<DimOptions> options) {
    DimOptions o = new DimOptions();
    options.accept(o);
    return o.dim;
  }
}
