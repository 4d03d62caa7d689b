package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One computation of attention with several heads, in the order of Python's function. */
final class MultiHeadAttentionCall {
  private final long embedDim;
  private final long heads;
  private final long headDim;
  private final AttentionProjections projections;
  private final boolean addZeroAttn;
  private final double dropout;
  private final MultiHeadAttentionOptions o;
  private boolean isCausal;

  MultiHeadAttentionCall(
      long embedDim,
      long heads,
      AttentionProjections projections,
      boolean addZeroAttn,
      double dropout,
      MultiHeadAttentionOptions options) {
    this.embedDim = embedDim;
    this.heads = heads;
    this.headDim = embedDim / heads;
    this.projections = projections;
    this.addZeroAttn = addZeroAttn;
    this.dropout = dropout;
    this.o = options;
    this.isCausal = options.isCausal;
    if (headDim * heads != embedDim) {
      throw new ValueException("embed_dim " + embedDim + " not divisible by num_heads " + heads);
    }
  }

  MultiheadAttention.Output run(Tensor query, Tensor key, Tensor value) {
    boolean isBatched = AttentionShapes.check(query, key, value, o, heads);
    try (Scope scope = Torch.scope()) {
      Tensor q = isBatched ? query : query.unsqueeze(1);
      Tensor k = isBatched ? key : key == query ? q : key.unsqueeze(1);
      Tensor v = isBatched ? value : value == key ? k : value.unsqueeze(1);
      Tensor padding =
          o.keyPaddingMask == null || isBatched ? o.keyPaddingMask : o.keyPaddingMask.unsqueeze(0);
      padding =
          AttentionMasks.canonical(
              padding, "key_padding_mask", o.attnMask, "attn_mask", query.dtype());
      Tensor mask = attentionMask(padding, query);
      checkEmbedding(q, k, v);
      Tensor[] projected = projected(q, k, v);
      if (mask != null) {
        mask = threeDimensional(mask, q.size(0), k.size(0), q.size(1));
      }
      MultiheadAttention.Output output = attend(projected, padding, mask, q.size(0), q.size(1));
      Tensor weights = output.attnOutputWeights();
      return scope.keepAll(
          isBatched
              ? output
              : new MultiheadAttention.Output(
                  output.attnOutput().squeeze(1), weights == null ? null : weights.squeeze(0)));
    }
  }

  private @Nullable Tensor attentionMask(@Nullable Tensor padding, Tensor query) {
    if (isCausal && o.attnMask == null) {
      throw new TorchException(
          "Need attn_mask if specifying the is_causal hint. You may use the Transformer module"
              + " method `generate_square_subsequent_mask` to create this mask.");
    }
    if (isCausal && padding == null && !o.needWeights) {
      return null; // the hint says it all
    }
    if (padding != null) {
      isCausal = false; // together with the padding the mask is another one
    }
    return AttentionMasks.canonical(o.attnMask, "attn_mask", null, "", query.dtype());
  }

  private void checkEmbedding(Tensor q, Tensor k, Tensor v) {
    if (q.size(2) != embedDim) {
      throw new ValueException(
          "was expecting embedding dimension of " + embedDim + ", but got " + q.size(2));
    }
    if (!o.useSeparateProjWeight && !k.size().equals(v.size())) {
      throw new ValueException("key shape " + k.size() + " does not match value shape " + v.size());
    }
    if (o.useSeparateProjWeight && (k.size(0) != v.size(0) || k.size(1) != v.size(1))) {
      throw new ValueException(
          "key's sequence and batch dims "
              + Torch.size(k.size(0), k.size(1))
              + " do not match value's "
              + Torch.size(v.size(0), v.size(1)));
    }
  }

  // ---- projections

