package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.TorchException;
import java.util.function.Consumer;

/**
 * One step of a recurrent network after Elman: Python's {@code torch.nn.RNNCell}, {@code h' =
 * tanh(W_ih x + b_ih + W_hh h + b_hh)}, or with ReLU in place of tanh.
 *
 * <p>Input: (N, inputSize) or (inputSize). Hidden state: (N, hiddenSize) or (hiddenSize), zeros if
 * it is not given. Output: the new hidden state. {@link RNNCellBase} has the initial values of the
 * weights.
 *
 * <pre>{@code
 * RNNCell cell = new RNNCell(10, 20);
 * Tensor h = Torch.zeros(3, 20);
 * for (Tensor x : Torch.randn(6, 3, 10).unbind(0)) {
 *   h = cell.call(x, h);
 * }
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class RNNCell extends RNNCellBase {
  /** The function: {@code tanh} or {@code relu}. */
  public final String nonlinearity;

  /** Keyword arguments of the constructor. */
  public static final class Options extends CellOptions<Options> {
    private String nonlinearity = "tanh";

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets the function, {@code tanh}, the default, or {@code relu}. */
    public Options nonlinearity(String value) {
      this.nonlinearity = value;
      return this;
    }
  }

  /** Makes a cell: Python's {@code nn.RNNCell(input_size, hidden_size)}. */
  public RNNCell(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, o -> {});
  }

  /**
   * Makes a cell with or without biases: Python's {@code nn.RNNCell(input_size, hidden_size,
   * bias)}.
   */
  public RNNCell(long inputSize, long hiddenSize, boolean bias) {
    this(inputSize, hiddenSize, o -> o.bias(bias));
  }

  /** Makes a cell with keyword arguments: {@code nn.RNNCell(10, 20, nonlinearity='relu')}. */
  public RNNCell(long inputSize, long hiddenSize, Consumer<Options> options) {
    this(inputSize, hiddenSize, read(options));
  }

  private RNNCell(long inputSize, long hiddenSize, Options o) {
    super(inputSize, hiddenSize, 1, o);
    this.nonlinearity = o.nonlinearity;
  }

  private static Options read(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  @Override
  public Tensor forward(Tensor input) {
    return run(input)[0];
  }

  @Override
  public Tensor forward(Tensor input, Tensor hx) {
    return run(input, hx)[0];
  }

  @Override
  Tensor[] kernel(Tensor input, Tensor[] states) {
    return new Tensor[] {
      switch (nonlinearity) {
        case "tanh" -> Aten.rnn_tanh_cell(input, states[0], weightIh, weightHh, biasIh, biasHh);
        case "relu" -> Aten.rnn_relu_cell(input, states[0], weightIh, weightHh, biasIh, biasHh);
        default -> throw new TorchException("Unknown nonlinearity: " + nonlinearity);
      }
    };
  }

  @Override
  public String extraRepr() {
    return super.extraRepr()
        + (nonlinearity.equals("tanh") ? "" : ", nonlinearity=" + nonlinearity);
  }
}
