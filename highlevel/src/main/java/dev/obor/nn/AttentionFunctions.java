package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of {@link F} with attention. */
abstract class AttentionFunctions extends VisionFunctions {
  AttentionFunctions() {}

  /**
   * Mixes values by how well their keys fit each query: Python's {@code
   * F.scaled_dot_product_attention(query, key, value)}.
   */
  public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value) {
    return Aten.scaled_dot_product_attention(query, key, value, null, 0, false, null, false);
  }

  /** The same with a mask: Python's {@code F.scaled_dot_product_attention(q, k, v, attn_mask)}. */
  public static Tensor scaledDotProductAttention(
      Tensor query, Tensor key, Tensor value, @Nullable Tensor attnMask) {
    return Aten.scaled_dot_product_attention(query, key, value, attnMask, 0, false, null, false);
  }

  /**
   * Mixes values by how well their keys fit each query, {@code softmax(Q Kᵀ / sqrt(E) + mask) V}:
   * Python's {@code F.scaled_dot_product_attention(query, key, value, attn_mask=…, dropout_p=…,
   * is_causal=…, scale=…, enable_gqa=…)}.
   *
   * @param query of shape (N, …, L, E)
   * @param key of shape (N, …, S, E)
   * @param value of shape (N, …, S, Ev)
   * @param options {@code attnMask}, {@code dropoutP}, {@code isCausal}, {@code scale}, {@code
   *     enableGqa}
   * @return of shape (N, …, L, Ev)
   * @throws TorchException if the shapes do not fit, or both a mask and {@code isCausal} are set
   */
  public static Tensor scaledDotProductAttention(
      Tensor query, Tensor key, Tensor value, Consumer<ScaledDotProductAttentionOptions> options) {
    ScaledDotProductAttentionOptions o = new ScaledDotProductAttentionOptions();
    options.accept(o);
    return Aten.scaled_dot_product_attention(
        query, key, value, o.attnMask, o.dropoutP, o.isCausal, o.scale, o.enableGqa);
  }

  /**
   * Attention with several heads and projections before and after it: Python's {@code
   * F.multi_head_attention_forward}, which {@link MultiheadAttention} calls.
   *
   * @param query of shape (L, N, E) or (L, E)
   * @param key of shape (S, N, size of keys) or (S, size of keys)
   * @param value of shape (S, N, size of values) or (S, size of values)
   * @param embedDimToCheck E
   * @param numHeads the number of heads, which divides E
   * @param inProjWeight the projections before attention, of shape (3 · E, E), or null if they are
   *     separate
   * @param inProjBias their bias, of shape (3 · E), or null
   * @param biasK one more key, of shape (1, 1, E), or null
   * @param biasV one more value, of shape (1, 1, E), or null
   * @param addZeroAttn whether a key and a value of zeros are added
   * @param dropoutP how likely a weight is dropped in training
   * @param outProjWeight the projection behind attention, of shape (E, E)
   * @param outProjBias its bias, of shape (E), or null
   * @param options {@code training}, {@code keyPaddingMask}, {@code needWeights}, {@code attnMask},
   *     {@code useSeparateProjWeight} and what belongs to it, {@code staticK}, {@code staticV},
   *     {@code averageAttnWeights}, {@code isCausal}
   * @return the output, of the shape of the queries, and the weights, (N, L, S) or (N, heads, L,
   *     S), or null
   */
  public static MultiheadAttention.Output multiHeadAttentionForward(
      Tensor query,
      Tensor key,
      Tensor value,
      long embedDimToCheck,
      long numHeads,
      @Nullable Tensor inProjWeight,
      @Nullable Tensor inProjBias,
      @Nullable Tensor biasK,
      @Nullable Tensor biasV,
      boolean addZeroAttn,
      double dropoutP,
      Tensor outProjWeight,
      @Nullable Tensor outProjBias,
      Consumer<MultiHeadAttentionOptions> options) {
    MultiHeadAttentionOptions o = new MultiHeadAttentionOptions();
    options.accept(o);
    AttentionProjections projections =
        new AttentionProjections(
            inProjWeight, inProjBias, biasK, biasV, outProjWeight, outProjBias);
    return new MultiHeadAttentionCall(
            embedDimToCheck, numHeads, projections, addZeroAttn, o.training ? dropoutP : 0, o)
        .run(query, key, value);
  }
}
