package dev.obor.nn;

import dev.obor.Aten;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.ThreadMode;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.Warnings;
import dev.obor.nn.utils.rnn.PackedSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the recurrent layers {@link RNN}, {@link LSTM} and {@link GRU} have in common: Python's
 * {@code torch.nn.RNNBase}.
 *
 * <p>The weights are named {@code weight_ih_l0}, {@code weight_hh_l0}, {@code bias_ih_l0}, {@code
 * bias_hh_l0}, with {@code _reverse} behind them for the second direction, and so on for each
 * layer; {@link #allWeights} has them in this order, and {@link #getParameter} by name. All are
 * drawn from the uniform distribution over [-k, k) with {@code k = 1 / sqrt(hiddenSize)}.
 */
public abstract class RNNBase extends Module {
  /** What is computed: {@code RNN_TANH}, {@code RNN_RELU}, {@code LSTM} or {@code GRU}. */
  public final String mode;

  /** The size of each input: Python's {@code input_size}. */
  public final long inputSize;

  /** The size of the hidden state: Python's {@code hidden_size}. */
  public final long hiddenSize;

  /** The number of layers: Python's {@code num_layers}. */
  public final long numLayers;

  /** Whether the layers add biases. */
  public final boolean bias;

  /** Whether input and output are of shape (N, L, …) instead of (L, N, …): {@code batch_first}. */
  public final boolean batchFirst;

  /** How likely an output of a layer but the last is dropped. */
  public final double dropout;

  /** Whether sequences are read in both directions. */
  public final boolean bidirectional;

  /** The size to which an LSTM's hidden state is projected, or 0: Python's {@code proj_size}. */
  public final long projSize;

  private List<List<String>> weightNames = new ArrayList<>();
  private @Nullable Tensor[] flatWeights = {};

  /**
   * What a layer gives.
   *
   * @param output the hidden states of the last layer at each step: (L, N, D · hiddenSize), (N, L,
   *     D · hiddenSize) or (L, D · hiddenSize), with D = 2 if the layer is bidirectional and else 1
   * @param hN the last hidden state of each layer and direction, Python's {@code h_n}: (D ·
   *     numLayers, N, hiddenSize) or (D · numLayers, hiddenSize)
   */
  public record Output(Tensor output, Tensor hN) {}

  /**
   * What a layer gives for packed sequences.
   *
   * @param output the hidden states of the last layer at each step
   * @param hN the last hidden state of each layer and direction, Python's {@code h_n}
   */
  public record PackedOutput(PackedSequence output, Tensor hN) {}

  RNNBase(String mode, long inputSize, long hiddenSize, RNNOptions<?> o) {
    this.mode = mode;
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.numLayers = o.numLayers;
    this.bias = o.bias;
    this.batchFirst = o.batchFirst;
    this.dropout = o.dropout;
    this.bidirectional = o.bidirectional;
    this.projSize = o.projSize;
    check();
    registerWeights(o);
    changed();
    resetParameters();
  }

  private void check() {
    if (!(dropout >= 0 && dropout <= 1)) {
      throw new ValueException(
          "dropout should be a number in range [0, 1] representing the probability of an element"
              + " being zeroed");
    }
    if (dropout > 0 && numLayers == 1) {
      Warnings.warn(
          "dropout option adds dropout after all but last recurrent layer, so non-zero dropout"
              + " expects num_layers greater than 1, but got dropout="
              + ModuleText.python(dropout)
              + " and num_layers=1");
    }
    if (hiddenSize <= 0) {
      throw new ValueException("hidden_size must be greater than zero");
    }
    if (numLayers <= 0) {
      throw new ValueException("num_layers must be greater than zero");
    }
    if (projSize < 0) {
      throw new ValueException(
          "proj_size should be a positive integer or zero to disable projections");
    }
    if (projSize >= hiddenSize) {
      throw new ValueException("proj_size has to be smaller than hidden_size");
    }
  }

  private void registerWeights(RNNOptions<?> o) {
    long gates = hiddenSize * gates();
    long output = projSize > 0 ? projSize : hiddenSize;
    for (int layer = 0; layer < numLayers; layer++) {
      long input = layer == 0 ? inputSize : output * directions();
      for (int direction = 0; direction < directions(); direction++) {
        String suffix = "_l" + layer + (direction == 1 ? "_reverse" : "");
        List<String> names = new ArrayList<>();
        register(names, "weight_ih" + suffix, o.parameter(gates, input));
        register(names, "weight_hh" + suffix, o.parameter(gates, output));
        if (bias) {
          register(names, "bias_ih" + suffix, o.parameter(gates));
          register(names, "bias_hh" + suffix, o.parameter(gates));
        }
        if (projSize > 0) {
          register(names, "weight_hr" + suffix, o.parameter(projSize, hiddenSize));
        }
        weightNames.add(names);
      }
    }
  }

  private void register(List<String> names, String name, Tensor parameter) {
    registerParameter(name, parameter);
    names.add(name);
  }

  private int directions() {
    return bidirectional ? 2 : 1;
  }

  private int gates() {
    return mode.equals("LSTM") ? 4 : mode.equals("GRU") ? 3 : 1;
  }

  @Override
  void changed() {
    List<@Nullable Tensor> weights = new ArrayList<>();
    for (List<String> names : weightNames) {
      for (String name : names) {
        weights.add(members().get(name) instanceof Tensor weight ? weight : null);
      }
    }
    flatWeights = weights.toArray(new Tensor[0]);
  }

  /** The weights of each layer and direction: Python's {@code all_weights}. */
  public List<List<Tensor>> allWeights() {
    return weightNames.stream()
        .map(names -> names.stream().map(this::getParameter).toList())
        .toList();
  }

  /**
   * Lays the weights out behind each other on a CUDA device, where cuDNN is faster with them so:
   * Python's {@code flatten_parameters()}. It does nothing on other devices.
   */
  public void flattenParameters() {
    Tensor[] weights = weights();
    if (!weights[0].device().type().equals("cuda")) {
      return;
    }
    int perLayer = weightNames.get(0).size();
    long code = List.of("RNN_RELU", "RNN_TANH", "LSTM", "GRU").indexOf(mode);
    try (ThreadMode grad = Torch.noGrad();
        Scope scope = Torch.scope()) {
      Aten._cudnn_rnn_flatten_weight(
          weights,
          perLayer,
          inputSize,
          code,
          hiddenSize,
          projSize,
          numLayers,
          batchFirst,
          bidirectional);
    }
  }

  /** Draws new initial values: Python's {@code reset_parameters()}. */
  public void resetParameters() {
    double bound = 1 / Math.sqrt((double) hiddenSize);
    for (Tensor weight : parameters()) {
      Init.uniform_(weight, -bound, bound);
    }
  }

  final Tensor[] weights() {
    for (Tensor weight : flatWeights) {
      if (weight == null) {
        throw new TorchException(getName() + " has lost one of its weights: " + weightNames);
      }
    }
    return flatWeights;
  }

  /** Runs LibTorch's function; the batch sizes are there for packed sequences only. */
  abstract Tensor[] kernel(Tensor input, @Nullable Tensor batchSizes, Tensor[] states);

  /** What stands between the number of dimensions and the end of an error's text. */
  String dimensionText() {
    return "D instead";
  }

  /** The output, and the last of each state. */
  final Tensor[] run(Tensor input, Tensor... states) {
    long dim = input.dim();
    if (dim != 2 && dim != 3) {
      throw new ValueException(
          getName() + ": Expected input to be 2D or 3D, got " + dim + dimensionText());
    }
    boolean isBatched = dim == 3;
    int batchDim = batchFirst ? 0 : 1;
    checkDimensions(isBatched, states);
    try (Scope scope = Torch.scope()) {
      Tensor batch = isBatched ? input : input.unsqueeze(batchDim);
      Tensor[] given =
          isBatched
              ? states
              : Arrays.stream(states).map(state -> state.unsqueeze(1)).toArray(Tensor[]::new);
      Tensor[] results = computed(batch, null, batch.size(batchDim), given);
      if (!isBatched) {
        for (int i = 0; i < results.length; i++) {
          results[i] = results[i].squeeze(i == 0 ? batchDim : 1);
        }
      }
      return scope.keepAll(results);
    }
  }

  /** The same for packed sequences; the output is the data of a packed sequence. */
  final Tensor[] run(PackedSequence input, Tensor... states) {
    Tensor sorted = input.sortedIndices();
    Tensor unsorted = input.unsortedIndices();
    try (Scope scope = Torch.scope()) {
      Tensor[] given = states.clone();
      for (int i = 0; i < given.length && sorted != null; i++) {
        given[i] = given[i].indexSelect(1, sorted);
      }
      long batch = input.batchSizes().get(0).item().longValue();
      Tensor[] results = computed(input.data(), input.batchSizes(), batch, given);
      for (int i = 1; i < results.length && unsorted != null; i++) {
        results[i] = results[i].indexSelect(1, unsorted);
      }
      return scope.keepAll(results);
    }
  }

  private Tensor[] computed(
      Tensor input, @Nullable Tensor batchSizes, long batch, Tensor[] states) {
    checkInput(input, batchSizes == null ? 3 : 2);
    int count = mode.equals("LSTM") ? 2 : 1;
    Tensor[] full = new Tensor[count];
    for (int i = 0; i < count; i++) {
      long size = i == 0 && projSize > 0 ? projSize : hiddenSize;
      long[] shape = {numLayers * directions(), batch, size};
      if (states.length == 0) {
        full[i] = input.newZeros(shape);
      } else {
        checkState(states[i], shape, count == 1 ? "hidden" : "hidden[" + i + "]");
        full[i] = states[i];
      }
    }
    return kernel(input, batchSizes, full);
  }

  private void checkInput(Tensor input, int dim) {
    Tensor first = weights()[0];
    if (input.dtype() != first.dtype() && !AttentionMasks.isUnderAutocast(input)) {
      throw new ValueException(
          "input must have the type " + first.dtype() + ", got type " + input.dtype());
    }
    if (input.dim() != dim) {
      throw new TorchException("input must have " + dim + " dimensions, got " + input.dim());
    }
    if (input.size(-1) != inputSize) {
      throw new TorchException(
          "input.size(-1) must be equal to input_size. Expected "
              + inputSize
              + ", got "
              + input.size(-1));
    }
  }

  private static void checkState(Tensor state, long[] shape, String name) {
    long[] actual = state.size().toArray();
    if (!Arrays.equals(actual, shape)) {
      throw new TorchException(
          "Expected "
              + name
              + " size "
              + Arrays.toString(shape).replace('[', '(').replace(']', ')')
              + ", got "
              + Arrays.toString(actual));
    }
  }

  private static void checkDimensions(boolean isBatched, Tensor[] states) {
    int dim = isBatched ? 3 : 2;
    if (Arrays.stream(states).allMatch(state -> state.dim() == dim)) {
      return;
    }
    String input = isBatched ? "For batched 3-D input, " : "For unbatched 2-D input, ";
    throw new TorchException(
        states.length == 1
            ? input + "hx should also be " + dim + "-D but got " + states[0].dim() + "-D tensor"
            : input
                + "hx and cx should also be "
                + dim
                + "-D but got ("
                + states[0].dim()
                + "-D, "
                + states[1].dim()
                + "-D) tensors");
  }

  @Override
  public String extraRepr() {
    return inputSize
        + ", "
        + hiddenSize
        + (projSize != 0 ? ", proj_size=" + projSize : "")
        + (numLayers != 1 ? ", num_layers=" + numLayers : "")
        + (bias ? "" : ", bias=False")
        + (batchFirst ? ", batch_first=True" : "")
        + (dropout != 0 ? ", dropout=" + ModuleText.python(dropout) : "")
        + (bidirectional ? ", bidirectional=True" : "");
  }
}
