package dev.obor.nn;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import org.jspecify.annotations.Nullable;

/**
 * What the cells {@link RNNCell}, {@link LSTMCell} and {@link GRUCell} have in common: Python's
 * {@code torch.nn.RNNCellBase}.
 *
 * <p>The weights are drawn from the uniform distribution over [-k, k) with {@code k = 1 /
 * sqrt(hiddenSize)}, in the order of the fields.
 */
public abstract class RNNCellBase extends Module {
  /** The size of each input: Python's {@code input_size}. */
  public final long inputSize;

  /** The size of the hidden state: Python's {@code hidden_size}. */
  public final long hiddenSize;

  /** Whether the cell adds biases. */
  public final boolean bias;

  /** The weights of the input, of shape (gates · hiddenSize, inputSize): {@code weight_ih}. */
  @Name("weight_ih")
  public Tensor weightIh;

  /** The weights of the hidden state, of shape (gates · hiddenSize, hiddenSize). */
  @Name("weight_hh")
  public Tensor weightHh;

  /** The bias of the input, of shape (gates · hiddenSize), or null: {@code bias_ih}. */
  @Name("bias_ih")
  public @Nullable Tensor biasIh;

  /** The bias of the hidden state, of shape (gates · hiddenSize), or null: {@code bias_hh}. */
  @Name("bias_hh")
  public @Nullable Tensor biasHh;

  /**
   * The keyword arguments that all cells take.
   *
   * @param <O> the subclass itself, so that calls can be chained
   */
  public abstract static class CellOptions<O extends CellOptions<O>> extends LayerOptions<O> {
    private boolean bias = true;

    CellOptions() {}

    /** Sets whether the cell adds biases; default true. */
    public O bias(boolean value) {
      this.bias = value;
      return self();
    }
  }

  RNNCellBase(long inputSize, long hiddenSize, long gates, CellOptions<?> o) {
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.bias = o.bias;
    this.weightIh = o.parameter(gates * hiddenSize, inputSize);
    this.weightHh = o.parameter(gates * hiddenSize, hiddenSize);
    this.biasIh = bias ? o.parameter(gates * hiddenSize) : null;
    this.biasHh = bias ? o.parameter(gates * hiddenSize) : null;
    resetParameters();
  }

  /** Draws new initial values: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    double bound = hiddenSize > 0 ? 1 / Math.sqrt((double) hiddenSize) : 0;
    for (Tensor weight : parameters()) {
      Init.uniform_(weight, -bound, bound);
    }
  }

  /** LibTorch's function for a batch. */
  abstract Tensor[] kernel(Tensor input, Tensor[] states);

  /** The new states, for a batch or a single input. */
  final Tensor[] run(Tensor input, Tensor... states) {
    check(input, "input");
    for (int i = 0; i < states.length; i++) {
      check(states[i], states.length == 1 ? "hidden" : "hx[" + i + "]");
    }
    boolean isBatched = input.dim() == 2;
    try (Scope scope = Torch.scope()) {
      Tensor batch = isBatched ? input : input.unsqueeze(0);
      Tensor[] given = new Tensor[this instanceof LSTMCell ? 2 : 1];
      for (int i = 0; i < given.length; i++) {
        if (states.length == 0) {
          given[i] = i == 0 ? batch.newZeros(batch.size(0), hiddenSize) : given[0];
        } else {
          given[i] = isBatched ? states[i] : states[i].unsqueeze(0);
        }
      }
      checkSizes(batch, given);
      Tensor[] results = kernel(batch, given);
      for (int i = 0; i < results.length && !isBatched; i++) {
        results[i] = results[i].squeeze(0);
      }
      return scope.keepAll(results);
    }
  }

  /** In the words of LibTorch, whose own checks come only after the weights'. */
  private void checkSizes(Tensor batch, Tensor[] states) {
    if (batch.size(1) != inputSize) {
      throw new TorchException(
          "input has inconsistent input_size: got " + batch.size(1) + " expected " + inputSize);
    }
    for (int i = 0; i < states.length; i++) {
      if (states[i].size(0) != batch.size(0)) {
        throw new TorchException(
            "Input batch size "
                + batch.size(0)
                + " doesn't match hidden"
                + i
                + " batch size "
                + states[i].size(0));
      }
      if (states[i].size(1) != hiddenSize) {
        throw new TorchException(
            "hidden"
                + i
                + " has inconsistent hidden_size: got "
                + states[i].size(1)
                + ", expected "
                + hiddenSize);
      }
    }
  }

  private void check(Tensor tensor, String name) {
    long dim = tensor.dim();
    if (dim != 1 && dim != 2) {
      throw new ValueException(
          getName() + ": Expected " + name + " to be 1D or 2D, got " + dim + "D instead");
    }
  }

  @Override
  public String extraRepr() {
    return inputSize + ", " + hiddenSize + (bias ? "" : ", bias=False");
  }
}
