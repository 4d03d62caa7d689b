package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.GroupNorm;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Sequential;
import dev.obor.nn.SiLU;
import dev.obor.vision.ops.Conv2dNormActivation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Networks whose width, depth and resolution grow together: Python's {@code
 * torchvision.models.EfficientNet}, from "EfficientNet: rethinking model scaling for convolutional
 * neural networks" (Tan and Le, 2019) and "EfficientNetV2: smaller models and faster training"
 * (2021).
 *
 * <p>Input: (N, 3, H, W). Output: (N, numClasses).
 *
 * <p>Weights of convolutions are drawn from He's normal distribution for their outputs, those of
 * the linear layer from the uniform one between plus and minus {@code 1 / sqrt(numClasses)}; biases
 * are zeros.
 *
 * <pre>{@code
 * Models.efficientnetB0(o -> o.numClasses(10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class EfficientNet extends Module {
  /**
   * For each stage: whether blocks are fused, widening, kernel, stride, inputs, outputs, blocks.
   */
  private static final int[][] V1 = {
    {0, 1, 3, 1, 32, 16, 1},
    {0, 6, 3, 2, 16, 24, 2},
    {0, 6, 5, 2, 24, 40, 2},
    {0, 6, 3, 2, 40, 80, 3},
    {0, 6, 5, 1, 80, 112, 3},
    {0, 6, 5, 2, 112, 192, 4},
    {0, 6, 3, 1, 192, 320, 1},
  };

  private static final int[][] V2_S = {
    {1, 1, 3, 1, 24, 24, 2},
    {1, 4, 3, 2, 24, 48, 4},
    {1, 4, 3, 2, 48, 64, 4},
    {0, 4, 3, 2, 64, 128, 6},
    {0, 6, 3, 1, 128, 160, 9},
    {0, 6, 3, 2, 160, 256, 15},
  };

  private static final int[][] V2_M = {
    {1, 1, 3, 1, 24, 24, 3},
    {1, 4, 3, 2, 24, 48, 5},
    {1, 4, 3, 2, 48, 80, 5},
    {0, 4, 3, 2, 80, 160, 7},
    {0, 6, 3, 1, 160, 176, 14},
    {0, 6, 3, 2, 176, 304, 18},
    {0, 6, 3, 1, 304, 512, 5},
  };

  private static final int[][] V2_L = {
    {1, 1, 3, 1, 32, 32, 4},
    {1, 4, 3, 2, 32, 64, 7},
    {1, 4, 3, 2, 64, 96, 7},
    {0, 4, 3, 2, 96, 192, 10},
    {0, 6, 3, 1, 192, 224, 19},
    {0, 6, 3, 2, 224, 384, 25},
    {0, 6, 3, 1, 384, 640, 7},
  };

  /** The convolutions. */
  public Sequential features = new Sequential();

  /** Takes the mean over each picture. */
  public AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);

  /** The last layer, behind a dropout. */
  public Sequential classifier;

  /** Keyword arguments of the constructor. */
  public static final class Options extends DropoutOptions<Options> {
    private double stochasticDepthProb = 0.2;
    private LongFunction<? extends Module> normLayer;

    Options(double dropout, LongFunction<? extends Module> normLayer) {
      super(dropout);
      this.normLayer = normLayer;
    }

    @Override
    protected Options self() {
      return this;
    }

    /** Sets how likely the last block drops out in training; default 0.2. */
    public Options stochasticDepthProb(double value) {
      this.stochasticDepthProb = value;
      return this;
    }

    /** Sets what makes a normalisation for a number of channels. */
    public Options normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }
  }

  /** A stage: so many blocks, of which the first has the stride. */
  private record Stage(EfficientBlock.Shape first, int blocks) {}

  private EfficientNet(List<Stage> stages, @Nullable Long lastChannel, Options o) {
    Stage last = stages.get(stages.size() - 1);
    features.append(
        new Conv2dNormActivation(
            3,
            stages.get(0).first().inputs(),
            c -> c.stride(2).normLayer(o.normLayer).activationLayer(() -> new SiLU(true))));
    int total = stages.stream().mapToInt(Stage::blocks).sum();
    int count = 0;
    for (Stage stage : stages) {
      Sequential blocks = new Sequential();
      EfficientBlock.Shape shape = stage.first();
      for (int i = 0; i < stage.blocks(); i++) {
        double drop = o.stochasticDepthProb * count / total;
        blocks.append(new EfficientBlock(shape, drop, o.normLayer));
        shape = shape.next();
        count++;
      }
      features.append(blocks);
    }
    long inputs = last.first().outputs();
    long outputs = lastChannel == null ? 4 * inputs : lastChannel;
    features.append(
        new Conv2dNormActivation(
            inputs,
            outputs,
            c -> c.kernelSize(1).normLayer(o.normLayer).activationLayer(() -> new SiLU(true))));
    this.classifier =
        new Sequential(new Dropout(o.dropout, true), new Linear(outputs, o.numClasses));
    initialize();
  }

  /** Makes a network of the first paper. */
  static EfficientNet b(
      double widthMult,
      double depthMult,
      double dropout,
      LongFunction<? extends Module> normLayer,
      Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(dropout, normLayer), options);
    return new EfficientNet(stages(V1, widthMult, depthMult), null, o);
  }

  /** Makes a network of the second paper: {@code s}, {@code m} or {@code l}. */
  static EfficientNet v2(char size, double dropout, Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(dropout, n -> new BatchNorm2d(n, 1e-3)), options);
    int[][] rows = size == 's' ? V2_S : size == 'm' ? V2_M : V2_L;
    return new EfficientNet(stages(rows, 1, 1), 1280L, o);
  }

  private static List<Stage> stages(int[][] rows, double widthMult, double depthMult) {
    List<Stage> stages = new ArrayList<>();
    for (int[] row : rows) {
      EfficientBlock.Shape first =
          new EfficientBlock.Shape(
              row[0] == 1,
              row[1],
              row[2],
              row[3],
              Channels.divisible(row[4] * widthMult, 8),
              Channels.divisible(row[5] * widthMult, 8));
      stages.add(new Stage(first, (int) Math.ceil(row[6] * depthMult)));
    }
    return stages;
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
        double range = 1 / Math.sqrt((double) linear.outFeatures);
        Init.uniform_(linear.weight, -range, range);
        InitialWeights.zeros(linear.bias);
      }
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(Torch.flatten(avgpool.call(features.call(x)), 1));
  }
}
