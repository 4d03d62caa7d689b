package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Convolutions of 3 by 3 between poolings, and three linear layers: Python's {@code
 * torchvision.models.VGG}, from "Very deep convolutional networks for large-scale image
 * recognition" (Simonyan and Zisserman, 2014).
 *
 * <p>Input: (N, 3, H, W), of 32 by 32 pixels at least. Output: (N, numClasses).
 *
 * <p>Weights of convolutions are drawn from He's normal distribution for their outputs, those of
 * linear layers from the normal distribution with standard deviation 0.01; biases are zeros.
 *
 * <pre>{@code
 * Models.vgg16Bn(o -> o.numClasses(10).dropout(0.2));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class VGG extends Module {
  /** Stands for a pooling among the numbers of channels. */
  private static final int POOL = 0;

  /** The convolutions. */
  public Module features;

  /** Brings pictures of any size to 7 by 7. */
  public AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(Torch.size(7, 7));

  /** The linear layers. */
  public Sequential classifier;

  /** Keyword arguments of the constructor. */
  public static final class Options extends DropoutOptions<Options> {
    private boolean initWeights = true;

    Options() {
      super(0.5);
    }

    @Override
    protected Options self() {
      return this;
    }

    /** Sets whether the weights are drawn as described; default true. */
    public Options initWeights(boolean value) {
      this.initWeights = value;
      return this;
    }
  }

  /** Makes a network for 1000 classes from its convolutions, which give 512 channels. */
  public VGG(Module features) {
    this(features, o -> {});
  }

  /** Makes a network from its convolutions, which give 512 channels, and keyword arguments. */
  public VGG(Module features, Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(), options);
    this.features = features;
    this.classifier =
        new Sequential(
            new Linear(512 * 7 * 7, 4096),
            new ReLU(true),
            new Dropout(o.dropout),
            new Linear(4096, 4096),
            new ReLU(true),
            new Dropout(o.dropout),
            new Linear(4096, o.numClasses));
    if (o.initWeights) {
      initialize();
    }
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
        Init.normal_(linear.weight, 0, 0.01);
        InitialWeights.zeros(linear.bias);
      }
    }
  }

  /**
   * Makes one of the networks of the paper.
   *
   * @param depth how many layers have weights: 11, 13, 16 or 19
   */
  static VGG ofDepth(int depth, boolean batchNorm, Consumer<Options> options) {
    int deep = depth == 16 ? 3 : depth == 19 ? 4 : 2;
    int shallow = depth == 11 ? 1 : 2;
    Sequential layers = new Sequential();
    long channels = 3;
    for (int width : channels(shallow, deep)) {
      if (width == POOL) {
        layers.append(new MaxPool2d(2, 2));
        continue;
      }
      layers.append(new Conv2d(channels, width, 3, o -> o.padding(1)));
      if (batchNorm) {
        layers.append(new BatchNorm2d(width));
      }
      layers.append(new ReLU(true));
      channels = width;
    }
    return new VGG(layers, options);
  }

  /** The channels of the layers: two groups of shallow ones, then three of deep ones. */
  private static List<Integer> channels(int shallow, int deep) {
    List<Integer> channels = new ArrayList<>();
    int[] widths = {64, 128, 256, 512, 512};
    for (int group = 0; group < widths.length; group++) {
      for (int i = 0; i < (group < 2 ? shallow : deep); i++) {
        channels.add(widths[group]);
      }
      channels.add(POOL);
    }
    return channels;
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(Torch.flatten(avgpool.call(features.call(x)), 1));
  }
}
