package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Self-attention and two linear layers, each with a residual connection and a normalisation:
 * Python's {@code torch.nn.TransformerEncoderLayer}.
 *
 * <p>{@code x = norm1(x + attention(x)); x = norm2(x + linear2(activation(linear1(x))))}, or with
 * {@code normFirst} {@code x = x + attention(norm1(x)); …}, with dropouts in between.
 *
 * <p>Input and output: (S, N, E), with {@code batchFirst} (N, S, E), or (S, E).
 *
 * <p>Parameters are drawn as those of {@link MultiheadAttention}, {@link Linear} and {@link
 * LayerNorm}, in the order of the fields.
 *
 * <pre>{@code
 * var layer = new TransformerEncoderLayer(512, 8, o -> o.batchFirst(true));
 * layer.call(Torch.randn(32, 10, 512), o -> o.srcKeyPaddingMask(padding));
 * }</pre>
 *
 * <p>In evaluation, without gradients, the layer runs in one fused function where it can, as in
 * Python. Thread rule: that of {@link Module}.
 */
public class TransformerEncoderLayer extends Module {
  /** Attention of the input to itself: Python's {@code self_attn}. */
  @Name("self_attn")
  public MultiheadAttention selfAttn;

  /** The first layer behind attention. */
  public Linear linear1;

  /** Between the two layers. */
  public Dropout dropout;

  /** The second layer behind attention. */
  public Linear linear2;

  /** The normalisation of attention. */
  public LayerNorm norm1;

  /** The normalisation of the layers behind it. */
  public LayerNorm norm2;

  /** Behind attention. */
  public Dropout dropout1;

  /** Behind the second layer. */
  public Dropout dropout2;

  /** Whether each part is normalised before it and not behind it: Python's {@code norm_first}. */
  public final boolean normFirst;

  @Name("activation")
  private @Nullable Module activationModule;

  private UnaryOperator<Tensor> function;
  final int activationReluOrGelu;

  /** Keyword arguments of the constructor. */
  public static final class Options extends TransformerLayerOptions<Options> {
    Options() {}

    @Override
    Options self() {
      return this;
    }
  }

  /** Keyword arguments of {@link #call(Tensor, Consumer)}. */
  public static final class CallOptions {
    private final Kwargs kwargs = new Kwargs();

    CallOptions() {}

    /** Sets which places each place does not see, of shape (S, S) or (N · heads, S, S). */
    public CallOptions srcMask(@Nullable Tensor value) {
      kwargs.put("src_mask", value);
      return this;
    }

    /** Sets which places are padding, of shape (N, S) or (S). */
    public CallOptions srcKeyPaddingMask(@Nullable Tensor value) {
      kwargs.put("src_key_padding_mask", value);
      return this;
    }

    /** Sets whether the mask is known to be the causal one; default false. */
    public CallOptions isCausal(boolean value) {
      kwargs.put("is_causal", value);
      return this;
    }
  }

  /** Makes a layer: Python's {@code nn.TransformerEncoderLayer(d_model, nhead)}. */
  public TransformerEncoderLayer(long dModel, long nhead) {
    this(dModel, nhead, o -> {});
  }

  /** Makes a layer: {@code nn.TransformerEncoderLayer(d_model, nhead, dim_feedforward)}. */
  public TransformerEncoderLayer(long dModel, long nhead, long dimFeedforward) {
    this(dModel, nhead, o -> o.dimFeedforward(dimFeedforward));
  }

  /** The same with keyword arguments. */
  public TransformerEncoderLayer(
      long dModel, long nhead, long dimFeedforward, Consumer<Options> options) {
    this(
        dModel,
        nhead,
        o -> {
          o.dimFeedforward(dimFeedforward);
          options.accept(o);
        });
  }

  /**
   * Makes a layer with keyword arguments: {@code nn.TransformerEncoderLayer(512, 8, dropout=0)}.
   *
   * @param dModel the size of input and output, E
   * @param nhead the number of heads
   */
  public TransformerEncoderLayer(long dModel, long nhead, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.selfAttn = o.attention(dModel, nhead);
    this.linear1 = o.linear(dModel, o.dimFeedforward);
    this.dropout = new Dropout(o.dropout);
    this.linear2 = o.linear(o.dimFeedforward, dModel);
    this.normFirst = o.normFirst;
    this.norm1 = o.norm(dModel);
    this.norm2 = o.norm(dModel);
    this.dropout1 = new Dropout(o.dropout);
    this.dropout2 = new Dropout(o.dropout);
    this.activationModule = o.activationModule;
    this.function = o.activation;
    this.activationReluOrGelu = o.activationReluOrGelu;
  }

