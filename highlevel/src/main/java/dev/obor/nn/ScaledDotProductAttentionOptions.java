package dev.obor.nn;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link F#scaledDotProductAttention}. */
public final class ScaledDotProductAttentionOptions {
  @Nullable Tensor attnMask;
  double dropoutP;
  boolean isCausal;
  @Nullable Double scale;
  boolean enableGqa;

  ScaledDotProductAttentionOptions() {}

  /**
   * Sets which keys each query sees, of a shape that is broadcast to (N, …, L, S): true where it
   * does, or numbers that are added to the scores.
   */
  public ScaledDotProductAttentionOptions attnMask(@Nullable Tensor value) {
    this.attnMask = value;
    return this;
  }

  /** Sets how likely a weight is dropped, whatever the mode of any module; default 0. */
  public ScaledDotProductAttentionOptions dropoutP(double value) {
    this.dropoutP = value;
    return this;
  }

  /** Sets whether each query sees the keys up to its own place only; default false. */
  public ScaledDotProductAttentionOptions isCausal(boolean value) {
    this.isCausal = value;
    return this;
  }

  /** Sets the factor of the scores; without it {@code 1 / sqrt(E)}. */
  public ScaledDotProductAttentionOptions scale(double value) {
    this.scale = value;
    return this;
  }

  /** Sets whether several heads of queries share one of keys and values; default false. */
  public ScaledDotProductAttentionOptions enableGqa(boolean value) {
    this.enableGqa = value;
    return this;
  }
}
