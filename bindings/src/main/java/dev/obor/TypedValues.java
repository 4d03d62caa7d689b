package dev.obor;

import org.jspecify.annotations.Nullable;

/**
 * The values of a sparse tensor in the type that the caller named; LibTorch takes them as they are.
 *
 * @param made whether they are a copy, which is closed with this
 */
record TypedValues(Tensor tensor, boolean made) implements AutoCloseable {
  static TypedValues of(Tensor values, @Nullable DType type) {
    return type == null || values.dtype() == type
        ? new TypedValues(values, false)
        : new TypedValues(values.to(type), true);
  }

  @Override
  public void close() {
    if (made) {
      tensor.close();
    }
  }
}
