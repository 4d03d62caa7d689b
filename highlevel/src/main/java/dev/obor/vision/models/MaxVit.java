package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Flatten;
import dev.obor.nn.GELU;
import dev.obor.nn.Init;
import dev.obor.nn.LayerNorm;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.ModuleList;
import dev.obor.nn.Sequential;
import dev.obor.nn.Tanh;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions, attention within windows, and attention over a grid: Python's {@code
 * torchvision.models.MaxVit}, from "MaxViT: multi-axis vision transformer" (Tu and others, 2022).
 *
 * <p>Input: (N, 3, inputSize, inputSize). Output: (N, numClasses).
 *
 * <p>Weights of convolutions and linear layers are drawn from the normal distribution with standard
 * deviation 0.02; their biases are zeros.
 *
 * <pre>{@code
 * Models.maxvitT(o -> o.numClasses(10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MaxVit extends Module {
  /** The first convolutions. */
  public Sequential stem;

  /** The blocks. */
  public ModuleList<Module> blocks = new ModuleList<>();

  /** The last layers. */
  public Sequential classifier;

  /** Keyword arguments of the constructor. */
  public static final class Options extends ModelOptions<Options> {
    private @Nullable Long givenInputSize;
    private long inputSize = 224;
    private double mlpDropout;
    private double attentionDropout;
    private double stochasticDepthProb = 0.2;
    private LongFunction<? extends Module> normLayer =
        channels -> new BatchNorm2d(channels, 1e-3, 0.01);

    Options() {}

    @Override
    protected Options self() {
      return this;
    }

    /** Sets the height and width of the pictures; default 224. */
    public Options inputSize(long value) {
      this.inputSize = value;
      this.givenInputSize = value;
      return this;
    }

    /** Sets how likely an output of a linear layer is dropped in training; default 0. */
    public Options mlpDropout(double value) {
      this.mlpDropout = value;
      return this;
    }

    /** Sets how likely an output of the attention is dropped in training; default 0. */
    public Options attentionDropout(double value) {
      this.attentionDropout = value;
      return this;
    }

    /** Sets how likely the last layer drops out in training; default 0.2. */
    public Options stochasticDepthProb(double value) {
      this.stochasticDepthProb = value;
      return this;
    }

    /** Sets what makes a normalisation of convolutions for a number of channels. */
    public Options normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }

    @Override
    protected void fit(WeightsEnum weights) {
      super.fit(weights);
      inputSize = agreed("input_size", givenInputSize, weights.minSize()[0]);
    }
  }

  /** Layers one after the other. */
  private static final class MaxVitBlock extends Module {
    ModuleList<Module> layers = new ModuleList<>();

    @Override
    public Tensor forward(Tensor x) {
      Tensor out = x;
      for (Module layer : layers) {
        out = layer.call(out);
      }
      return out;
    }
  }

  /**
   * Makes a network.
   *
   * @param stem the channels of the first convolutions
   * @param channels of each block
   * @param layers of each block
   * @param headDim the channels of a head of attention
   * @param partition the height and width of a window
   */
  MaxVit(
      long stem,
      long[] channels,
      int[] layers,
      long headDim,
      long partition,
      Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(), options);
    List<Long> sizes = sizes(o.inputSize, channels.length, partition);
    this.stem =
        new Sequential(
            new Conv2dNormActivation(
                3,
                stem,
                c -> c.stride(2).normLayer(o.normLayer).activationLayer(GELU::new).bias(false)),
            new Conv2dNormActivation(
                stem, stem, c -> c.normLayer(null).activationLayer(null).bias(true)));
    int total = Arrays.stream(layers).sum();
    long inputs = stem;
    int count = 0;
    for (int i = 0; i < channels.length; i++) {
      MaxVitBlock block = new MaxVitBlock();
      for (int k = 0; k < layers[i]; k++) {
        double drop = total == 1 ? 0 : count * (o.stochasticDepthProb / (total - 1));
        drop = count == total - 1 && total > 1 ? o.stochasticDepthProb : drop;
        block.layers.append(
            new MaxVitLayer(
                new MaxVitLayer.Plan(
                    inputs,
                    channels[i],
                    k == 0 ? 2 : 1,
                    headDim,
                    partition,
                    sizes.get(i),
                    o.attentionDropout,
                    o.mlpDropout,
                    drop,
                    o.normLayer)));
        inputs = channels[i];
        count++;
      }
      blocks.append(block);
    }
    this.classifier =
        new Sequential(
            new AdaptiveAvgPool2d(1),
            new Flatten(),
            new LayerNorm(inputs),
            new Linear(inputs, inputs),
            new Tanh(),
            new Linear(inputs, o.numClasses, false));
    initialize();
  }

  /** The height and width of the picture in each block. */
  private static List<Long> sizes(long input, int blocks, long partition) {
    List<Long> sizes = new ArrayList<>();
    long size = halved(input);
    for (int i = 0; i < blocks; i++) {
      size = halved(size);
      sizes.add(size);
    }
    for (int i = 0; i < blocks; i++) {
      if (sizes.get(i) % partition != 0) {
        throw new ValueException(
            "Input size "
                + pair(sizes.get(i))
                + " of block "
                + i
                + " is not divisible by partition size "
                + partition
                + ". Consider changing the partition size or the input size.\n"
                + "Current configuration yields the following block input sizes: "
                + sizes.stream().map(MaxVit::pair).toList()
                + ".");
      }
    }
    return sizes;
  }

  private static String pair(long size) {
    return "(" + size + ", " + size + ")";
  }

  private static long halved(long size) {
    return (size - 1) / 2 + 1;
  }

  private void initialize() {
    for (Module module : modules()) {
      if (module instanceof Conv2d conv) {
        Init.normal_(conv.weight, 0, 0.02);
        InitialWeights.zeros(conv.bias);
      } else if (module instanceof BatchNorm2d norm) {
        InitialWeights.ones(norm.weight);
        InitialWeights.zeros(norm.bias);
      } else if (module instanceof Linear linear) {
        Init.normal_(linear.weight, 0, 0.02);
        InitialWeights.zeros(linear.bias);
      }
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor out = stem.call(x);
    for (Module block : blocks) {
      out = block.call(out);
    }
    return classifier.call(out);
  }
}
