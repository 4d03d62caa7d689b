package dev.obor.nn;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/** Keyword arguments of {@link F#multiHeadAttentionForward}. */
public final class MultiHeadAttentionOptions {
  boolean training = true;
  @Nullable Tensor keyPaddingMask;
  boolean needWeights = true;
  @Nullable Tensor attnMask;
  boolean useSeparateProjWeight;
  @Nullable Tensor projectionOfQueries;
  @Nullable Tensor projectionOfKeys;
  @Nullable Tensor projectionOfValues;
  @Nullable Tensor staticK;
  @Nullable Tensor staticV;
  boolean averageAttnWeights = true;
  boolean isCausal;

  MultiHeadAttentionOptions() {}

  /** Sets whether weights are dropped at all; default true. */
  public MultiHeadAttentionOptions training(boolean value) {
    this.training = value;
    return this;
  }

  /** Sets which keys are padding, of shape (N, S) or (S): true, or numbers added to the scores. */
  public MultiHeadAttentionOptions keyPaddingMask(@Nullable Tensor value) {
    this.keyPaddingMask = value;
    return this;
  }

  /** Sets whether the weights are returned too, which is slower; default true. */
  public MultiHeadAttentionOptions needWeights(boolean value) {
    this.needWeights = value;
    return this;
  }

  /**
   * Sets which keys each query does not see, of shape (L, S) or (N · heads, L, S): true, or numbers
   * added to the scores.
   */
  public MultiHeadAttentionOptions attnMask(@Nullable Tensor value) {
    this.attnMask = value;
    return this;
  }

  /** Sets whether the projections are the three that follow, and not one tensor; default false. */
  public MultiHeadAttentionOptions useSeparateProjWeight(boolean value) {
    this.useSeparateProjWeight = value;
    return this;
  }

  /** Sets the projection of queries, of shape (E, E). */
  public MultiHeadAttentionOptions qProjWeight(@Nullable Tensor value) {
    this.projectionOfQueries = value;
    return this;
  }

  /** Sets the projection of keys, of shape (E, size of keys). */
  public MultiHeadAttentionOptions kProjWeight(@Nullable Tensor value) {
    this.projectionOfKeys = value;
    return this;
  }

  /** Sets the projection of values, of shape (E, size of values). */
  public MultiHeadAttentionOptions vProjWeight(@Nullable Tensor value) {
    this.projectionOfValues = value;
    return this;
  }

  /** Sets projected keys to use in place of the keys, of shape (N · heads, S, E / heads). */
  public MultiHeadAttentionOptions staticK(@Nullable Tensor value) {
    this.staticK = value;
    return this;
  }

  /** Sets projected values to use in place of the values, of shape (N · heads, S, E / heads). */
  public MultiHeadAttentionOptions staticV(@Nullable Tensor value) {
    this.staticV = value;
    return this;
  }

  /** Sets whether the mean of the heads' weights is returned; default true. */
  public MultiHeadAttentionOptions averageAttnWeights(boolean value) {
    this.averageAttnWeights = value;
    return this;
  }

  /** Sets whether the attention mask is known to be the causal one; default false. */
  public MultiHeadAttentionOptions isCausal(boolean value) {
    this.isCausal = value;
    return this;
  }
}
