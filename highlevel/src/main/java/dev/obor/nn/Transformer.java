package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An encoder and a decoder: Python's {@code torch.nn.Transformer}.
 *
 * <p>Source (first tensor): (S, N, E), with {@code batchFirst} (N, S, E), or (S, E). Target (second
 * tensor) and output: (T, N, E) and so on.
 *
 * <p>All parameters with more than one dimension are drawn by {@link Init#xavierUniform_(Tensor)}
 * in the end, in their order.
 *
 * <pre>{@code
 * Transformer transformer = new Transformer(512, 8);
 * Tensor output = transformer.call(Torch.randn(10, 32, 512), Torch.randn(20, 32, 512));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class Transformer extends Module {
  /** Encodes the source. */
  public TransformerEncoder encoder;

  /** Decodes the target. */
  public TransformerDecoder decoder;

  /** The size of sources, targets and outputs, E: Python's {@code d_model}. */
  public final long dModel;

  /** The number of heads. */
  public final long nhead;

  /** Whether tensors are of shape (N, S, E) instead of (S, N, E): Python's {@code batch_first}. */
  public final boolean batchFirst;

  /** Keyword arguments of the constructor. */
  public static final class Options extends TransformerLayerOptions<Options> {
    private long dModel = 512;
    private long nhead = 8;
    private long numEncoderLayers = 6;
    private long numDecoderLayers = 6;
    private @Nullable TransformerEncoder customEncoder;
    private @Nullable TransformerDecoder customDecoder;

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets the size of sources, targets and outputs, E; default 512. */
    public Options dModel(long value) {
      this.dModel = value;
      return this;
    }

    /** Sets the number of heads; default 8. */
    public Options nhead(long value) {
      this.nhead = value;
      return this;
    }

    /** Sets the number of encoder layers; default 6. */
    public Options numEncoderLayers(long value) {
      this.numEncoderLayers = value;
      return this;
    }

    /** Sets the number of decoder layers; default 6. */
    public Options numDecoderLayers(long value) {
      this.numDecoderLayers = value;
      return this;
    }

    /** Sets the encoder, in place of one that is made. */
    public Options customEncoder(TransformerEncoder value) {
      this.customEncoder = value;
      return this;
    }

    /** Sets the decoder, in place of one that is made. */
    public Options customDecoder(TransformerDecoder value) {
      this.customDecoder = value;
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

    /** Sets which places of the source each of its places does not see, of shape (S, S). */
    public CallOptions srcMask(@Nullable Tensor value) {
      kwargs.put("src_mask", value);
      return this;
    }

    /** Sets which places of the source are padding, of shape (N, S) or (S). */
    public CallOptions srcKeyPaddingMask(@Nullable Tensor value) {
      kwargs.put("src_key_padding_mask", value);
      return this;
    }

    /** Sets whether the mask of the source is the causal one; without it the encoder looks. */
    public CallOptions srcIsCausal(boolean value) {
      kwargs.put("src_is_causal", value);
      return this;
    }
  }

  /** Makes a transformer with Python's defaults: {@code nn.Transformer()}. */
  public Transformer() {
    this(o -> {});
  }

  /** Makes a transformer: Python's {@code nn.Transformer(d_model, nhead)}. */
  public Transformer(long dModel, long nhead) {
    this(o -> o.dModel(dModel).nhead(nhead));
  }

  /**
   * Makes a transformer: {@code nn.Transformer(d_model, nhead, num_encoder_layers,
   * num_decoder_layers, dim_feedforward)}.
   */
  public Transformer(
      long dModel, long nhead, long numEncoderLayers, long numDecoderLayers, long dimFeedforward) {
    this(
        o ->
            o.dModel(dModel)
                .nhead(nhead)
                .numEncoderLayers(numEncoderLayers)
                .numDecoderLayers(numDecoderLayers)
                .dimFeedforward(dimFeedforward));
  }

  /** Makes a transformer with keyword arguments. */
  public Transformer(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.dModel = o.dModel;
    this.nhead = o.nhead;
    this.batchFirst = o.batchFirst;
    this.encoder = o.customEncoder != null ? o.customEncoder : encoder(o);
    this.decoder = o.customDecoder != null ? o.customDecoder : decoder(o);
    for (Tensor parameter : parameters()) {
      if (parameter.dim() > 1) {
        Init.xavierUniform_(parameter);
      }
    }
  }

  private static TransformerEncoder encoder(Options o) {
    var layer = new TransformerEncoderLayer(o.dModel, o.nhead, l -> l.takeFrom(o));
    var encoder = new TransformerEncoder(layer, o.numEncoderLayers, o.norm(o.dModel));
    layer.parameters().forEach(Tensor::close); // the encoder has copied it
    return encoder;
  }

  private static TransformerDecoder decoder(Options o) {
    var layer = new TransformerDecoderLayer(o.dModel, o.nhead, l -> l.takeFrom(o));
    var decoder = new TransformerDecoder(layer, o.numDecoderLayers, o.norm(o.dModel));
    layer.parameters().forEach(Tensor::close); // the decoder has copied it
    return decoder;
  }

  /**
   * Transforms with keyword arguments, with the hooks around it: {@code transformer(src, tgt,
   * src_mask=…, tgt_mask=…, …)}.
   */
  public Tensor call(Tensor src, Tensor tgt, Consumer<CallOptions> options) {
    CallOptions o = new CallOptions();
    options.accept(o);
    return callWithHooks(
        Tensor.class,
        (args, kwargs) -> run((Tensor) args[0], (Tensor) args[1], kwargs),
        o.kwargs.values,
        src,
        tgt);
  }

  @Override
  public Tensor forward(Tensor src, Tensor tgt) {
    return run(src, tgt, Map.of());
  }

  /**
   * Takes the source, the target, the three masks and the three padding masks. Null where one is
   * absent.
   */
  @Override
  public Tensor forward(Tensor... inputs) {
    Map<String, Object> kwargs =
        Kwargs.afterTwo(
            inputs,
            "src_mask",
            "tgt_mask",
            "memory_mask",
            "src_key_padding_mask",
            "tgt_key_padding_mask",
            "memory_key_padding_mask");
    return kwargs == null ? super.forward(inputs) : run(inputs[0], inputs[1], kwargs);
  }

  private Tensor run(Tensor src, Tensor tgt, Map<String, Object> kwargs) {
    if (src.dim() == 3 && src.size(batchFirst ? 0 : 1) != tgt.size(batchFirst ? 0 : 1)) {
      throw new TorchException("the batch number of src and tgt must be equal");
    }
    if (src.size(-1) != dModel || tgt.size(-1) != dModel) {
      throw new TorchException("the feature number of src and tgt must be equal to d_model");
    }
    Boolean isCausal = Kwargs.value(kwargs, "src_is_causal", Boolean.class);
    try (Scope scope = Torch.scope()) {
      Tensor memory =
          encoder.call(
              src,
              o -> {
                o.mask(Kwargs.tensor(kwargs, "src_mask"))
                    .srcKeyPaddingMask(Kwargs.tensor(kwargs, "src_key_padding_mask"));
                if (isCausal != null) {
                  o.isCausal(isCausal);
                }
              });
      Map<String, Object> decoding = new LinkedHashMap<>(kwargs);
      decoding.keySet().removeAll(List.of("src_mask", "src_key_padding_mask", "src_is_causal"));
      return scope.keep(decoder.call(tgt, memory, decoding));
    }
  }

  /** The mask of a sequence of a length in which no place sees a later one. */
  public static Tensor generateSquareSubsequentMask(long sz) {
    return generateSquareSubsequentMask(sz, null, null);
  }

  /**
   * The mask in which no place sees a later one: Python's {@code
   * Transformer.generate_square_subsequent_mask(sz, device, dtype)}.
   *
   * @param sz the length of the sequence
   * @param device where the mask is to be; null for the CPU
   * @param dtype null for the default dtype
   * @return of shape (sz, sz), minus infinity above the diagonal and zero elsewhere
   */
  public static Tensor generateSquareSubsequentMask(
      long sz, @Nullable Device device, @Nullable DType dtype) {
    try (Scope scope = Torch.scope()) {
      Tensor full =
          Aten.full(
              new long[] {sz, sz},
              Double.NEGATIVE_INFINITY,
              dtype == null ? Torch.getDefaultDtype() : dtype,
              null,
              device,
              null);
      return scope.keep(full.triu(1));
    }
  }

  /** Whether a mask is the causal one: what the caller says, or what a look at it says. */
  static boolean isCausal(
      @Nullable Tensor mask, @Nullable Boolean said, Tensor input, boolean batchFirst) {
    if (said != null || mask == null) {
      return Boolean.TRUE.equals(said);
    }
    long size = input.dim() == 2 ? input.size(0) : input.size(batchFirst ? 1 : 0);
    try (Scope scope = Torch.scope()) {
      if (!mask.size().equals(Torch.size(size, size)) || !mask.dtype().isFloatingPoint()) {
        return false;
      }
      return mask.equal(generateSquareSubsequentMask(size, mask.device(), mask.dtype()));
    }
  }
}
