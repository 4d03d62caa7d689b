package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Flatten;
import dev.obor.nn.GELU;
import dev.obor.nn.Init;
import dev.obor.nn.LayerNorm;
import dev.obor.nn.Linear;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.Parameter;
import dev.obor.nn.Sequential;
import dev.obor.vision.ops.Conv2dNormActivation;
import dev.obor.vision.ops.Permute;
import dev.obor.vision.ops.StochasticDepth;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Convolutions built like transformers: Python's {@code torchvision.models.ConvNeXt}, from "A
 * ConvNet for the 2020s" (Liu and others, 2022).
 *
 * <p>Input: (N, 3, H, W), of 32 by 32 pixels at least. Output: (N, numClasses).
 *
 * <p>Weights are drawn from the truncated normal distribution with standard deviation 0.02; biases
 * are zeros.
 *
 * <pre>{@code
 * Models.convnextTiny(o -> o.numClasses(10).stochasticDepthProb(0.2));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class ConvNeXt extends Module {
  /** The convolutions. */
  public Sequential features = new Sequential();

  /** Takes the mean over each picture. */
  public AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);

  /** The last layers. */
  public Sequential classifier;

  /** Keyword arguments of the constructor. */
  public static final class Options extends ModelOptions<Options> {
    private double stochasticDepthProb;
    private double layerScale = 1e-6;

    Options(double stochasticDepthProb) {
      this.stochasticDepthProb = stochasticDepthProb;
    }

    @Override
    protected Options self() {
      return this;
    }

    /** Sets how likely the last block drops out in training. */
    public Options stochasticDepthProb(double value) {
      this.stochasticDepthProb = value;
      return this;
    }

    /** Sets what the output of each block is multiplied by at first; default 1e-6. */
    public Options layerScale(double value) {
      this.layerScale = value;
      return this;
    }
  }

  /** Normalises the channels of each pixel. */
  private static final class LayerNorm2d extends LayerNorm {
    LayerNorm2d(long channels) {
      super(channels, o -> o.eps(1e-6));
    }

    @Override
    public Tensor forward(Tensor x) {
      return super.forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2);
    }
  }

  /** A wide convolution of each channel, and two linear layers over the channels of each pixel. */
  private static final class CNBlock extends Module {
    Sequential block;

    @Name("layer_scale")
    Tensor layerScale;

    @Name("stochastic_depth")
    StochasticDepth stochasticDepth;

    CNBlock(long channels, double scale, double drop) {
      this.block =
          new Sequential(
              new Conv2d(channels, channels, 7, o -> o.padding(3).groups(channels)),
              new Permute(0, 2, 3, 1),
              new LayerNorm(channels, o -> o.eps(1e-6)),
              new Linear(channels, 4 * channels),
              new GELU(),
              new Linear(4 * channels, channels),
              new Permute(0, 3, 1, 2));
      this.layerScale = Parameter.of(Torch.ones(channels, 1, 1).mul_(scale));
      this.stochasticDepth = new StochasticDepth(drop, "row");
    }

    @Override
    public Tensor forward(Tensor x) {
      return stochasticDepth.call(layerScale.mul(block.call(x))).add_(x);
    }
  }

  /**
   * Makes a network.
   *
   * @param channels of each stage
   * @param blocks of each stage
   * @param stochasticDepthProb how likely the last block drops out, unless the options say it
   */
  ConvNeXt(long[] channels, int[] blocks, double stochasticDepthProb, Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(stochasticDepthProb), options);
    features.append(
        new Conv2dNormActivation(
            3,
            channels[0],
            c ->
                c.kernelSize(4)
                    .stride(4)
                    .padding(0)
                    .normLayer(LayerNorm2d::new)
                    .activationLayer(null)
                    .bias(true)));
    int total = Arrays.stream(blocks).sum();
    int count = 0;
    for (int i = 0; i < blocks.length; i++) {
      Sequential stage = new Sequential();
      for (int k = 0; k < blocks[i]; k++) {
        double drop = o.stochasticDepthProb * count / (total - 1.0);
        stage.append(new CNBlock(channels[i], o.layerScale, drop));
        count++;
      }
      features.append(stage);
      if (i < blocks.length - 1) {
        features.append(
            new Sequential(
                new LayerNorm2d(channels[i]),
                new Conv2d(channels[i], channels[i + 1], 2, c -> c.stride(2))));
      }
    }
    long last = channels[channels.length - 1];
    this.classifier =
        new Sequential(new LayerNorm2d(last), new Flatten(1), new Linear(last, o.numClasses));
    initialize();
  }

  private void initialize() {
    for (Module module : modules()) {
      if (module instanceof Conv2d conv) {
        Init.truncNormal_(conv.weight, o -> o.std(0.02));
        InitialWeights.zeros(conv.bias);
      } else if (module instanceof Linear linear) {
        Init.truncNormal_(linear.weight, o -> o.std(0.02));
        InitialWeights.zeros(linear.bias);
      }
    }
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(avgpool.call(features.call(x)));
  }
}
