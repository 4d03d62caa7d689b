package dev.obor.nn;

import static dev.obor.nn.ModelCases.add;

import dev.obor.Tensor;
import dev.obor.Torch;

/** The cases of {@code model_cases.py} with attention. */
final class AttentionCases {
  private AttentionCases() {}

  private static Tensor causal() {
    return Torch.tensor(
        new boolean[][] {{false, true, true}, {false, false, true}, {false, false, false}});
  }

  private static Tensor padding() {
    return Torch.tensor(new boolean[][] {{false, false, true}, {false, false, false}});
  }

  static void addAll() {
    add(
        "F.scaled_dot_product_attention",
        () -> new L1Loss(),
        (m, x) -> F.scaledDotProductAttention(x[0], x[1], x[2]));
    add(
        "F.scaled_dot_product_attention mask",
        () -> new L1Loss(),
        (m, x) -> F.scaledDotProductAttention(x[0], x[1], x[2], x[3]));
    add(
        "F.scaled_dot_product_attention causal",
        () -> new L1Loss(),
        (m, x) ->
            F.scaledDotProductAttention(
                x[0], x[1], x[2], o -> o.isCausal(true).scale(0.7).dropoutP(0.3)));
    addAttention();
    addMaskedAttention();
    addTransformers();
  }

  private static void addAttention() {
    add(
        "MultiheadAttention",
        () -> new MultiheadAttention(4, 2),
        (m, x) -> m.call(x[0], x[1], x[2]));
    add(
        "MultiheadAttention self",
        () -> new MultiheadAttention(4, 2, o -> o.batchFirst(true)),
        (m, x) -> m.call(x[0], x[0], x[0]));
    add(
        "MultiheadAttention self without weights",
        () -> new MultiheadAttention(4, 2, o -> o.batchFirst(true).dropout(0.3)),
        (m, x) -> m.call(x[0], x[0], x[0], o -> o.needWeights(false)));
    add(
        "MultiheadAttention memory",
        () -> new MultiheadAttention(4, 2, o -> o.bias(false)),
        (m, x) -> m.call(x[0], x[1], x[1]));
    add(
        "MultiheadAttention dropout",
        () -> new MultiheadAttention(4, 2, o -> o.dropout(0.3)),
        (m, x) -> m.call(x[0], x[1], x[2]));
    add(
        "MultiheadAttention sizes",
        () -> new MultiheadAttention(4, 2, o -> o.kdim(3).vdim(5)),
        (m, x) -> m.call(x[0], x[1], x[2]));
    add(
        "MultiheadAttention bias_kv",
        () -> new MultiheadAttention(4, 2, o -> o.addBiasKv(true).addZeroAttn(true)),
        (m, x) -> m.call(x[0], x[1], x[2], o -> o.keyPaddingMask(x[3]).averageAttnWeights(false)));
    add(
        "MultiheadAttention unbatched",
        () -> new MultiheadAttention(4, 2),
        (m, x) -> m.call(x[0], x[1], x[2]));
  }

  private static void addMaskedAttention() {
    add(
        "MultiheadAttention masks",
        () -> new MultiheadAttention(4, 2, o -> o.batchFirst(true)),
        (m, x) -> m.call(x[0], x[0], x[0], o -> o.attnMask(x[1]).keyPaddingMask(x[2])));
    add(
        "MultiheadAttention three masks",
        () -> new MultiheadAttention(4, 2),
        (m, x) -> m.call(x[0], x[0], x[0], o -> o.attnMask(x[1]).needWeights(false)));
    add(
        "MultiheadAttention causal",
        () -> new MultiheadAttention(4, 2),
        (m, x) ->
            m.call(
                x[0],
                x[0],
                x[0],
                o ->
                    o.attnMask(Transformer.generateSquareSubsequentMask(3))
                        .isCausal(true)
                        .needWeights(false)));
    add(
        "MultiheadAttention fused masks",
        () -> new MultiheadAttention(4, 2, o -> o.batchFirst(true)),
        (m, x) -> m.call(x[0], x[0], x[0], o -> o.attnMask(causal()).keyPaddingMask(padding())));
  }

  private static void addTransformers() {
    add("TransformerEncoderLayer", () -> new TransformerEncoderLayer(4, 2, 6));
    add(
        "TransformerEncoderLayer batch_first",
        () -> new TransformerEncoderLayer(4, 2, 6, o -> o.batchFirst(true).activation("gelu")),
        (m, x) -> m.call(x[0], o -> o.srcKeyPaddingMask(padding())));
    add(
        "TransformerEncoderLayer norm_first",
        () ->
            new TransformerEncoderLayer(
                4, 2, 6, o -> o.normFirst(true).dropout(0).batchFirst(true)),
        (m, x) -> m.call(x[0], o -> o.srcMask(causal())));
    add(
        "TransformerEncoderLayer without bias",
        () -> new TransformerEncoderLayer(4, 2, 6, o -> o.bias(false).layerNormEps(0.01)));
    add(
        "TransformerEncoderLayer unbatched",
        () -> new TransformerEncoderLayer(4, 2, 6, o -> o.activation(Tensor::tanh)));
    add("TransformerDecoderLayer", () -> new TransformerDecoderLayer(4, 2, 6));
    add(
        "TransformerDecoderLayer norm_first",
        () ->
            new TransformerDecoderLayer(
                4, 2, 6, o -> o.normFirst(true).batchFirst(true).activation("gelu")),
        (m, x) -> m.call(x[0], x[1], o -> o.tgtMask(causal()).memoryKeyPaddingMask(padding())));
    add(
        "TransformerEncoder",
        () -> new TransformerEncoder(new TransformerEncoderLayer(4, 2, 6), 2));
    add(
        "TransformerEncoder padding",
        () ->
            new TransformerEncoder(
                new TransformerEncoderLayer(4, 2, 6, o -> o.batchFirst(true)), 2, new LayerNorm(4)),
        (m, x) -> m.call(x[0], o -> o.srcKeyPaddingMask(padding())));
    add(
        "TransformerEncoder causal",
        () ->
            new TransformerEncoder(
                new TransformerEncoderLayer(4, 2, 6, o -> o.batchFirst(true)), 2),
        (m, x) -> m.call(x[0], o -> o.mask(causal())));
    add(
        "TransformerDecoder",
        () -> new TransformerDecoder(new TransformerDecoderLayer(4, 2, 6), 2, new LayerNorm(4)),
        (m, x) -> m.call(x[0], x[1], o -> o.tgtMask(causal())));
    add(
        "Transformer",
        () ->
            new Transformer(
                o ->
                    o.dModel(4)
                        .nhead(2)
                        .numEncoderLayers(1)
                        .numDecoderLayers(2)
                        .dimFeedforward(6)));
    add(
        "Transformer masks",
        () ->
            new Transformer(
                o ->
                    o.dModel(4)
                        .nhead(2)
                        .numEncoderLayers(2)
                        .numDecoderLayers(1)
                        .dimFeedforward(6)
                        .batchFirst(true)
                        .normFirst(true)),
        (m, x) ->
            m.call(
                x[0],
                x[1],
                o ->
                    o.srcMask(causal())
                        .tgtMask(Transformer.generateSquareSubsequentMask(3))
                        .srcKeyPaddingMask(padding())
                        .tgtIsCausal(true)));
  }
}
