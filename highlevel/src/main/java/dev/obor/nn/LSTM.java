package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.nn.utils.rnn.PackedSequence;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Long short-term memory, of one or more layers: Python's {@code torch.nn.LSTM}.
 *
 * <p>At each step
 *
 * <pre>{@code
 * i = sigmoid(W_ii x + b_ii + W_hi h + b_hi)
 * f = sigmoid(W_if x + b_if + W_hf h + b_hf)
 * g = tanh(W_ig x + b_ig + W_hg h + b_hg)
 * o = sigmoid(W_io x + b_io + W_ho h + b_ho)
 * c = f * c + i * g
 * h = o * tanh(c)
 * }</pre>
 *
 * <p>where {@code weight_ih_l0} has W_ii, W_if, W_ig and W_io below each other, and so on. With
 * {@code projSize} the hidden state is multiplied by another weight, {@code weight_hr_l0}.
 *
 * <p>Input: (L, N, inputSize), with {@code batchFirst} (N, L, inputSize), without batches (L,
 * inputSize), or packed. Initial states: as the last ones in {@link Output}, which has the shapes
 * of all results; zeros if they are not given. {@link RNNBase} has the names and the initial values
 * of the weights.
 *
 * <pre>{@code
 * LSTM lstm = new LSTM(10, 20, o -> o.numLayers(2));
 * LSTM.Output first = lstm.call(Torch.randn(5, 3, 10));
 * LSTM.Output second = lstm.call(Torch.randn(5, 3, 10), first.hN(), first.cN());
 * second.output().shape();  // torch.Size([5, 3, 20])
 * }</pre>
 *
 * <p>Seen as a {@link Module}, such as in a {@link Sequential}, it gives the output alone.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class LSTM extends RNNBase {
  /**
   * What the layer gives.
   *
   * @param output the hidden states of the last layer at each step: (L, N, D · H), (N, L, D · H) or
   *     (L, D · H), where H is {@code projSize}, or {@code hiddenSize} without projection
   * @param hN the last hidden state of each layer and direction, Python's {@code h_n}: (D ·
   *     numLayers, N, H) or (D · numLayers, H)
   * @param cN the last cell state of each layer and direction, Python's {@code c_n}: (D ·
   *     numLayers, N, hiddenSize) or (D · numLayers, hiddenSize)
   */
  public record Output(Tensor output, Tensor hN, Tensor cN) {}

  /**
   * What the layer gives for packed sequences.
   *
   * @param output the hidden states of the last layer at each step
   * @param hN the last hidden state of each layer and direction, Python's {@code h_n}
   * @param cN the last cell state of each layer and direction, Python's {@code c_n}
   */
  public record PackedOutput(PackedSequence output, Tensor hN, Tensor cN) {}

  /** Keyword arguments of the constructor. */
  public static final class Options extends RNNOptions<Options> {
    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets the size to which the hidden state is projected, less than its own; default 0, none. */
    public Options projSize(long value) {
      this.projSize = value;
      return this;
    }
  }

  /** Makes one layer: Python's {@code nn.LSTM(input_size, hidden_size)}. */
  public LSTM(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, o -> {});
  }

  /** Makes several layers: Python's {@code nn.LSTM(input_size, hidden_size, num_layers)}. */
  public LSTM(long inputSize, long hiddenSize, long numLayers) {
    this(inputSize, hiddenSize, o -> o.numLayers(numLayers));
  }

  /** Makes several layers with keyword arguments: {@code nn.LSTM(10, 20, 2, dropout=0.1)}. */
  public LSTM(long inputSize, long hiddenSize, long numLayers, Consumer<Options> options) {
    this(
        inputSize,
        hiddenSize,
        o -> {
          o.numLayers(numLayers);
          options.accept(o);
        });
  }

  /** Makes layers with keyword arguments: {@code nn.LSTM(10, 20, num_layers=2, dropout=0.1)}. */
  public LSTM(long inputSize, long hiddenSize, Consumer<Options> options) {
    this(inputSize, hiddenSize, read(options));
  }

  private LSTM(long inputSize, long hiddenSize, Options o) {
    super("LSTM", inputSize, hiddenSize, o);
  }

  private static Options read(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  /** Reads sequences from zeros on, with the hooks around it: Python's {@code lstm(input)}. */
  public Output call(Tensor input) {
    return callWithHooks(
        Output.class, (args, kwargs) -> output(run((Tensor) args[0])), new Object[] {input});
  }

  /** Reads sequences, with the hooks around it: Python's {@code lstm(input, (h0, c0))}. */
  public Output call(Tensor input, Tensor h0, Tensor c0) {
    return callWithHooks(
        Output.class,
        (args, kwargs) -> output(run((Tensor) args[0], (Tensor) args[1], (Tensor) args[2])),
        input,
        h0,
        c0);
  }

  /** Reads packed sequences from zeros on: Python's {@code lstm(packed)}. */
  public PackedOutput call(PackedSequence input) {
    return callWithHooks(
        PackedOutput.class,
        (args, kwargs) -> packed((PackedSequence) args[0], run((PackedSequence) args[0])),
        input);
  }

  /** Reads packed sequences: Python's {@code lstm(packed, (h0, c0))}. */
  public PackedOutput call(PackedSequence input, Tensor h0, Tensor c0) {
    return callWithHooks(
        PackedOutput.class,
        (args, kwargs) ->
            packed(
                (PackedSequence) args[0],
                run((PackedSequence) args[0], (Tensor) args[1], (Tensor) args[2])),
        input,
        h0,
        c0);
  }

  private static Output output(Tensor[] results) {
    return new Output(results[0], results[1], results[2]);
  }

  private static PackedOutput packed(PackedSequence input, Tensor[] results) {
    return new PackedOutput(input.with(results[0]), results[1], results[2]);
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
    results[2].close();
    return results[0];
  }

  @Override
  Tensor[] kernel(Tensor input, @Nullable Tensor batchSizes, Tensor[] states) {
    return batchSizes == null
        ? Aten.lstm_input(
            input,
            states,
            weights(),
            bias,
            numLayers,
            dropout,
            training(),
            bidirectional,
            batchFirst)
        : Aten.lstm_data(
            input,
            batchSizes,
            states,
            weights(),
            bias,
            numLayers,
            dropout,
            training(),
            bidirectional);
  }
}
