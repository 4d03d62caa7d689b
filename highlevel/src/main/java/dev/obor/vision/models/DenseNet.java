package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.BatchNorm2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.F;
import dev.obor.nn.Init;
import dev.obor.nn.Linear;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import dev.obor.serialization.OrderedDict;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Blocks in which each layer sees the outputs of all before it: Python's {@code
 * torchvision.models.DenseNet}, from "Densely connected convolutional networks" (Huang and others,
 * 2016).
 *
 * <p>Input: (N, 3, H, W), of 29 by 29 pixels at least. Output: (N, numClasses).
 *
 * <p>Weights of convolutions are drawn from He's normal distribution, biases are zeros.
 *
 * <pre>{@code
 * DenseNet model = Models.densenet121();
 * model.requiresGrad_(false);
 * model.classifier = new Sequential(new Linear(1024, 2), new LogSoftmax(1));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class DenseNet extends Module {
  private static final Pattern OLD_KEY =
      Pattern.compile(
          "^(.*denselayer\\d+\\.(?:norm|relu|conv))\\."
              + "([12]\\.(?:weight|bias|running_mean|running_var))$");

  /** The convolutions. */
  public Sequential features = new Sequential();

  /** The last layer; another may take its place, for transfer learning. */
  public Module classifier;

  /** Keyword arguments of the constructor. */
  public static final class Options extends ModelOptions<Options> {
    private long bnSize = 4;
    private double dropRate;
    private boolean memoryEfficient;

    Options() {}

    @Override
    protected Options self() {
      return this;
    }

    /** Sets how many times as many channels as it gives a layer has inside; default 4. */
    public Options bnSize(long value) {
      this.bnSize = value;
      return this;
    }

    /** Sets how likely an output of a layer is dropped in training; default 0. */
    public Options dropRate(double value) {
      this.dropRate = value;
      return this;
    }

    /** Sets whether activations are computed again for the gradients, not kept; default false. */
    public Options memoryEfficient(boolean value) {
      this.memoryEfficient = value;
      return this;
    }
  }

  /** Makes the network of the paper with 121 layers, for 1000 classes. */
  public DenseNet() {
    this(32, new int[] {6, 12, 24, 16}, 64, o -> {});
  }

  /**
   * Makes a network: Python's {@code DenseNet(growth_rate, block_config, num_init_features, …)}.
   *
   * @param growthRate how many channels each layer adds
   * @param blockConfig how many layers each block has
   * @param numInitFeatures the channels of the first convolution
   */
  public DenseNet(
      long growthRate, int[] blockConfig, long numInitFeatures, Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(), options);
    features.registerModule(
        "conv0", new Conv2d(3, numInitFeatures, 7, c -> c.stride(2).padding(3).bias(false)));
    features.registerModule("norm0", new BatchNorm2d(numInitFeatures));
    features.registerModule("relu0", new ReLU(true));
    features.registerModule("pool0", new MaxPool2d(3, p -> p.stride(2).padding(1)));
    long channels = numInitFeatures;
    for (int i = 0; i < blockConfig.length; i++) {
      int layers = blockConfig[i];
      features.registerModule(
          "denseblock" + (i + 1),
          new DenseBlock(layers, channels, o.bnSize, growthRate, o.dropRate, o.memoryEfficient));
      channels += layers * growthRate;
      if (i < blockConfig.length - 1) {
        features.registerModule(
            "transition" + (i + 1), new DenseTransition(channels, channels / 2));
        channels /= 2;
      }
    }
    features.registerModule("norm5", new BatchNorm2d(channels));
    this.classifier = new Linear(channels, o.numClasses);
    initialize();
  }

  private void initialize() {
    for (Module module : modules()) {
      if (module instanceof Conv2d conv) {
        Init.kaimingNormal_(conv.weight);
      } else if (module instanceof BatchNorm2d norm) {
        InitialWeights.ones(norm.weight);
        InitialWeights.zeros(norm.bias);
      } else if (module instanceof Linear linear) {
        InitialWeights.zeros(linear.bias);
      }
    }
  }

  /** In the files that are around, layers have names like {@code denselayer1.norm.1.weight}. */
  static Map<String, Tensor> renamed(Map<String, Tensor> state) {
    OrderedDict<String, Tensor> renamed = new OrderedDict<>();
    if (state instanceof OrderedDict<String, Tensor> ordered) {
      renamed.attributes().putAll(ordered.attributes());
    }
    state.forEach((key, value) -> renamed.put(OLD_KEY.matcher(key).replaceFirst("$1$2"), value));
    return renamed;
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor out = F.relu(features.call(x), true);
    return classifier.call(Torch.flatten(F.adaptiveAvgPool2d(out, Torch.size(1, 1)), 1));
  }
}
