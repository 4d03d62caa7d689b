package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments that transformers and their layers take.
 *
 * @param <O> the subclass itself, so that calls can be chained
 */
public abstract class TransformerLayerOptions<O extends TransformerLayerOptions<O>>
    extends LayerOptions<O> {
  long dimFeedforward = 2048;
  double dropout = 0.1;
  UnaryOperator<Tensor> activation = Aten::relu;
  @Nullable Module activationModule;

  /** 1 and 2 for the functions that LibTorch's fused layer knows, ReLU and GELU; else 0. */
  int activationReluOrGelu = 1;

  double layerNormEps = 1e-5;
  boolean batchFirst;
  boolean normFirst;
  boolean bias = true;

  TransformerLayerOptions() {}

  final void takeFrom(TransformerLayerOptions<?> other) {
    dimFeedforward = other.dimFeedforward;
    dropout = other.dropout;
    activation = other.activation;
    activationModule = other.activationModule;
    activationReluOrGelu = other.activationReluOrGelu;
    layerNormEps = other.layerNormEps;
    batchFirst = other.batchFirst;
    normFirst = other.normFirst;
    bias = other.bias;
    like(other);
  }

  /** Sets the size of the hidden layer behind attention; default 2048. */
  public O dimFeedforward(long value) {
    this.dimFeedforward = value;
    return self();
  }

  /** Sets how likely an element is dropped in training; default 0.1. */
  public O dropout(double value) {
    this.dropout = value;
    return self();
  }

  /**
   * Sets the function of the hidden layer by name: {@code relu}, the default, or {@code gelu}.
   *
   * @throws TorchException if it is another
   */
  public O activation(String value) {
    switch (value) {
      case "relu" -> {
        activation(Aten::relu);
        activationReluOrGelu = 1;
      }
      case "gelu" -> {
        activation((Tensor x) -> Aten.gelu(x, "none"));
        activationReluOrGelu = 2;
      }
      default -> throw new TorchException("activation should be relu/gelu, not " + value);
    }
    return self();
  }

  /** Sets the function of the hidden layer. */
  public O activation(UnaryOperator<Tensor> value) {
    this.activation = value;
    this.activationModule = null;
    this.activationReluOrGelu = 0;
    return self();
  }

  /** Sets the function of the hidden layer by a module, which becomes part of the layer. */
  public O activation(Module value) {
    activation((Tensor x) -> value.call(x));
    this.activationModule = value;
    this.activationReluOrGelu = value instanceof ReLU ? 1 : value instanceof GELU ? 2 : 0;
    return self();
  }

  /** Sets what keeps the normalisations' divisors from zero; default 1e-5. */
  public O layerNormEps(double value) {
    this.layerNormEps = value;
    return self();
  }

  /** Sets whether tensors are of shape (N, L, E) instead of (L, N, E); default false. */
  public O batchFirst(boolean value) {
    this.batchFirst = value;
    return self();
  }

  /** Sets whether each part is normalised before it and not behind it; default false. */
  public O normFirst(boolean value) {
    this.normFirst = value;
    return self();
  }

  /** Sets whether layers and normalisations have biases; default true. */
  public O bias(boolean value) {
    this.bias = value;
    return self();
  }

  final MultiheadAttention attention(long dModel, long nhead) {
    return new MultiheadAttention(
        dModel, nhead, o -> o.like(this).dropout(dropout).bias(bias).batchFirst(batchFirst));
  }

  final Linear linear(long in, long out) {
    return new Linear(in, out, o -> o.like(this).bias(bias));
  }

  final LayerNorm norm(long dModel) {
    return new LayerNorm(dModel, o -> o.like(this).eps(layerNormEps).bias(bias));
  }
}
