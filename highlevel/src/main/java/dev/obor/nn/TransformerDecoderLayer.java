package dev.obor.nn;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Self-attention, attention to an encoder's output and two linear layers, each with a residual
 * connection and a normalisation: Python's {@code torch.nn.TransformerDecoderLayer}.
 *
 * <p>Input (first tensor) and output: (T, N, E), with {@code batchFirst} (N, T, E), or (T, E). The
 * encoder's output (second tensor): (S, N, E) and so on.
 *
 * <p>Parameters are drawn as those of {@link MultiheadAttention}, {@link Linear} and {@link
 * LayerNorm}, in the order of the fields.
 *
 * <pre>{@code
 * var layer = new TransformerDecoderLayer(512, 8);
 * layer.call(Torch.randn(20, 32, 512), memory, o -> o.tgtMask(mask));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class TransformerDecoderLayer extends Module {
  /** Attention of the input to itself: Python's {@code self_attn}. */
  @Name("self_attn")
  public MultiheadAttention selfAttn;

  /** Attention to the encoder's output: Python's {@code multihead_attn}. */
  @Name("multihead_attn")
  public MultiheadAttention multiheadAttn;

  /** The first layer behind attention. */
  public Linear linear1;

  /** Between the two layers. */
  public Dropout dropout;

  /** The second layer behind attention. */
  public Linear linear2;

  /** The normalisation of self-attention. */
  public LayerNorm norm1;

  /** The normalisation of attention to the encoder's output. */
  public LayerNorm norm2;

  /** The normalisation of the layers behind it. */
  public LayerNorm norm3;

  /** Behind self-attention. */
  public Dropout dropout1;

  /** Behind attention to the encoder's output. */
  public Dropout dropout2;

  /** Behind the second layer. */
  public Dropout dropout3;

  /** Whether each part is normalised before it and not behind it: Python's {@code norm_first}. */
  public final boolean normFirst;

  @Name("activation")
  private @Nullable Module activationModule;

  private UnaryOperator<Tensor> function;

  /** Keyword arguments of the constructor. */
  public static final class Options extends TransformerLayerOptions<Options> {
    Options() {}

    @Override
    Options self() {
      return this;
    }
  }

  /** Keyword arguments of {@link #call(Tensor, Tensor, Consumer)}. */
  public static final class CallOptions extends DecoderCallOptions<CallOptions> {
    CallOptions() {}

    @Override
    CallOptions self() {
      return this;
    }
  }

  /** Makes a layer: Python's {@code nn.TransformerDecoderLayer(d_model, nhead)}. */
  public TransformerDecoderLayer(long dModel, long nhead) {
    this(dModel, nhead, o -> {});
  }

  /** Makes a layer: {@code nn.TransformerDecoderLayer(d_model, nhead, dim_feedforward)}. */
  public TransformerDecoderLayer(long dModel, long nhead, long dimFeedforward) {
    this(dModel, nhead, o -> o.dimFeedforward(dimFeedforward));
  }

  /** The same with keyword arguments. */
  public TransformerDecoderLayer(
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
   * Makes a layer with keyword arguments: {@code nn.TransformerDecoderLayer(512, 8, dropout=0)}.
   *
   * @param dModel the size of input and output, E
   * @param nhead the number of heads
   */
  public TransformerDecoderLayer(long dModel, long nhead, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.selfAttn = o.attention(dModel, nhead);
    this.multiheadAttn = o.attention(dModel, nhead);
    this.linear1 = o.linear(dModel, o.dimFeedforward);
    this.dropout = new Dropout(o.dropout);
    this.linear2 = o.linear(o.dimFeedforward, dModel);
    this.normFirst = o.normFirst;
    this.norm1 = o.norm(dModel);
    this.norm2 = o.norm(dModel);
    this.norm3 = o.norm(dModel);
    this.dropout1 = new Dropout(o.dropout);
    this.dropout2 = new Dropout(o.dropout);
    this.dropout3 = new Dropout(o.dropout);
    this.activationModule = o.activationModule;
    this.function = o.activation;
  }

  /**
   * Runs the layer with keyword arguments, with the hooks around it: {@code layer(tgt, memory,
   * tgt_mask=…, memory_mask=…, …)}.
   */
  public Tensor call(Tensor tgt, Tensor memory, Consumer<CallOptions> options) {
    CallOptions o = new CallOptions();
    options.accept(o);
    return call(tgt, memory, o.kwargs.values);
  }

  Tensor call(Tensor tgt, Tensor memory, Map<String, Object> given) {
    return callWithHooks(
        Tensor.class,
        (args, kwargs) -> run((Tensor) args[0], (Tensor) args[1], kwargs),
        given,
        tgt,
        memory);
  }

  @Override
  public Tensor forward(Tensor tgt, Tensor memory) {
    return run(tgt, memory, Map.of());
  }

  @Override
  public Tensor forward(Tensor tgt, Tensor memory, @Nullable Tensor tgtMask) {
    return run(tgt, memory, tgtMask == null ? Map.of() : Map.of("tgt_mask", tgtMask));
  }

  /**
   * Takes the target, the memory, their two masks and their two padding masks. Null where one is
   * absent.
   */
  @Override
  public Tensor forward(Tensor... inputs) {
    Map<String, Object> kwargs =
        Kwargs.afterTwo(
            inputs, "tgt_mask", "memory_mask", "tgt_key_padding_mask", "memory_key_padding_mask");
    return kwargs == null ? super.forward(inputs) : run(inputs[0], inputs[1], kwargs);
  }

  private Tensor run(Tensor tgt, Tensor memory, Map<String, Object> kwargs) {
    try (Scope scope = Torch.scope()) {
      Tensor x = tgt;
      if (normFirst) {
        x = x.add(attend(norm1.call(x), kwargs));
        x = x.add(attend(norm2.call(x), memory, kwargs));
        x = x.add(feed(norm3.call(x)));
      } else {
        x = norm1.call(x.add(attend(x, kwargs)));
        x = norm2.call(x.add(attend(x, memory, kwargs)));
        x = norm3.call(x.add(feed(x)));
      }
      return scope.keep(x);
    }
  }

  private Tensor attend(Tensor x, Map<String, Object> kwargs) {
    MultiheadAttention.Output output =
        selfAttn.call(
            x,
            x,
            x,
            o ->
                o.attnMask(Kwargs.tensor(kwargs, "tgt_mask"))
                    .keyPaddingMask(Kwargs.tensor(kwargs, "tgt_key_padding_mask"))
                    .isCausal(Kwargs.flag(kwargs, "tgt_is_causal", false))
                    .needWeights(false));
    return dropout1.call(output.attnOutput());
  }

  private Tensor attend(Tensor x, Tensor memory, Map<String, Object> kwargs) {
    MultiheadAttention.Output output =
        multiheadAttn.call(
            x,
            memory,
            memory,
            o ->
                o.attnMask(Kwargs.tensor(kwargs, "memory_mask"))
                    .keyPaddingMask(Kwargs.tensor(kwargs, "memory_key_padding_mask"))
                    .isCausal(Kwargs.flag(kwargs, "memory_is_causal", false))
                    .needWeights(false));
    return dropout2.call(output.attnOutput());
  }

  private Tensor feed(Tensor x) {
    Module module = activationModule;
    Tensor hidden = linear1.call(x);
    Tensor active = module == null ? function.apply(hidden) : module.call(hidden);
    return dropout3.call(linear2.call(dropout.call(active)));
  }
}
