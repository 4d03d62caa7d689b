package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import java.util.function.Consumer;

/**
 * One step of a long short-term memory: Python's {@code torch.nn.LSTMCell}. {@link LSTM} has the
 * formulas.
 *
 * <p>Input: (N, inputSize) or (inputSize). States: (N, hiddenSize) or (hiddenSize), zeros if they
 * are not given. Output: the new states. {@link RNNCellBase} has the initial values of the weights.
 *
 * <pre>{@code
 * LSTMCell cell = new LSTMCell(10, 20);
 * LSTMCell.Output first = cell.call(Torch.randn(3, 10));
 * LSTMCell.Output second = cell.call(Torch.randn(3, 10), first.h1(), first.c1());
 * }</pre>
 *
 * <p>Seen as a {@link Module} it gives the hidden state alone.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class LSTMCell extends RNNCellBase {
  /**
   * What the cell gives.
   *
   * @param h1 the new hidden state: Python's {@code h_1}
   * @param c1 the new cell state: Python's {@code c_1}
   */
  public record Output(Tensor h1, Tensor c1) {}

  /** Keyword arguments of the constructor. */
  public static final class Options extends CellOptions<Options> {
    Options() {}

    @Override
    Options self() {
      return this;
    }
  }

  /** Makes a cell: Python's {@code nn.LSTMCell(input_size, hidden_size)}. */
  public LSTMCell(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, o -> {});
  }

  /**
   * Makes a cell with or without biases: Python's {@code nn.LSTMCell(input_size, hidden_size,
   * bias)}.
   */
  public LSTMCell(long inputSize, long hiddenSize, boolean bias) {
    this(inputSize, hiddenSize, o -> o.bias(bias));
  }

  /** Makes a cell with keyword arguments: {@code nn.LSTMCell(10, 20, bias=False)}. */
  public LSTMCell(long inputSize, long hiddenSize, Consumer<Options> options) {
    super(inputSize, hiddenSize, 4, read(options));
  }

  private static Options read(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  /** Steps from zeros, with the hooks around it: Python's {@code cell(input)}. */
  public Output call(Tensor input) {
    return callWithHooks(
        Output.class, (args, kwargs) -> output(run((Tensor) args[0])), new Object[] {input});
  }

  /** Steps, with the hooks around it: Python's {@code cell(input, (h0, c0))}. */
  public Output call(Tensor input, Tensor h0, Tensor c0) {
    return callWithHooks(
        Output.class,
        (args, kwargs) -> output(run((Tensor) args[0], (Tensor) args[1], (Tensor) args[2])),
        input,
        h0,
        c0);
  }

  private static Output output(Tensor[] results) {
    return new Output(results[0], results[1]);
  }

  @Override
  public Tensor forward(Tensor input) {
    return first(run(input));
  }

  @Override
  public Tensor forward(Tensor input, Tensor h0, Tensor c0) {
    return first(run(input, h0, c0));
  }

  private static Tensor first(Tensor[] results) {
    results[1].close();
    return results[0];
  }

  @Override
  Tensor[] kernel(Tensor input, Tensor[] states) {
    return Aten.lstm_cell(input, states, weightIh, weightHh, biasIh, biasHh);
  }
}
