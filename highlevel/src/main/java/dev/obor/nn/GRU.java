package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Tensor;
import dev.obor.nn.utils.rnn.PackedSequence;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gated recurrent units, of one or more layers: Python's {@code torch.nn.GRU}.
 *
 * <p>At each step
 *
 * <pre>{@code
 * r = sigmoid(W_ir x + b_ir + W_hr h + b_hr)
 * z = sigmoid(W_iz x + b_iz + W_hz h + b_hz)
 * n = tanh(W_in x + b_in + r * (W_hn h + b_hn))
 * h = (1 - z) * n + z * h
 * }</pre>
 *
 * <p>where {@code weight_ih_l0} has W_ir, W_iz and W_in below each other, and so on.
 *
 * <p>Input: (L, N, inputSize), with {@code batchFirst} (N, L, inputSize), without batches (L,
 * inputSize), or packed. Initial state: (D · numLayers, N, hiddenSize) or (D · numLayers,
 * hiddenSize), zeros if it is not given; D is 2 if the layer is bidirectional and else 1. {@link
 * RNNBase.Output} has the shapes of the output, {@link RNNBase} the names and the initial values of
 * the weights.
 *
 * <pre>{@code
 * GRU gru = new GRU(10, 20, o -> o.numLayers(2));
 * GRU.Output result = gru.call(Torch.randn(5, 3, 10), Torch.zeros(2, 3, 20));
 * result.output().shape();  // torch.Size([5, 3, 20])
 * result.hN().shape();      // torch.Size([2, 3, 20])
 * }</pre>
 *
 * <p>Seen as a {@link Module}, such as in a {@link Sequential}, it gives the output alone.
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class GRU extends RNNBase {
  /** Keyword arguments of the constructor. */
  public static final class Options extends RNNOptions<Options> {
    Options() {}

    @Override
    Options self() {
      return this;
    }
  }

  /** Makes one layer: Python's {@code nn.GRU(input_size, hidden_size)}. */
  public GRU(long inputSize, long hiddenSize) {
    this(inputSize, hiddenSize, o -> {});
  }

  /** Makes several layers: Python's {@code nn.GRU(input_size, hidden_size, num_layers)}. */
  public GRU(long inputSize, long hiddenSize, long numLayers) {
    this(inputSize, hiddenSize, o -> o.numLayers(numLayers));
  }

  /** Makes several layers with keyword arguments: {@code nn.GRU(10, 20, 2, dropout=0.1)}. */
  public GRU(long inputSize, long hiddenSize, long numLayers, Consumer<Options> options) {
    this(
        inputSize,
        hiddenSize,
        o -> {
          o.numLayers(numLayers);
          options.accept(o);
        });
  }

  /** Makes layers with keyword arguments: {@code nn.GRU(10, 20, num_layers=2, dropout=0.1)}. */
  public GRU(long inputSize, long hiddenSize, Consumer<Options> options) {
    this(inputSize, hiddenSize, read(options));
  }

  private GRU(long inputSize, long hiddenSize, Options o) {
    super("GRU", inputSize, hiddenSize, o);
  }

  private static Options read(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  /** Reads sequences from zeros on, with the hooks around it: Python's {@code gru(input)}. */
  public Output call(Tensor input) {
    return callWithHooks(
        Output.class, (args, kwargs) -> output(run((Tensor) args[0])), new Object[] {input});
  }

  /** Reads sequences, with the hooks around it: Python's {@code gru(input, h0)}. */
  public Output call(Tensor input, Tensor h0) {
    return callWithHooks(
        Output.class, (args, kwargs) -> output(run((Tensor) args[0], (Tensor) args[1])), input, h0);
  }

  /** Reads packed sequences from zeros on: Python's {@code gru(packed)}. */
  public PackedOutput call(PackedSequence input) {
    return callWithHooks(
        PackedOutput.class,
        (args, kwargs) -> packed((PackedSequence) args[0], run((PackedSequence) args[0])),
        input);
  }

  /** Reads packed sequences: Python's {@code gru(packed, h0)}. */
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
    return batchSizes == null
        ? Aten.gru_input(
            input,
            states[0],
            weights(),
            bias,
            numLayers,
            dropout,
            training(),
            bidirectional,
            batchFirst)
        : Aten.gru_data(
            input,
            batchSizes,
            states[0],
            weights(),
            bias,
            numLayers,
            dropout,
            training(),
            bidirectional);
  }
}
