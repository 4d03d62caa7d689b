package dev.obor.nn;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several decoder layers: Python's {@code torch.nn.TransformerDecoder}.
 *
 * <p>The layers are copies of one, so they start from the same parameters. Inputs and output: those
 * of {@link TransformerDecoderLayer}.
 *
 * <pre>{@code
 * var decoder = new TransformerDecoder(new TransformerDecoderLayer(512, 8), 6);
 * decoder.call(Torch.randn(20, 32, 512), memory);
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class TransformerDecoder extends Module {
  /** The layers. */
  public ModuleList<TransformerDecoderLayer> layers = new ModuleList<>();

  /** The number of layers: Python's {@code num_layers}. */
  public final long numLayers;

  /** Runs behind the last layer, or null. */
  public @Nullable Module norm;

  /** Keyword arguments of {@link #call(Tensor, Tensor, Consumer)}. */
  public static final class CallOptions extends DecoderCallOptions<CallOptions> {
    CallOptions() {}

    @Override
    CallOptions self() {
      return this;
    }
  }

  /** Makes a decoder: Python's {@code nn.TransformerDecoder(decoder_layer, num_layers)}. */
  public TransformerDecoder(TransformerDecoderLayer decoderLayer, long numLayers) {
    this(decoderLayer, numLayers, null);
  }

  /**
   * Makes a decoder: {@code nn.TransformerDecoder(decoder_layer, num_layers, norm)}.
   *
   * @param decoderLayer what is copied
   * @param numLayers the number of copies
   * @param norm runs behind the last layer, or null
   */
  public TransformerDecoder(
      TransformerDecoderLayer decoderLayer, long numLayers, @Nullable Module norm) {
    for (long i = 0; i < numLayers; i++) {
      layers.append((TransformerDecoderLayer) decoderLayer.copy());
    }
    this.numLayers = numLayers;
    this.norm = norm;
  }

  /**
   * Decodes with keyword arguments, with the hooks around it: {@code decoder(tgt, memory,
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
    Map<String, Object> arguments = new LinkedHashMap<>(kwargs);
    Boolean isCausal = Kwargs.value(kwargs, "tgt_is_causal", Boolean.class);
    boolean batchFirst = layers.get(0).selfAttn.batchFirst;
    Tensor mask = Kwargs.tensor(kwargs, "tgt_mask");
    arguments.put("tgt_is_causal", Transformer.isCausal(mask, isCausal, tgt, batchFirst));
    try (Scope scope = Torch.scope()) {
      Tensor output = tgt;
      for (TransformerDecoderLayer layer : layers) {
        output = layer.call(output, memory, new LinkedHashMap<>(arguments));
      }
      return scope.keep(norm == null ? output : norm.call(output));
    }
  }
}
