package dev.obor.nn;

import dev.obor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of the calls of decoders and their layers.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class DecoderCallOptions<O extends DecoderCallOptions<O>> {
  final Kwargs kwargs = new Kwargs();

  DecoderCallOptions() {}

  abstract O self();

  /** Sets which places of the input each of its places does not see, of shape (T, T). */
  public O tgtMask(@Nullable Tensor value) {
    kwargs.put("tgt_mask", value);
    return self();
  }

  /** Sets which places of the encoder's output each place does not see, of shape (T, S). */
  public O memoryMask(@Nullable Tensor value) {
    kwargs.put("memory_mask", value);
    return self();
  }

  /** Sets which places of the input are padding, of shape (N, T) or (T). */
  public O tgtKeyPaddingMask(@Nullable Tensor value) {
    kwargs.put("tgt_key_padding_mask", value);
    return self();
  }

  /** Sets which places of the encoder's output are padding, of shape (N, S) or (S). */
  public O memoryKeyPaddingMask(@Nullable Tensor value) {
    kwargs.put("memory_key_padding_mask", value);
    return self();
  }

  /** Sets whether the mask of the input is known to be the causal one. */
  public O tgtIsCausal(boolean value) {
    kwargs.put("tgt_is_causal", value);
    return self();
  }

  /** Sets whether the mask of the encoder's output is known to be the causal one; default false. */
  public O memoryIsCausal(boolean value) {
    kwargs.put("memory_is_causal", value);
    return self();
  }
}
