package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.utils.rnn.PackedSequence;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent network after Elman, of one or more layers: Python's {@code torch.nn.RNN}.
 *
 * <p>At each step {@code h = tanh(W_ih x + b_ih + W_hh h + b_hh)}, or with ReLU in place of tanh.
 *
 * <p>Input: (L, N, inputSize), with {@code batchFirst} (N, L, inputSize), without batches (L,
 * inputSize), or packed. Initial state: (D · numLayers, N, hiddenSize) or (D · numLayers,
 * hiddenSize), zeros if it is not given; D is 2 if the layer is bidirectional and else 1. {@link
 * RNNBase.Output} has the shapes of the output, {@link RNNBase} the names and the initial values of
 * the weights.
 *
 * <pre>{@code
 * RNN rnn = new RNN(10, 20, o -> o.numLayers(2));
 * RNN.Output result = rnn.call(Torch.randn(5, 3, 10), Torch.zeros(2, 3, 20));
 * result.output().shape();  // torch.Size([5, 3, 20])
 * result.hN().shape();      // torch.Size([2, 3, 20])
 * }</pre>
 *
 * <p>Seen as a {@link Module}, such as in a {@link Sequential}, it gives the output alone.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class RNN extends RNNBase {
  /** The function at each step: {@code tanh} or {@code relu}. */
  public final String nonlinearity;

  /** Keyword arguments of the constructor. */
  public static final class Options extends RNNOptions<Options> {
    private String nonlinearity = "tanh";

    Options() {}

    @Override
    Options self() {
      return this;
    }

    /** Sets the function at each step, {@code tanh}, the default, or {@code relu}. */
    public Options nonlinearity(String value) {
      this.nonlinearity = value;
      return this;
    }

    private String mode() {
      return switch (nonlinearity) {
        case "tanh" -> "RNN_TANH";
        case "relu" -> "RNN_RELU";
        default ->
            throw new ValueException(
                "Unknown nonlinearity '" + nonlinearity + "'. Select from 'tanh' or 'relu'.");
      };
    }
  }

  /** Makes one layer: Python's {@code nn.RNN(input_size, hidden_size)}. */
  public RNN(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, o -> {});
  }

  /** Makes several layers: Python's {@code nn.RNN(input_size, hidden_size, num_layers)}. */
  public RNN(long inputSize, long hiddenSize, long numLayers) {
    this(inputSize, hiddenSize, o -> o.numLayers(numLayers));
  }

  /** Makes several layers with keyword arguments: {@code nn.RNN(10, 20, 2, dropout=0.1)}. */
  public RNN(long inputSize, long hiddenSize, long numLayers, Consumer<Options> options) {
    this(
        inputSize,
        hiddenSize,
        o -> {
          o.numLayers(numLayers);
          options.accept(o);
        });
  }

  /** Makes layers with keyword arguments: {@code nn.RNN(10, 20, num_layers=2, dropout=0.1)}. */
  public RNN(long inputSize, long hiddenSize, Consumer<Options> options) {
    this(inputSize, hiddenSize, read(options));
  }

  private RNN(long inputSize, long hiddenSize, Options o) {
    super(o.mode(), inputSize, hiddenSize, o);
    this.nonlinearity = o.nonlinearity;
  }

  private static Options read(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  /** Reads sequences from zeros on, with the hooks around it: Python's {@code rnn(input)}. */
  public Output call(Tensor input) {
    return callWithHooks(
        Output.class, (args, kwargs) -> output(run((Tensor) args[0])), new Object[] {input});
  }

  /** Reads sequences, with the hooks around it: Python's {@code rnn(input, h0)}. */
  public Output call(Tensor input, Tensor h0) {
    return callWithHooks(
        Output.class, (args, kwargs) -> output(run((Tensor) args[0], (Tensor) args[1])), input, h0);
  }

  /** Reads packed sequences from zeros on: Python's {@code rnn(packed)}. */
  public PackedOutput call(PackedSequence input) {
    return callWithHooks(
        PackedOutput.class,
        (args, kwargs) -> packed((PackedSequence) args[0], run((PackedSequence) args[0])),
        input);
  }

  /** Reads packed sequences: Python's {@code rnn(packed, h0)}. */
  public PackedOutput call(PackedSequence input, Tensor h0) {
    return callWithHooks(
        PackedOutput.class,
        (args, kwargs) ->
            packed((PackedSequence) args[0], run((PackedSequence) args[0], (Tensor) args[1])),
        input,
        h0);
  }

  private static Output output(Tensor[] results) {
    return new Output(results[0], results[1]);
  }

  private static PackedOutput packed(PackedSequence input, Tensor[] results) {
    return new PackedOutput(input.with(results[0]), results[1]);
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor[] results = run(input);
    results[1].close();
    return results[0];
  }

  @Override
  public Tensor forward(Tensor input, Tensor h0) {
    Tensor[] results = run(input, h0);
    results[1].close();
    return results[0];
  }

  @Override
  Tensor[] kernel(Tensor input, @Nullable Tensor batchSizes, Tensor[] states) {
    Tensor hx = states[0];
    boolean isTanh = mode.equals("RNN_TANH");
    if (batchSizes == null) {
      return isTanh
          ? Aten.rnn_tanh_input(
              input, hx, weights(), bias, numLayers, dropout, training(), bidirectional, batchFirst)
          : Aten.rnn_relu_input(
              input,
              hx,
              weights(),
              bias,
              numLayers,
              dropout,
              training(),
              bidirectional,
              batchFirst);
    }
    return isTanh
        ? Aten.rnn_tanh_data(
            input, batchSizes, hx, weights(), bias, numLayers, dropout, training(), bidirectional)
        : Aten.rnn_relu_data(
            input, batchSizes, hx, weights(), bias, numLayers, dropout, training(), bidirectional);
  }

  @Override
  String dimensionText() {
    return "D tensor instead";
  }
}