  private Tensor[] projected(Tensor q, Tensor k, Tensor v) {
    Tensor bias = projections.inProjBias();
    if (o.useSeparateProjWeight) {
      List<Tensor> biases = bias == null ? List.of() : bias.chunk(3);
      return new Tensor[] {
        linear(q, wanted(o.projectionOfQueries, "q_proj_weight"), biases, 0),
        linear(k, wanted(o.projectionOfKeys, "k_proj_weight"), biases, 1),
        linear(v, wanted(o.projectionOfValues, "v_proj_weight"), biases, 2)
      };
    }
    Tensor weight = projections.inProjWeight();
    if (weight == null) {
      throw new ValueException("use_separate_proj_weight is False but in_proj_weight is None");
    }
    long size = q.size(-1);
    if (k == v && q == k) {
      return split(F.linear(q, weight, bias), 3, size);
    }
    if (k == v) {
      List<Tensor> weights = weight.split(new long[] {size, 2 * size}, 0);
      List<Tensor> biases = bias == null ? List.of() : bias.split(new long[] {size, 2 * size}, 0);
      Tensor projected = linear(q, weights.get(0), biases, 0);
      Tensor[] both = split(linear(k, weights.get(1), biases, 1), 2, size);
      return new Tensor[] {projected, both[0], both[1]};
    }
    List<Tensor> weights = weight.chunk(3);
    List<Tensor> biases = bias == null ? List.of() : bias.chunk(3);
    return new Tensor[] {
      linear(q, weights.get(0), biases, 0),
      linear(k, weights.get(1), biases, 1),
      linear(v, weights.get(2), biases, 2)
    };
  }

  private static Tensor wanted(@Nullable Tensor weight, String name) {
    if (weight == null) {
      throw new ValueException("use_separate_proj_weight is True but " + name + " is None");
    }
    return weight;
  }

  private static Tensor linear(Tensor x, Tensor weight, List<Tensor> biases, int place) {
    return Aten.linear(x, weight, biases.isEmpty() ? null : biases.get(place));
  }

  private static Tensor[] split(Tensor projected, long parts, long size) {
    Tensor together =
        projected.unflatten(-1, parts, size).unsqueeze(0).transpose(0, -2).squeeze(-2).contiguous();
    Tensor[] split = new Tensor[(int) parts];
    for (int i = 0; i < parts; i++) {
      split[i] = together.select(0, i);
    }
    return split;
  }

  // ---- attention

  private Tensor threeDimensional(Tensor mask, long target, long source, long batch) {
    Size expected =
        mask.dim() == 2 ? Torch.size(target, source) : Torch.size(batch * heads, target, source);
    if (!mask.size().equals(expected)) {
      String tuple = Arrays.toString(expected.toArray()).replace('[', '(').replace(']', ')');
      throw new TorchException(
          "The shape of the "
              + mask.dim()
              + "D attn_mask is "
              + mask.size()
              + ", but should be "
              + tuple
              + ".");
    }
    return mask.dim() == 2 ? mask.unsqueeze(0) : mask;
  }

  private MultiheadAttention.Output attend(
      Tensor[] projected,
      @Nullable Tensor paddingMask,
      @Nullable Tensor attentionMask,
      long target,
      long batch) {
    Tensor padding = paddingMask;
    Tensor mask = attentionMask;
    Tensor keys = projected[1];
    Tensor values = projected[2];
    if (projections.biasK() != null && projections.biasV() != null) {
      if (o.staticK != null || o.staticV != null) {
        throw new ValueException(
            "bias cannot be added to static " + (o.staticK != null ? "key." : "value."));
      }
      keys = Torch.cat(List.of(keys, projections.biasK().repeat(1, batch, 1)));
      values = Torch.cat(List.of(values, projections.biasV().repeat(1, batch, 1)));
      mask = padded(mask);
      padding = padded(padding);
    }
    Tensor q = perHead(projected[0], target, batch);
    Tensor k =
        o.staticK == null ? perHead(keys, keys.size(0), batch) : fixed(o.staticK, "k", batch);
    Tensor v =
        o.staticV == null ? perHead(values, values.size(0), batch) : fixed(o.staticV, "v", batch);
    if (addZeroAttn) {
      long[] one = {batch * heads, 1, headDim};
      k = Torch.cat(List.of(k, k.newZeros(one)), 1);
      v = Torch.cat(List.of(v, v.newZeros(one)), 1);
      mask = padded(mask);
      padding = padded(padding);
    }
    mask = merged(mask, padding, k.size(1), batch);
    return o.needWeights
        ? withWeights(q, k, v, mask, target, batch)
        : withoutWeights(q, k, v, mask, target, batch);
  }