  /**
   * Runs the layer with keyword arguments, with the hooks around it: {@code layer(src, src_mask=…,
   * src_key_padding_mask=…, is_causal=…)}.
   */
  public Tensor call(Tensor src, Consumer<CallOptions> options) {
    CallOptions o = new CallOptions();
    options.accept(o);
    return call(src, o.kwargs.values);
  }

  Tensor call(Tensor src, Map<String, Object> given) {
    return callWithHooks(
        Tensor.class, (args, kwargs) -> run((Tensor) args[0], kwargs), given, new Object[] {src});
  }

  @Override
  public Tensor forward(Tensor src) {
    return run(src, Map.of());
  }

  @Override
  public Tensor forward(Tensor src, @Nullable Tensor srcMask) {
    return forward(src, srcMask, null);
  }

  @Override
  public Tensor forward(Tensor src, @Nullable Tensor srcMask, @Nullable Tensor srcKeyPaddingMask) {
    Kwargs kwargs = new Kwargs();
    kwargs.put("src_mask", srcMask);
    kwargs.put("src_key_padding_mask", srcKeyPaddingMask);
    return run(src, kwargs.values);
  }

  private Tensor run(Tensor src, Map<String, Object> kwargs) {
    Tensor mask = Kwargs.tensor(kwargs, "src_mask");
    try (Scope scope = Torch.scope()) {
      Tensor padding =
          AttentionMasks.canonical(
              Kwargs.tensor(kwargs, "src_key_padding_mask"),
              "src_key_padding_mask",
              mask,
              "src_mask",
              src.dtype());
      Tensor attention = AttentionMasks.canonical(mask, "src_mask", null, "", src.dtype());
      if (canRunFused(src, attention, padding)) {
        return scope.keep(fused(src, attention, padding));
      }
      boolean isCausal = Kwargs.flag(kwargs, "is_causal", false);
      Tensor x = src;
      if (normFirst) {
        x = x.add(attend(norm1.call(x), attention, padding, isCausal));
        x = x.add(feed(norm2.call(x)));
      } else {
        x = norm1.call(x.add(attend(x, attention, padding, isCausal)));
        x = norm2.call(x.add(feed(x)));
      }
      return scope.keep(x);
    }
  }

  private Tensor attend(
      Tensor x, @Nullable Tensor mask, @Nullable Tensor padding, boolean isCausal) {
    MultiheadAttention.Output output =
        selfAttn.call(
            x,
            x,
            x,
            o -> o.attnMask(mask).keyPaddingMask(padding).needWeights(false).isCausal(isCausal));
    return dropout1.call(output.attnOutput());
  }

  private Tensor feed(Tensor x) {
    Module module = activationModule;
    Tensor hidden = linear1.call(x);
    Tensor active = module == null ? function.apply(hidden) : module.call(hidden);
    return dropout2.call(linear2.call(dropout.call(active)));
  }

  /** Python's conditions for its fast path. */
  private boolean canRunFused(Tensor src, @Nullable Tensor mask, @Nullable Tensor padding) {
    return src.dim() == 3
        && !training()
        && selfAttn.batchFirst
        && selfAttn.inProjBias != null
        && selfAttn.isSameSize()
        && activationReluOrGelu != 0
        && norm1.eps.doubleValue() == norm2.eps.doubleValue()
        && !(src.isNested() && (mask != null || padding != null))
        && selfAttn.numHeads % 2 == 0
        && !AttentionMasks.isUnderAutocast(src)
        && modules().stream().noneMatch(ModuleCalls::hasForwardHooks)
        && !(Torch.isGradEnabled() && (src.requiresGrad() || anyRequiresGrad()));
  }

  boolean anyRequiresGrad() {
    return parameters().stream().anyMatch(Tensor::requiresGrad);
  }

  @SuppressWarnings("NullAway") // canRunFused has looked at the biases
  private Tensor fused(Tensor src, @Nullable Tensor mask, @Nullable Tensor padding) {
    AttentionMasks.Merged merged = AttentionMasks.merge(mask, padding, src, selfAttn.numHeads);
    return Aten._transformer_encoder_layer_fwd(
        src,
        selfAttn.embedDim,
        selfAttn.numHeads,
        selfAttn.inProjWeight,
        selfAttn.inProjBias,
        selfAttn.outProj.weight,
        selfAttn.outProj.bias,
        activationReluOrGelu == 2,
        normFirst,
        norm1.eps.doubleValue(),
        norm1.weight,
        norm1.bias,
        norm2.weight,
        norm2.bias,
        linear1.weight,
        linear1.bias,
        linear2.weight,
        linear2.bias,
        merged.mask(),
        merged.type());
  }
}
