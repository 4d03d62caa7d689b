package dev.obor.vision.ops;

import dev.obor.Tensor;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sigmoid;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Weighs the channels of a picture by what all of them hold on the average: Python's {@code
 * torchvision.ops.SqueezeExcitation}, from "Squeeze-and-excitation networks" (Hu and others, 2017).
 *
 * <p>Input and output: (N, inputChannels, H, W).
 *
 * <pre>{@code
 * new SqueezeExcitation(64, 16, o -> o.scaleActivation(Hardsigmoid::new));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class SqueezeExcitation extends Module {
  /** Takes the mean of each channel. */
  public AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(1);

  /** Makes few numbers of them. */
  public Conv2d fc1;

  /** Makes one number for each channel again. */
  public Conv2d fc2;

  /** Stands between the two. */
  public Module activation;

  /** Makes weights of the numbers. */
  @Name("scale_activation")
  public Module scaleActivation;

  /** Keyword arguments of the constructor. */
  public static final class Options {
    private Supplier<? extends Module> activation = ReLU::new;
    private Supplier<? extends Module> scaleActivation = Sigmoid::new;

    Options() {}

    /** Sets what makes the activation between the convolutions; default {@code ReLU}. */
    public Options activation(Supplier<? extends Module> value) {
      this.activation = value;
      return this;
    }

    /** Sets what makes the activation behind them; default {@code Sigmoid}. */
    public Options scaleActivation(Supplier<? extends Module> value) {
      this.scaleActivation = value;
      return this;
    }
  }

  /** Makes the layers: Python's {@code SqueezeExcitation(input_channels, squeeze_channels)}. */
  public SqueezeExcitation(long inputChannels, long squeezeChannels) {
    this(inputChannels, squeezeChannels, o -> {});
  }

  /** Makes the layers with keyword arguments. */
  public SqueezeExcitation(long inputChannels, long squeezeChannels, Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    this.fc1 = new Conv2d(inputChannels, squeezeChannels, 1);
    this.fc2 = new Conv2d(squeezeChannels, inputChannels, 1);
    this.activation = o.activation.get();
    this.scaleActivation = o.scaleActivation.get();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor scale = fc2.call(activation.call(fc1.call(avgpool.call(x))));
    return scaleActivation.call(scale).mul(x);
  }
}
