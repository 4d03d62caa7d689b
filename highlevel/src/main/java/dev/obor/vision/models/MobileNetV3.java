package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.GroupNorm;
import dev.obor.nn.Hardsigmoid;
import dev.obor.nn.Hardswish;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Conv2dNormActivation;
import dev.obor.vision.ops.SqueezeExcitation;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * A small network for weak devices: Python's {@code torchvision.models.MobileNetV3}, from
 * "Searching for MobileNetV3" (Howard and others, 2019).
 *
 * <p>Input: (N, 3, H, W). Output: (N, numClasses).
 *
 * <p>Weights of convolutions are drawn from He's normal distribution for their outputs, those of
 * the linear layers from the normal distribution with standard deviation 0.01; biases are zeros.
 *
 * <pre>{@code
 * Models.mobilenetV3Small(o -> o.numClasses(10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MobileNetV3 extends Module {
  /** For each block: inputs, kernel, inside, outputs, squeezes, hard swish, stride, dilates. */
  private static final int[][] LARGE = {
    {16, 3, 16, 16, 0, 0, 1, 0},
    {16, 3, 64, 24, 0, 0, 2, 0},
    {24, 3, 72, 24, 0, 0, 1, 0},
    {24, 5, 72, 40, 1, 0, 2, 0},
    {40, 5, 120, 40, 1, 0, 1, 0},
    {40, 5, 120, 40, 1, 0, 1, 0},
    {40, 3, 240, 80, 0, 1, 2, 0},
    {80, 3, 200, 80, 0, 1, 1, 0},
    {80, 3, 184, 80, 0, 1, 1, 0},
    {80, 3, 184, 80, 0, 1, 1, 0},
    {80, 3, 480, 112, 1, 1, 1, 0},
    {112, 3, 672, 112, 1, 1, 1, 0},
    {112, 5, 672, 160, 1, 1, 2, 1},
    {160, 5, 960, 160, 1, 1, 1, 1},
    {160, 5, 960, 160, 1, 1, 1, 1},
  };

  private static final int[][] SMALL = {
    {16, 3, 16, 16, 1, 0, 2, 0},
    {16, 3, 72, 24, 0, 0, 2, 0},
    {24, 3, 88, 24, 0, 0, 1, 0},
    {24, 5, 96, 40, 1, 1, 2, 0},
    {40, 5, 240, 40, 1, 1, 1, 0},
    {40, 5, 240, 40, 1, 1, 1, 0},
    {40, 5, 120, 48, 1, 1, 1, 0},
    {48, 5, 144, 48, 1, 1, 1, 0},
    {48, 5, 288, 96, 1, 1, 2, 1},
    {96, 5, 576, 96, 1, 1, 1, 1},
    {96, 5, 576, 96, 1, 1, 1, 1},
  };

  /** The convolutions. */
  public Sequential features = new Sequential();

  /** Takes the mean over each picture. */
  public AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);

  /** The last layers. */
  public Sequential classifier;

  /** Keyword arguments of the constructor. */
  public static final class Options extends DropoutOptions<Options> {
    private double widthMult = 1;
    private boolean reducedTail;
    private boolean dilated;
    private LongFunction<? extends Module> normLayer =
        channels -> new BatchNorm2d(channels, 0.001, 0.01);

    Options() {
      super(0.2);
    }

    @Override
    protected Options self() {
      return this;
    }

    /** Sets by how much the numbers of channels are multiplied; default 1. */
    public Options widthMult(double value) {
      this.widthMult = value;
      return this;
    }

    /** Sets whether the last blocks have half the channels; default false. */
    public Options reducedTail(boolean value) {
      this.reducedTail = value;
      return this;
    }

    /** Sets whether the last blocks look at more distant pixels instead of halving the picture. */
    public Options dilated(boolean value) {
      this.dilated = value;
      return this;
    }

    /** Sets what makes a normalisation for a number of channels. */
    public Options normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }

    private long channels(double count) {
      return Channels.divisible(count * widthMult, 8);
    }
  }

  /** Widens, convolves each channel, weighs them, and narrows again. */
  static final class InvertedResidual extends Module implements MobileBlock {
    private final boolean residual;
    private final boolean isStrided;
    private final long outChannels;
    Sequential block = new Sequential();

    private InvertedResidual(int[] row, int divider, Options o) {
      long inputs = o.channels(row[0] / (double) (row[6] == 1 ? divider : 1));
      long inside = o.channels(row[2] / (double) (row[6] == 1 ? divider : 1));
      this.outChannels = o.channels(row[3] / (double) divider);
      this.isStrided = row[6] > 1;
      this.residual = !isStrided && inputs == outChannels;
      Supplier<Module> activation = row[5] == 1 ? () -> new Hardswish(true) : () -> new ReLU(true);
      if (inside != inputs) {
        block.append(
            new Conv2dNormActivation(
                inputs,
                inside,
                c -> c.kernelSize(1).normLayer(o.normLayer).activationLayer(activation)));
      }
      boolean dilates = row[7] == 1 && o.dilated;
      block.append(
          new Conv2dNormActivation(
              inside,
              inside,
              c ->
                  c.kernelSize(row[1])
                      .stride(dilates ? 1 : row[6])
                      .dilation(dilates ? 2 : 1)
                      .groups(inside)
                      .normLayer(o.normLayer)
                      .activationLayer(activation)));
      if (row[4] == 1) {
        long quarter = inside / 4;
        block.append(
            new SqueezeExcitation(
                inside,
                Channels.divisible((double) quarter, 8),
                c -> c.scaleActivation(Hardsigmoid::new)));
      }
      block.append(
          new Conv2dNormActivation(
              inside,
              outChannels,
              c -> c.kernelSize(1).normLayer(o.normLayer).activationLayer(null)));
    }

    @Override
    public boolean isStrided() {
      return isStrided;
    }

    @Override
    public long outChannels() {
      return outChannels;
    }

    @Override
    public Sequential layers() {
      return block;
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor out = block.call(x);
      return residual ? out.add_(x) : out;
    }
  }

  private MobileNetV3(int[][] rows, long last, Options o) {
    features.append(
        new Conv2dNormActivation(
            3,
            o.channels(rows[0][0]),
            c -> c.stride(2).normLayer(o.normLayer).activationLayer(() -> new Hardswish(true))));
    InvertedResidual block = null;
    for (int[] row : rows) {
      block = new InvertedResidual(row, o.reducedTail && row[7] == 1 ? 2 : 1, o);
      features.append(block);
    }
    long inputs = block == null ? 0 : block.outChannels();
    features.append(
        new Conv2dNormActivation(
            inputs,
            6 * inputs,
            c ->
                c.kernelSize(1).normLayer(o.normLayer).activationLayer(() -> new Hardswish(true))));
    long tail = o.reducedTail ? last / 2 : last;
    long width = o.channels((double) tail);
    this.classifier =
        new Sequential(
            new Linear(6 * inputs, width),
            new Hardswish(true),
            new Dropout(o.dropout, true),
            new Linear(width, o.numClasses));
    initialize();
  }

  /** Makes the large network. */
  static MobileNetV3 large(Consumer<Options> options) {
    return new MobileNetV3(LARGE, 1280, ModelOptions.read(new Options(), options));
  }

  /** Makes the small network. */
  static MobileNetV3 small(Consumer<Options> options) {
    return new MobileNetV3(SMALL, 1024, ModelOptions.read(new Options(), options));
  }

  private void initialize() {
    for (Module module : modules()) {
      if (module instanceof Conv2d conv) {
        Init.kaimingNormal_(conv.weight, o -> o.mode("fan_out"));
        InitialWeights.zeros(conv.bias);
      } else if (module instanceof BatchNorm2d norm) {
        InitialWeights.ones(norm.weight);
        InitialWeights.zeros(norm.bias);
      } else if (module instanceof GroupNorm norm) {
        InitialWeights.ones(norm.weight);
        InitialWeights.zeros(norm.bias);
      } else if (module instanceof Linear linear) {
        Init.normal_(linear.weight, 0, 0.01);
        InitialWeights.zeros(linear.bias);
      }
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(Torch.flatten(avgpool.call(features.call(x)), 1));
  }
}
