package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.Warnings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several encoder layers: Python's {@code torch.nn.TransformerEncoder}.
 *
 * <p>The layers are copies of one, so they start from the same parameters. Input and output: those
 * of {@link TransformerEncoderLayer}.
 *
 * <pre>{@code
 * var layer = new TransformerEncoderLayer(512, 8, o -> o.batchFirst(true));
 * var encoder = new TransformerEncoder(layer, 6);
 * encoder.call(Torch.randn(32, 10, 512));
 * }</pre>
 *
 * <p>In evaluation, without gradients, padded places cost nothing where the layers allow it; the
 * output is zero there, as in Python. Thread rule: that of {@link Module}.
 */
public class TransformerEncoder extends Module {
  /** The layers. */
  public ModuleList<TransformerEncoderLayer> layers = new ModuleList<>();

  /** The number of layers: Python's {@code num_layers}. */
  public final long numLayers;

  /** Runs behind the last layer, or null. */
  public @Nullable Module norm;

  /** Whether padded places may be left out: Python's {@code use_nested_tensor}. */
  public final boolean useNestedTensor;

  private final boolean maskCheck;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private boolean enableNestedTensor = true;
    private boolean maskCheck = true;

    Options() {}

    /** Sets whether padded places may be left out in evaluation; default true. */
    public Options enableNestedTensor(boolean value) {
      this.enableNestedTensor = value;
      return this;
    }

