package dev.obor;

import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of {@link Torch#frombuffer}, filled in by a trailing lambda: {@code
 * Torch.frombuffer(buffer, o -> o.dtype(DType.FLOAT32).offset(8))}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class FrombufferOptions {
  @Nullable DType dtype;
  long count = -1;
  long offset;
  boolean requiresGrad;

  FrombufferOptions() {}

  /** Sets the element type, which must be given. */
  public FrombufferOptions dtype(DType value) {
    this.dtype = value;
    return this;
  }

  /**
   * Sets how many elements are taken; without it, or with a negative number, all that are there.
   */
  public FrombufferOptions count(long value) {
    this.count = value;
    return this;
  }

  /** Sets how many bytes are skipped; without it none. */
  public FrombufferOptions offset(long value) {
    this.offset = value;
    return this;
  }

  /** Sets whether gradients are recorded for the tensor; without it, they are not. */
  public FrombufferOptions requiresGrad(boolean value) {
    this.requiresGrad = value;
    return this;
  }
}
