package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.ValueException;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.Init;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.function.Consumer;

/**
 * A network with few weights: Python's {@code torchvision.models.SqueezeNet}, from "SqueezeNet:
 * AlexNet-level accuracy with 50x fewer parameters" (Iandola and others, 2016).
 *
 * <p>Input: (N, 3, H, W), of 21 by 21 pixels at least. Output: (N, numClasses).
 *
 * <p>Weights are drawn from He's uniform distribution, those of the last convolution from the
 * normal distribution with standard deviation 0.01; biases are zeros.
 *
 * <pre>{@code
 * Models.squeezenet1_1(o -> o.numClasses(10));
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class SqueezeNet extends Module {
  /** The convolutions. */
  public Sequential features;

  /** The last convolution, and the mean over each picture. */
  public Sequential classifier;

  /** Keyword arguments of the constructor. */
  public static final class Options extends DropoutOptions<Options> {
    Options() {
      super(0.5);
    }

    @Override
    protected Options self() {
      return this;
    }
  }

  /** Makes the network of the paper, for 1000 classes. */
  public SqueezeNet() {
    this("1_0", o -> {});
  }

  /**
   * Makes a network: Python's {@code SqueezeNet(version, …)}.
   *
   * @param version {@code 1_0}, or {@code 1_1}, which computes less
   * @throws ValueException if there is no such version
   */
  public SqueezeNet(String version, Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(), options);
    this.features =
        switch (version) {
          case "1_0" -> original();
          case "1_1" -> faster();
          default ->
              throw new ValueException(
                  "Unsupported SqueezeNet version " + version + ": 1_0 or 1_1 expected");
        };
    Conv2d last = new Conv2d(512, o.numClasses, 1);
    this.classifier =
        new Sequential(
            new Dropout(o.dropout), last, new ReLU(true), new AdaptiveAvgPool2d(Torch.size(1, 1)));
    for (Module module : modules()) {
      if (module instanceof Conv2d conv) {
        if (conv == last) {
          Init.normal_(conv.weight, 0, 0.01);
        } else {
          Init.kaimingUniform_(conv.weight);
        }
        InitialWeights.zeros(conv.bias);
      }
    }
  }

  private static Sequential original() {
    return new Sequential(
        new Conv2d(3, 96, 7, 2),
        new ReLU(true),
        pool(),
        new Fire(96, 16, 64),
        new Fire(128, 16, 64),
        new Fire(128, 32, 128),
        pool(),
        new Fire(256, 32, 128),
        new Fire(256, 48, 192),
        new Fire(384, 48, 192),
        new Fire(384, 64, 256),
        pool(),
        new Fire(512, 64, 256));
  }

  private static Sequential faster() {
    return new Sequential(
        new Conv2d(3, 64, 3, 2),
        new ReLU(true),
        pool(),
        new Fire(64, 16, 64),
        new Fire(128, 16, 64),
        pool(),
        new Fire(128, 32, 128),
        new Fire(256, 32, 128),
        pool(),
        new Fire(256, 48, 192),
        new Fire(384, 48, 192),
        new Fire(384, 64, 256),
        new Fire(512, 64, 256));
  }

  private static MaxPool2d pool() {
    return new MaxPool2d(3, o -> o.stride(2).ceilMode(true));
  }

  @Override
  public Tensor forward(Tensor x) {
    return Torch.flatten(classifier.call(features.call(x)), 1);
  }
}