    /** Sets whether it is looked at first that all padding is at the ends; default true. */
    public Options maskCheck(boolean value) {
      this.maskCheck = value;
      return this;
    }
  }

  /** Keyword arguments of {@link #call(Tensor, Consumer)}. */
  public static final class CallOptions {
    private final Kwargs kwargs = new Kwargs();

    CallOptions() {}

    /** Sets which places each place does not see, of shape (S, S) or (N · heads, S, S). */
    public CallOptions mask(@Nullable Tensor value) {
      kwargs.put("mask", value);
      return this;
    }

    /** Sets which places are padding, of shape (N, S) or (S). */
    public CallOptions srcKeyPaddingMask(@Nullable Tensor value) {
      kwargs.put("src_key_padding_mask", value);
      return this;
    }

    /** Sets whether the mask is the causal one; without it the encoder looks. */
    public CallOptions isCausal(boolean value) {
      kwargs.put("is_causal", value);
      return this;
    }
  }

  /** Makes an encoder: Python's {@code nn.TransformerEncoder(encoder_layer, num_layers)}. */
  public TransformerEncoder(TransformerEncoderLayer encoderLayer, long numLayers) {
    this(encoderLayer, numLayers, null);
  }

  /** Makes an encoder: {@code nn.TransformerEncoder(encoder_layer, num_layers, norm)}. */
  public TransformerEncoder(
      TransformerEncoderLayer encoderLayer, long numLayers, @Nullable Module norm) {
    this(encoderLayer, numLayers, norm, o -> {});
  }

  /**
   * Makes an encoder with keyword arguments.
   *
   * @param encoderLayer what is copied
   * @param numLayers the number of copies
   * @param norm runs behind the last layer, or null
   * @param options {@code enableNestedTensor}, {@code maskCheck}
   */
  public TransformerEncoder(
      TransformerEncoderLayer encoderLayer,
      long numLayers,
      @Nullable Module norm,
      Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    for (long i = 0; i < numLayers; i++) {
      layers.append((TransformerEncoderLayer) encoderLayer.copy());
    }
    this.numLayers = numLayers;
    this.norm = norm;
    this.maskCheck = o.maskCheck;
    String reason = whyNotNested(encoderLayer);
    if (o.enableNestedTensor && !reason.isEmpty()) {
      Warnings.warn(
          "enable_nested_tensor is True, but self.use_nested_tensor is False because encoder_layer"
              + reason);
    }
    this.useNestedTensor = o.enableNestedTensor && reason.isEmpty();
  }

  private static String whyNotNested(TransformerEncoderLayer layer) {
    if (layer.normFirst) {
      return ".norm_first was True";
    }
    if (!layer.selfAttn.batchFirst) {
      return ".self_attn.batch_first was not True(use batch_first for better inference performance)";
    }
    if (!layer.selfAttn.isSameSize()) {
      return ".self_attn._qkv_same_embed_dim was not True";
    }
    if (layer.selfAttn.inProjBias == null) {
      return ".self_attn was passed bias=False";
    }
    if (layer.activationReluOrGelu == 0) {
      return ".activation_relu_or_gelu was not True";
    }
    if (layer.norm1.eps.doubleValue() != layer.norm2.eps.doubleValue()) {
      return ".norm1.eps was not equal to encoder_layer.norm2.eps";
    }
    return layer.selfAttn.numHeads % 2 == 1 ? ".self_attn.num_heads is odd" : "";
  }

  /**
   * Encodes with keyword arguments, with the hooks around it: {@code encoder(src, mask=…,
   * src_key_padding_mask=…, is_causal=…)}.
   */
  public Tensor call(Tensor src, Consumer<CallOptions> options) {
    CallOptions o = new CallOptions();
    options.accept(o);
    return callWithHooks(
        Tensor.class,
        (args, kwargs) -> run((Tensor) args[0], kwargs),
        o.kwargs.values,
        new Object[] {src});
  }

  @Override
  public Tensor forward(Tensor src) {
    return run(src, Map.of());
  }

  @Override
  public Tensor forward(Tensor src, @Nullable Tensor mask) {
    return forward(src, mask, null);
  }

  @Override
  public Tensor forward(Tensor src, @Nullable Tensor mask, @Nullable Tensor srcKeyPaddingMask) {
    Kwargs kwargs = new Kwargs();
    kwargs.put("mask", mask);
    kwargs.put("src_key_padding_mask", srcKeyPaddingMask);
    return run(src, kwargs.values);
  }

  private Tensor run(Tensor src, Map<String, Object> kwargs) {
    Tensor given = Kwargs.tensor(kwargs, "mask");
    try (Scope scope = Torch.scope()) {
      Tensor padding =
          AttentionMasks.canonical(
              Kwargs.tensor(kwargs, "src_key_padding_mask"),
              "src_key_padding_mask",
              given,
              "mask",
              src.dtype());
      Tensor mask = AttentionMasks.canonical(given, "mask", null, "", src.dtype());
      Tensor present = padding == null ? null : padding.logicalNot();
      boolean isNested = present != null && mask == null && canNest(src, present);
      Map<String, Object> arguments = new LinkedHashMap<>();
      if (mask != null) {
        arguments.put("src_mask", mask);
      }
      if (padding != null && !isNested) {
        arguments.put("src_key_padding_mask", padding);
      }
      Boolean isCausal = Kwargs.value(kwargs, "is_causal", Boolean.class);
      boolean batchFirst = layers.get(0).selfAttn.batchFirst;
      arguments.put("is_causal", Transformer.isCausal(mask, isCausal, src, batchFirst));
      Tensor output =
          isNested && present != null ? Aten._nested_tensor_from_mask(src, present, false) : src;
      for (TransformerEncoderLayer layer : layers) {
        output = layer.call(output, new LinkedHashMap<>(arguments));
      }
      if (isNested) {
        output = Aten.nested_to_padded_tensor(output, 0, src.size().toArray());
      }
      return scope.keep(norm == null ? output : norm.call(output));
    }
  }

  /** Python's conditions for leaving out the padding. */
  private boolean canNest(Tensor src, Tensor present) {
    TransformerEncoderLayer first = layers.get(0);
    return useNestedTensor
        && !first.training()
        && src.dim() == 3
        && !src.isNested()
        && !AttentionMasks.isUnderAutocast(src)
        && (!maskCheck || Aten._nested_tensor_from_mask_left_aligned(src, present))
        && !(Torch.isGradEnabled() && (src.requiresGrad() || first.anyRequiresGrad()));
  }
}