  private static @Nullable Tensor padded(@Nullable Tensor mask) {
    return mask == null ? null : Aten.constant_pad_nd(mask, new long[] {0, 1}, 0);
  }

  private Tensor perHead(Tensor x, long length, long batch) {
    return x.view(length, batch * heads, headDim).transpose(0, 1);
  }

  private Tensor fixed(Tensor given, String name, long batch) {
    if (given.size(0) != batch * heads) {
      throw new ValueException(
          "expecting static_"
              + name
              + ".size(0) of "
              + batch * heads
              + ", but got "
              + given.size(0));
    }
    if (given.size(2) != headDim) {
      throw new ValueException(
          "expecting static_" + name + ".size(2) of " + headDim + ", but got " + given.size(2));
    }
    return given;
  }

  private @Nullable Tensor merged(
      @Nullable Tensor mask, @Nullable Tensor padding, long source, long batch) {
    if (padding == null) {
      return mask;
    }
    for (int i = 0; i < 2; i++) {
      long expected = i == 0 ? batch : source;
      if (padding.size(i) != expected) {
        throw new ValueException(
            "Expected key_padded_mask.shape["
                + i
                + "] to be "
                + expected
                + ", but got "
                + padding.size(i));
      }
    }
    Tensor expanded =
        padding
            .view(batch, 1, 1, source)
            .expand(-1, heads, -1, -1)
            .reshape(batch * heads, 1, source);
    return mask == null ? expanded : mask.add(expanded);
  }

  private MultiheadAttention.Output withWeights(
      Tensor q, Tensor k, Tensor v, @Nullable Tensor mask, long target, long batch) {
    Tensor scaled = q.mul(Math.sqrt(1.0 / headDim));
    Tensor transposed = k.transpose(-2, -1);
    Tensor scores =
        mask == null ? Aten.bmm(scaled, transposed) : Aten.baddbmm(mask, scaled, transposed, 1, 1);
    Tensor weights = Aten.softmax_int(scores, -1, null);
    if (dropout > 0) {
      weights = Aten.dropout(weights, dropout, true);
    }
    Tensor mixed = Aten.bmm(weights, v).transpose(0, 1).contiguous().view(target * batch, embedDim);
    Tensor output = output(mixed, target, batch);
    Tensor perHead = weights.view(batch, heads, target, k.size(1));
    return new MultiheadAttention.Output(output, o.averageAttnWeights ? perHead.mean(1) : perHead);
  }

  private MultiheadAttention.Output withoutWeights(
      Tensor q, Tensor k, Tensor v, @Nullable Tensor mask, long target, long batch) {
    long source = k.size(1);
    Tensor fourDimensional =
        mask == null
            ? null
            : mask.size(0) == 1 ? mask.unsqueeze(0) : mask.view(batch, heads, -1, source);
    Tensor mixed =
        Aten.scaled_dot_product_attention(
            q.view(batch, heads, target, headDim),
            k.view(batch, heads, source, headDim),
            v.view(batch, heads, source, headDim),
            fourDimensional,
            dropout,
            isCausal,
            null,
            false);
    Tensor rows = mixed.permute(2, 0, 1, 3).contiguous().view(batch * target, embedDim);
    return new MultiheadAttention.Output(output(rows, target, batch), null);
  }

  private Tensor output(Tensor rows, long target, long batch) {
    Tensor projected = Aten.linear(rows, projections.outProjWeight(), projections.outProjBias());
    return projected.view(target, batch, projected.size(1));
  }
}
