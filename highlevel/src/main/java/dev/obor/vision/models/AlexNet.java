package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.AdaptiveAvgPool2d;
import dev.obor.nn.Conv2d;
import dev.obor.nn.Dropout;
import dev.obor.nn.Linear;
import dev.obor.nn.MaxPool2d;
import dev.obor.nn.Module;
import dev.obor.nn.ReLU;
import dev.obor.nn.Sequential;
import java.util.function.Consumer;

/**
 * Five convolutions and three linear layers: Python's {@code torchvision.models.AlexNet}, from "One
 * weird trick for parallelizing convolutional neural networks" (Krizhevsky, 2014).
 *
 * <p>Input: (N, 3, H, W), of 63 by 63 pixels at least. Output: (N, numClasses).
 *
 * <pre>{@code
 * Models.alexnet(o -> o.numClasses(10)).call(Torch.randn(1, 3, 224, 224)).shape();  // torch.Size([1, 10])
 * }</pre>
 *
 * <p>Thread rule: that of {@link Module}.
 */
public class AlexNet extends Module {
  /** The convolutions. */
  public Sequential features =
      new Sequential(
          new Conv2d(3, 64, 11, o -> o.stride(4).padding(2)),
          new ReLU(true),
          new MaxPool2d(3, 2),
          new Conv2d(64, 192, 5, o -> o.padding(2)),
          new ReLU(true),
          new MaxPool2d(3, 2),
          new Conv2d(192, 384, 3, o -> o.padding(1)),
          new ReLU(true),
          new Conv2d(384, 256, 3, o -> o.padding(1)),
          new ReLU(true),
          new Conv2d(256, 256, 3, o -> o.padding(1)),
          new ReLU(true),
          new MaxPool2d(3, 2));

  /** Brings pictures of any size to 6 by 6. */
  public AdaptiveAvgPool2d avgpool = new AdaptiveAvgPool2d(Torch.size(6, 6));

  /** The linear layers. */
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

  /** Makes a network for 1000 classes. */
  public AlexNet() {
    this(o -> {});
  }

  /** Makes a network with keyword arguments: {@code new AlexNet(o -> o.numClasses(10))}. */
  public AlexNet(Consumer<Options> options) {
    Options o = ModelOptions.read(new Options(), options);
    this.classifier =
        new Sequential(
            new Dropout(o.dropout),
            new Linear(256 * 6 * 6, 4096),
            new ReLU(true),
            new Dropout(o.dropout),
            new Linear(4096, 4096),
            new ReLU(true),
            new Linear(4096, o.numClasses));
  }

  @Override
  public Tensor forward(Tensor x) {
    return classifier.call(Torch.flatten(avgpool.call(features.call(x)), 1));
  }
}
