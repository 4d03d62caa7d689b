package dev.obor.amp;

import dev.obor.DType;
import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link Amp#autocast(String, java.util.function.Consumer)}. */
public final class AutocastOptions {
  @Nullable DType dtype;
  boolean enabled = true;
  @Nullable Boolean cacheEnabled;

  AutocastOptions() {}

  /** Sets the dtype to convert to; by default bfloat16 on the CPU and float16 elsewhere. */
  public AutocastOptions dtype(DType value) {
    dtype = value;
    return this;
  }

  /** Sets whether operators convert at all; default true. False ends the mode around it. */
  public AutocastOptions enabled(boolean value) {
    enabled = value;
    return this;
  }

  /**
   * Sets whether converted parameters are kept until the outermost mode ends; by default as in the
   * mode around it, at first true.
   */
  public AutocastOptions cacheEnabled(boolean value) {
    cacheEnabled = value;
    return this;
  }
}
