package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.ValueException;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A network for telephones that a search has found: Python's {@code torchvision.models.MNASNet},
 * the B1 of "MnasNet: platform-aware neural architecture search for mobile" (Tan and others, 2018).
 *
 * <p>Input: (N, 3, H, W). Output: (N, numClasses).
 *
 * <p>Weights of convolutions are drawn from He's normal distribution for their outputs, those of
 * the linear layer from his uniform one; biases are zeros.
 *
 * <pre>{@code
 * new MNASNet(1.0, o -> o.numClasses(10));  // or Models.mnasnet1_0(o -> o.numClasses(10))
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MNASNet extends Module {
  private static final double MOMENTUM = 1 - 0.9997;
  private static final long[] DEPTHS = {32, 16, 24, 40, 80, 96, 192, 320};

  /** For each stack: the kernel, the stride, how much blocks widen, how many they are. */
  private static final long[][] STACKS = {
    {3, 2, 3, 3},
    {5, 2, 3, 3},
    {5, 2, 6, 3},
    {3, 1, 6, 2},
    {5, 2, 6, 4},
    {3, 1, 6, 1},
  };

  /** By how much the numbers of channels are multiplied. */
  public final double alpha;

  /** The convolutions. */
  public Sequential layers = new Sequential();

  /** The last layer, behind a dropout. */
  public Sequential classifier;

  private long version = 2;

  /** Keyword arguments of the constructor. */
  public static final class Options extends DropoutOptions<Options> {
    Options() {
      super(0.2);
    }

    @Override
    protected Options self() {
      return this;
    }
  }

  /** Widens, convolves each channel, and narrows again. */
  private static final class InvertedResidual extends Module {
    private final boolean residual;
    Sequential layers;

    InvertedResidual(long inputs, long outputs, long kernel, long stride, long factor) {
      this.residual = inputs == outputs && stride == 1;
      long inside = inputs * factor;
      this.layers =
          new Sequential(
              new Conv2d(inputs, inside, 1, o -> o.bias(false)),
              norm(inside),
              new ReLU(true),
              new Conv2d(
                  inside,
                  inside,
                  kernel,
                  o -> o.padding(kernel / 2).stride(stride).groups(inside).bias(false)),
              norm(inside),
              new ReLU(true),
              new Conv2d(inside, outputs, 1, o -> o.bias(false)),
              norm(outputs));
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor out = layers.call(x);
      return residual ? out.add(x) : out;
    }

    @Override
    protected String getName() {
      return "_InvertedResidual";
    }
  }

  /** Makes a network for 1000 classes: Python's {@code MNASNet(alpha)}. */
  public MNASNet(double alpha) {
    this(alpha, o -> {});
  }

  /**
   * Makes a network with keyword arguments.
   *
   * @param alpha by how much the numbers of channels are multiplied
   * @throws ValueException unless alpha is positive
   */
  public MNASNet(double alpha, Consumer<Options> options) {
    if (alpha <= 0) {
      throw new ValueException("alpha should be greater than 0.0 instead of " + alpha);
    }
    Options o = ModelOptions.read(new Options(), options);
    this.alpha = alpha;
    long[] depths = depths(alpha);
    appendStem(layers, depths[0], depths[1]);
    for (int i = 0; i < STACKS.length; i++) {
      layers.append(stack(depths[i + 1], depths[i + 2], STACKS[i]));
    }
    layers.append(new Conv2d(depths[7], 1280, 1, c -> c.bias(false)));
    layers.append(norm(1280)).append(new ReLU(true));
    this.classifier = new Sequential(new Dropout(o.dropout, true), new Linear(1280, o.numClasses));
    initialize();
    registerLoadStateDictPreHook(
        (module, state, prefix, metadata, strict, missing, unexpected, errors) ->
            prepareFor(metadata));
  }

  private static BatchNorm2d norm(long channels) {
    return new BatchNorm2d(channels, o -> o.momentum(MOMENTUM));
  }

  private static long[] depths(double alpha) {
    long[] depths = new long[DEPTHS.length];
    for (int i = 0; i < depths.length; i++) {
      depths[i] = Channels.divisible(DEPTHS[i] * alpha, 8);
    }
    return depths;
  }

  private static void appendStem(Sequential layers, long first, long second) {
    layers.append(new Conv2d(3, first, 3, c -> c.padding(1).stride(2).bias(false)));
    layers.append(norm(first)).append(new ReLU(true));
    layers.append(new Conv2d(first, first, 3, c -> c.padding(1).groups(first).bias(false)));
    layers.append(norm(first)).append(new ReLU(true));
    layers.append(new Conv2d(first, second, 1, c -> c.bias(false))).append(norm(second));
  }

  private static Sequential stack(long inputs, long outputs, long[] shape) {
    Sequential stack =
        new Sequential(new InvertedResidual(inputs, outputs, shape[0], shape[1], shape[2]));
    for (long i = 1; i < shape[3]; i++) {
      stack.append(new InvertedResidual(outputs, outputs, shape[0], 1, shape[2]));
    }
    return stack;
  }

  private void initialize() {
    for (Module module : modules()) {
      if (module instanceof Conv2d conv) {
        InitialWeights.kaimingFanOut(conv.weight);
        InitialWeights.zeros(conv.bias);
      } else if (module instanceof BatchNorm2d norm) {
        InitialWeights.ones(norm.weight);
        InitialWeights.zeros(norm.bias);
      } else if (module instanceof Linear linear) {
        Init.kaimingUniform_(linear.weight, o -> o.mode("fan_out").nonlinearity("sigmoid"));
        InitialWeights.zeros(linear.bias);
      }
    }
  }

  /** In its first version, whose weights are still around, the stem did not grow with alpha. */
  private void prepareFor(Map<String, Object> metadata) {
    Object found = metadata.get("version");
    long given = found instanceof Number number ? number.longValue() : 0;
    if (given != 1 && given != 2) {
      throw new ValueException(
          "version should be set to 1 or 2 instead of " + (found == null ? "None" : found));
    }
    if (given == 1 && alpha != 1.0 && version != 1) {
      Sequential stem = new Sequential();
      appendStem(stem, DEPTHS[0], DEPTHS[1]);
      stem.append(stack(DEPTHS[1], depths(alpha)[2], STACKS[0]));
      for (int i = 0; i < stem.size(); i++) {
        layers.set(i, stem.get(i));
      }
      version = 1;
    }
  }

  @Override
  protected long stateVersion() {
    return version;
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(layers.call(x).mean(2, 3));
  }
}
