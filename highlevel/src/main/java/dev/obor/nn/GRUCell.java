package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * One step of a gated recurrent unit: Python's {@code torch.nn.GRUCell}. {@link GRU} has the
 * formulas.
 *
 * <p>Input: (N, inputSize) or (inputSize). Hidden state: (N, hiddenSize) or (hiddenSize), zeros if
 * it is not given. Output: the new hidden state. {@link RNNCellBase} has the initial values of the
 * weights.
 *
 * <pre>{@code
 * Tensor h = new GRUCell(10, 20).call(Torch.randn(3, 10), Torch.zeros(3, 20));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class GRUCell extends RNNCellBase {
  /** Keyword arguments of the constructor. */
  public static final class Options extends CellOptions<Options> {
    Options() {}

    @Override
    Options self() {
      return this;
    }
  }

  /** Makes a cell: Python's {@code nn.GRUCell(input_size, hidden_size)}. */
  public GRUCell(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, o -> {});
  }

  /**
   * Makes a cell with or without biases: Python's {@code nn.GRUCell(input_size, hidden_size,
   * bias)}.
   */
  public GRUCell(long inputSize, long hiddenSize, boolean bias) {
    this(inputSize, hiddenSize, o -> o.bias(bias));
  }

  /** Makes a cell with keyword arguments: {@code nn.GRUCell(10, 20, bias=False)}. */
  public GRUCell(long inputSize, long hiddenSize, Consumer<Options> options) {
    super(inputSize, hiddenSize, 3, read(options));
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
    return new Tensor[] {Aten.gru_cell(input, states[0], weightIh, weightHh, biasIh, biasHh)};
  }
}
