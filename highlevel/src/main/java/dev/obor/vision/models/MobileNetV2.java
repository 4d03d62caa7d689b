package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.F;
import dev.obor.nn.GroupNorm;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU6;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * A small network for weak devices: Python's {@code torchvision.models.MobileNetV2}, from
 * "MobileNetV2: inverted residuals and linear bottlenecks" (Sandler and others, 2018).
 *
 * <p>Input: (N, 3, H, W). Output: (N, numClasses).
 *
 * <p>Weights of convolutions are drawn from He's normal distribution for their outputs, those of
 * the linear layer from the normal distribution with standard deviation 0.01; biases are zeros.
 *
 * <pre>{@code
 * Models.mobilenetV2(o -> o.numClasses(10).widthMult(0.5));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class MobileNetV2 extends Module {
  /** For each row of blocks: how much they widen, their channels, how many they are, the stride. */
  private static final int[][] ROWS = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1},
  };

  /** The convolutions. */
  public Sequential features = new Sequential();

  /** The last layer, behind a dropout. */
  public Sequential classifier;

  /** Keyword arguments of the constructor. */
  public static final class Options extends DropoutOptions<Options> {
    private double widthMult = 1;
    private long roundNearest = 8;
    private LongFunction<? extends Module> normLayer = BatchNorm2d::new;

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

    /** Sets what the numbers of channels are multiples of; default 8. */
    public Options roundNearest(long value) {
      this.roundNearest = value;
      return this;
    }

    /** Sets what makes a normalisation for a number of channels; default {@code BatchNorm2d}. */
    public Options normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }
  }

  /** Makes a network for 1000 classes. */
  public MobileNetV2() {
    this(o -> {});
  }

  /** Makes a network with keyword arguments. */
  public MobileNetV2(Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(), options);
    long channels = Channels.divisible(32 * o.widthMult, o.roundNearest);
    long last = Channels.divisible(1280 * Math.max(1, o.widthMult), o.roundNearest);
    features.append(
        new Conv2dNormActivation(
            3,
            channels,
            c -> c.stride(2).normLayer(o.normLayer).activationLayer(() -> new ReLU6(true))));
    for (int[] row : ROWS) {
      long out = Channels.divisible(row[1] * o.widthMult, o.roundNearest);
      for (int i = 0; i < row[2]; i++) {
        features.append(
            new InvertedResidual(channels, out, i == 0 ? row[3] : 1, row[0], o.normLayer));
        channels = out;
      }
    }
    features.append(
        new Conv2dNormActivation(
            channels,
            last,
            c -> c.kernelSize(1).normLayer(o.normLayer).activationLayer(() -> new ReLU6(true))));
    this.classifier = new Sequential(new Dropout(o.dropout), new Linear(last, o.numClasses));
    initialize();
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
    Tensor pooled = F.adaptiveAvgPool2d(features.call(x), Torch.size(1, 1));
    return classifier.call(Torch.flatten(pooled, 1));
  }
}
