package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Conv2dNormActivation;
import dev.obor.vision.ops.SqueezeExcitation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Networks whose widths follow one line: Python's {@code torchvision.models.RegNet}, from
 * "Designing network design spaces" (Radosavovic and others, 2020).
 *
 * <p>Input: (N, 3, H, W). Output: (N, numClasses).
 *
 * <p>Weights of convolutions are drawn from He's normal distribution for their outputs, those of
 * the linear layer from the normal distribution with standard deviation 0.01.
 *
 * <pre>{@code
 * Models.regnetY400mf(o -> o.numClasses(10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class RegNet extends Module {
  /** The first convolution. */
  public Sequential stem;

  /** The blocks. */
  @Name("trunk_output")
  public Sequential trunkOutput = new Sequential();

  /** Takes the mean over each picture. */
  public AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(Torch.size(1, 1));

  /** The last layer; another may take its place, for transfer learning. */
  public Module fc;

  /** Keyword arguments of the constructor. */
  public static final class Options extends ModelOptions<Options> {
    private long stemWidth = 32;
    private LongFunction<? extends Module> normLayer = BatchNorm2d::new;
    private Function<Boolean, ? extends Module> activation = ReLU::new;

    Options() {}

    @Override
    protected Options self() {
      return this;
    }

    /** Sets the channels of the first convolution; default 32. */
    public Options stemWidth(long value) {
      this.stemWidth = value;
      return this;
    }

    /** Sets what makes a normalisation for a number of channels; default {@code BatchNorm2d}. */
    public Options normLayer(LongFunction<? extends Module> value) {
      this.normLayer = value;
      return this;
    }

    /**
     * Sets what makes the activations from whether they may work in place; default {@code
     * ReLU::new}.
     */
    public Options activation(Function<Boolean, ? extends Module> value) {
      this.activation = value;
      return this;
    }

    private Module inPlace() {
      return activation.apply(true);
    }

    private Module apart() {
      return activation.apply(false);
    }
  }

  /**
   * The line that widths follow: Python's {@code BlockParams.from_init_params}.
   *
   * @param depth the number of blocks
   * @param initial the width of the first: {@code w_0}
   * @param slope how much wider each is: {@code w_a}
   * @param step the factor between the widths that are used: {@code w_m}
   * @param groupWidth the channels of a group
   * @param squeeze the share of channels that weighing channels makes of them, or 0
   */
  record Line(
      int depth, long initial, double slope, double step, long groupWidth, double squeeze) {}

  /** Blocks of one width. */
  private record Stage(long width, long groupWidth, int blocks) {}

  RegNet(Line line, Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(), options);
    this.stem =
        new SimpleStemIN(
            o.stemWidth, c -> c.stride(2).normLayer(o.normLayer).activationLayer(o::inPlace));
    long width = o.stemWidth;
    List<Stage> stages = stages(line);
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      AnyStage blocks = new AnyStage();
      for (int k = 0; k < stage.blocks(); k++) {
        blocks.registerModule(
            "block" + (i + 1) + "-" + k,
            new ResBottleneckBlock(
                width, stage.width(), k == 0 ? 2 : 1, stage.groupWidth(), line.squeeze(), o));
        width = stage.width();
      }
      trunkOutput.registerModule("block" + (i + 1), blocks);
    }
    this.fc = new Linear(width, o.numClasses);
    initialize();
  }

  private static List<Stage> stages(Line line) {
    if (line.slope() < 0 || line.initial() <= 0 || line.step() <= 1 || line.initial() % 8 != 0) {
      throw new ValueException("Invalid RegNet settings");
    }
    List<Stage> stages = new ArrayList<>();
    long current = 0;
    int blocks = 0;
    for (int i = 0; i <= line.depth(); i++) {
      long width = i == line.depth() ? 0 : width(line, i);
      if (width != current) {
        if (blocks > 0) {
          long group = Math.min(line.groupWidth(), current);
          stages.add(new Stage(Channels.divisible((double) current, group), group, blocks));
        }
        current = width;
        blocks = 0;
      }
      blocks++;
    }
    return stages;
  }

  /** In the precision of torchvision, which computes it with tensors of float32. */
  private static long width(Line line, int block) {
    float linear = block * (float) line.slope() + line.initial();
    float logarithm = (float) Math.log(linear / line.initial());
    double capacity = Math.rint(logarithm / (float) Math.log(line.step()));
    float power = (float) Math.pow((float) line.step(), capacity);
    return (long) Math.rint(line.initial() * power / 8) * 8;
  }

  /** The first convolution. */
  private static final class SimpleStemIN extends Conv2dNormActivation {
    SimpleStemIN(long width, Consumer<Conv2dNormActivation.Options> options) {
      super(3, width, options);
    }
  }

  /** Blocks of one width, by names of their own. */
  private static final class AnyStage extends Sequential {}

  /** Narrow and wide convolutions beside an identity. */
  private static final class ResBottleneckBlock extends Module {
    @Nullable Module proj;
    Sequential f;
    Module activation;

    ResBottleneckBlock(
        long inputs, long outputs, long stride, long groupWidth, double squeeze, Options o) {
      this.proj =
          inputs != outputs || stride != 1
              ? new Conv2dNormActivation(
                  inputs,
                  outputs,
                  c -> c.kernelSize(1).stride(stride).normLayer(o.normLayer).activationLayer(null))
              : null;
      this.f = new BottleneckTransform(inputs, outputs, stride, groupWidth, squeeze, o);
      this.activation = o.inPlace();
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor identity = proj == null ? x : proj.call(x);
      return activation.call(identity.add(f.call(x)));
    }
  }

  /** Convolutions of 1, 3 and 1 pixels. */
  private static final class BottleneckTransform extends Sequential {
    BottleneckTransform(
        long inputs, long outputs, long stride, long groupWidth, double squeeze, Options o) {
      registerModule(
          "a",
          new Conv2dNormActivation(
              inputs,
              outputs,
              c -> c.kernelSize(1).normLayer(o.normLayer).activationLayer(o::inPlace)));
      registerModule(
          "b",
          new Conv2dNormActivation(
              outputs,
              outputs,
              c ->
                  c.stride(stride)
                      .groups(outputs / groupWidth)
                      .normLayer(o.normLayer)
                      .activationLayer(o::inPlace)));
      if (squeeze != 0) {
        registerModule(
            "se",
            new SqueezeExcitation(
                outputs, (long) Math.rint(squeeze * inputs), c -> c.activation(o::apart)));
      }
      registerModule(
          "c",
          new Conv2dNormActivation(
              outputs, outputs, c -> c.kernelSize(1).normLayer(o.normLayer).activationLayer(null)));
    }
  }

  private void initialize() {
    for (Module module : modules()) {
      if (module instanceof Conv2d conv) {
        long[] kernel = conv.weight.shape().toArray();
        double fanOut = (double) kernel[2] * kernel[3] * kernel[0];
        Init.normal_(conv.weight, 0, Math.sqrt(2 / fanOut));
      } else if (module instanceof BatchNorm2d norm) {
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
    return fc.call(Torch.flatten(avgpool.call(trunkOutput.call(stem.call(x))), 1));
  }
}
