package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Attention with several heads: Python's {@code torch.nn.MultiheadAttention}, {@code concat(head_1,
 * …, head_h) W_out} with {@code head_i = attention(Q W_iq, K W_ik, V W_iv)}.
 *
 * <p>Queries (first tensor): (L, N, E), with {@code batchFirst} (N, L, E), or (L, E). Keys: (S, N,
 * kdim) and so on. Values: (S, N, vdim) and so on. Output: of the shape of the queries, and the
 * weights, (N, L, S) or (L, S), or with each head's own (N, heads, L, S) or (heads, L, S).
 *
 * <p>The projections before attention are drawn by {@link Init#xavierUniform_(Tensor)}, {@code
 * biasK} and {@code biasV} by {@link Init#xavierNormal_(Tensor)}; the projection behind it is a
 * {@link Linear}; other biases are zero.
 *
 * <pre>{@code
 * MultiheadAttention attention = new MultiheadAttention(512, 8, o -> o.batchFirst(true));
 * MultiheadAttention.Output result =
 *     attention.call(query, key, value, o -> o.keyPaddingMask(padding).needWeights(false));
 * result.attnOutput();
 * }</pre>
 *
 * <p>In evaluation, without gradients, self-attention runs in one fused function where it can, as
 * in Python. Seen as a {@link Module} the layer gives the output alone.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MultiheadAttention extends Module {
  /** The size of queries and outputs, E: Python's {@code embed_dim}. */
  public final long embedDim;

  /** The size of keys. */
  public final long kdim;

  /** The size of values. */
  public final long vdim;

  /** The number of heads: Python's {@code num_heads}. */
  public final long numHeads;

  /** How likely a weight is dropped in training. */
  public final double dropout;

  /** Whether tensors are of shape (N, L, E) instead of (L, N, E): Python's {@code batch_first}. */
  public final boolean batchFirst;

  /** The size of each head: Python's {@code head_dim}. */
  public final long headDim;

  /** Whether a key and a value of zeros are added: Python's {@code add_zero_attn}. */
  public final boolean addZeroAttn;

  /** The projections before attention, of shape (3 · E, E), or null if they are separate. */
  @Name("in_proj_weight")
  public @Nullable Tensor inProjWeight;

  /** The projection of queries, of shape (E, E), or null if they are together. */
  @Name("q_proj_weight")
  public @Nullable Tensor qProjWeight;

  /** The projection of keys, of shape (E, kdim), or null if they are together. */
  @Name("k_proj_weight")
  public @Nullable Tensor kProjWeight;

  /** The projection of values, of shape (E, vdim), or null if they are together. */
  @Name("v_proj_weight")
  public @Nullable Tensor vProjWeight;

  /** The bias of the projections before attention, of shape (3 · E), or null. */
  @Name("in_proj_bias")
  public @Nullable Tensor inProjBias;

  /** One more key, of shape (1, 1, E), or null. */
  @Name("bias_k")
  public @Nullable Tensor biasK;

  /** One more value, of shape (1, 1, E), or null. */
  @Name("bias_v")
  public @Nullable Tensor biasV;

  /** The projection behind attention. */
  @Name("out_proj")
  public Linear outProj;

  /**
   * What the layer gives.
   *
   * @param attnOutput of the shape of the queries
   * @param attnOutputWeights the weights, or null if they were not wanted
   */
  public record Output(Tensor attnOutput, @Nullable Tensor attnOutputWeights) {}

  /** Keyword arguments of the constructor. */
  public static final class Options extends LayerOptions<Options> {
    private double dropout;
    private boolean bias = true;
    private boolean addBiasKv;
    private boolean addZeroAttn;
    private @Nullable Long kdim;
    private @Nullable Long vdim;
    private boolean batchFirst;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets how likely a weight is dropped in training; default 0. */
    public Options dropout(double value) {
      this.dropout = value;
      return this;
    }

    /** Sets whether the projections have biases; default true. */
    public Options bias(boolean value) {
      this.bias = value;
      return this;
    }

    /** Sets whether one more key and value are learned; default false. */
    public Options addBiasKv(boolean value) {
      this.addBiasKv = value;
      return this;
    }

    /** Sets whether a key and a value of zeros are added; default false. */
    public Options addZeroAttn(boolean value) {
      this.addZeroAttn = value;
      return this;
    }

    /** Sets the size of keys; without it that of queries. */
    public Options kdim(long value) {
      this.kdim = value;
      return this;
    }

    /** Sets the size of values; without it that of queries. */
    public Options vdim(long value) {
      this.vdim = value;
      return this;
    }

    /** Sets whether tensors are of shape (N, L, E) instead of (L, N, E); default false. */
    public Options batchFirst(boolean value) {
      this.batchFirst = value;
      return this;
    }
  }

  /** Keyword arguments of {@link #call(Tensor, Tensor, Tensor, Consumer)}. */
  public static final class CallOptions {
    private final Kwargs kwargs = new Kwargs();

    CallOptions() {}

    /** Sets which keys are padding, of shape (N, S) or (S): true, or numbers to add. */
    public CallOptions keyPaddingMask(@Nullable Tensor value) {
      kwargs.put("key_padding_mask", value);
      return this;
    }

    /** Sets whether the weights are returned too, which is slower; default true. */
    public CallOptions needWeights(boolean value) {
      kwargs.put("need_weights", value);
      return this;
    }

    /**
     * Sets which keys each query does not see, of shape (L, S) or (N · heads, L, S): true, or
     * numbers to add.
     */
    public CallOptions attnMask(@Nullable Tensor value) {
      kwargs.put("attn_mask", value);
      return this;
    }

    /** Sets whether the mean of the heads' weights is returned; default true. */
    public CallOptions averageAttnWeights(boolean value) {
      kwargs.put("average_attn_weights", value);
      return this;
    }

    /** Sets whether the attention mask is known to be the causal one; default false. */
    public CallOptions isCausal(boolean value) {
      kwargs.put("is_causal", value);
      return this;
    }
  }

  /** Goes by another name than other linear layers. */
  private static final class NonDynamicallyQuantizableLinear extends Linear {
    NonDynamicallyQuantizableLinear(long size, MultiheadAttention.Options o) {
      super(size, size, l -> l.like(o).bias(o.bias));
    }
  }

  /** Makes a layer: Python's {@code nn.MultiheadAttention(embed_dim, num_heads)}. */
  public MultiheadAttention(long embedDim, long numHeads) {
    this(embedDim, numHeads, o -> {});
  }

  /**
   * Makes a layer with keyword arguments: {@code nn.MultiheadAttention(512, 8, batch_first=True)}.
   *
   * @throws ValueException if the sizes are not positive, or the heads do not divide the size
   */
  public MultiheadAttention(long embedDim, long numHeads, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    if (embedDim <= 0 || numHeads <= 0) {
      throw new ValueException(
          "embed_dim and num_heads must be greater than 0, got embed_dim="
              + embedDim
              + " and num_heads="
              + numHeads
              + " instead");
    }
    this.embedDim = embedDim;
    this.kdim = o.kdim == null ? embedDim : o.kdim;
    this.vdim = o.vdim == null ? embedDim : o.vdim;
    this.numHeads = numHeads;
    this.dropout = o.dropout;
    this.batchFirst = o.batchFirst;
    this.headDim = embedDim / numHeads;
    this.addZeroAttn = o.addZeroAttn;
    if (headDim * numHeads != embedDim) {
      throw new ValueException("embed_dim must be divisible by num_heads");
    }
    if (isSameSize()) {
      inProjWeight = o.parameter(3 * embedDim, embedDim);
    } else {
      qProjWeight = o.parameter(embedDim, embedDim);
      kProjWeight = o.parameter(embedDim, kdim);
      vProjWeight = o.parameter(embedDim, vdim);
    }
    inProjBias = o.bias ? o.parameter(3 * embedDim) : null;
    outProj = new NonDynamicallyQuantizableLinear(embedDim, o);
    biasK = o.addBiasKv ? o.parameter(1, 1, embedDim) : null;
    biasV = o.addBiasKv ? o.parameter(1, 1, embedDim) : null;
    resetParameters();
  }

  /** Whether keys and values have the size of queries. */
  final boolean isSameSize() {
    return kdim == embedDim && vdim == embedDim;
  }

  private void resetParameters() {
    for (Tensor weight :
        new @Nullable Tensor[] {inProjWeight, qProjWeight, kProjWeight, vProjWeight}) {
      if (weight != null) {
        Init.xavierUniform_(weight);
      }
    }
    if (inProjBias != null && outProj.bias != null) {
      Init.constant_(inProjBias, 0);
      Init.constant_(outProj.bias, 0);
    }
    if (biasK != null && biasV != null) {
      Init.xavierNormal_(biasK);
      Init.xavierNormal_(biasV);
    }
  }

  /** Attends, with the hooks around it: Python's {@code attention(query, key, value)}. */
  public Output call(Tensor query, Tensor key, Tensor value) {
    return call(query, key, value, o -> {});
  }

  /**
   * Attends with keyword arguments, with the hooks around it: {@code attention(query, key, value,
   * key_padding_mask=…, need_weights=…, attn_mask=…, average_attn_weights=…, is_causal=…)}.
   */
  public Output call(Tensor query, Tensor key, Tensor value, Consumer<CallOptions> options) {
    CallOptions o = new CallOptions();
    options.accept(o);
    return callWithHooks(
        Output.class,
        (args, kwargs) -> attend((Tensor) args[0], (Tensor) args[1], (Tensor) args[2], kwargs),
        o.kwargs.values,
        query,
        key,
        value);
  }

  @Override
  public Tensor forward(Tensor query, Tensor key, Tensor value) {
    Output output = attend(query, key, value, Map.of());
    if (output.attnOutputWeights() != null) {
      output.attnOutputWeights().close();
    }
    return output.attnOutput();
  }

  private Output attend(Tensor query, Tensor key, Tensor value, Map<String, Object> kwargs) {
    Tensor paddingMask = Kwargs.tensor(kwargs, "key_padding_mask");
    Tensor attnMask = Kwargs.tensor(kwargs, "attn_mask");
    boolean needWeights = Kwargs.flag(kwargs, "need_weights", true);
    boolean averages = Kwargs.flag(kwargs, "average_attn_weights", true);
    try (Scope scope = Torch.scope()) {
      boolean hasFloatMasks = isFloat(attnMask) || isFloat(paddingMask);
      Tensor padding =
          AttentionMasks.canonical(
              paddingMask, "key_padding_mask", attnMask, "attn_mask", query.dtype());
      Tensor mask = AttentionMasks.canonical(attnMask, "attn_mask", null, "", query.dtype());
      if (!hasFloatMasks && query == key && key == value && canRunFused(query)) {
        AttentionMasks.Merged merged = AttentionMasks.merge(mask, padding, query, numHeads);
        return scope.keepAll(fused(query, merged, needWeights, averages));
      }
      boolean transposes = batchFirst && query.dim() == 3;
      Tensor q = transposes ? query.transpose(1, 0) : query;
      Tensor k = !transposes ? key : key == query ? q : key.transpose(1, 0);
      Tensor v = !transposes ? value : value == key ? k : value.transpose(1, 0);
      Output output =
          F.multiHeadAttentionForward(
              q,
              k,
              v,
              embedDim,
              numHeads,
              inProjWeight,
              inProjBias,
              biasK,
              biasV,
              addZeroAttn,
              dropout,
              outProj.weight,
              outProj.bias,
              o ->
                  o.training(training())
                      .keyPaddingMask(padding)
                      .needWeights(needWeights)
                      .attnMask(mask)
                      .useSeparateProjWeight(!isSameSize())
                      .qProjWeight(qProjWeight)
                      .kProjWeight(kProjWeight)
                      .vProjWeight(vProjWeight)
                      .averageAttnWeights(averages)
                      .isCausal(Kwargs.flag(kwargs, "is_causal", false)));
      Tensor result = transposes ? output.attnOutput().transpose(1, 0) : output.attnOutput();
      return scope.keepAll(new Output(result, output.attnOutputWeights()));
    }
  }

  private static boolean isFloat(@Nullable Tensor mask) {
    return mask != null && mask.dtype().isFloatingPoint();
  }

  /** Python's conditions for its fast path. */
  private boolean canRunFused(Tensor query) {
    Tensor weight = inProjWeight;
    Tensor bias = inProjBias;
    return weight != null
        && bias != null
        && query.dim() == 3
        && query.dtype() == weight.dtype()
        && query.dtype() == bias.dtype()
        && !training()
        && numHeads % 2 == 0
        && batchFirst
        && biasK == null
        && biasV == null
        && !addZeroAttn
        && !AttentionMasks.isUnderAutocast(query)
        && !(Torch.isGradEnabled()
            && (query.requiresGrad() || parameters().stream().anyMatch(Tensor::requiresGrad)));
  }

  @SuppressWarnings("NullAway") // canRunFused has looked at the biases
  private Output fused(
      Tensor query, AttentionMasks.Merged merged, boolean needWeights, boolean averages) {
    Tensor[] results =
        Aten._native_multi_head_attention(
            query,
            query,
            query,
            embedDim,
            numHeads,
            inProjWeight,
            inProjBias,
            outProj.weight,
            outProj.bias,
            merged.mask(),
            needWeights,
            averages,
            merged.type());
    return new Output(results[0], needWeights ? results[1] : null);
  }
}
