package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Coloured images of 32 × 32 in 100 classes: Python's {@code torchvision.datasets.CIFAR100}.
 *
 * <p>The files lie in {@code root/cifar-100-python}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class CIFAR100 extends CIFAR10 {
  private static final CifarFiles FILES =
      new CifarFiles(
          "https://www.cs.toronto.edu/~kriz/cifar-100-python.tar.gz",
          "eb9058c3a382ffc7106e4002c42a8d85",
          "cifar-100-python",
          List.of(new CifarFiles.Batch("train", "16019d7e3df5f24257cddd939b257f8d")),
          List.of(new CifarFiles.Batch("test", "f0ef6b0ae62326f3e7ffdfab6717acfc")),
          new CifarFiles.Batch("meta", "7973b15100ade9c7d40fb424638fde48"),
          "fine_label_names");

  /** Reads the training set: Python's {@code CIFAR100(root)}. */
  public CIFAR100(String root) {
    this(root, o -> {});
  }

  /** Reads one of the two sets: Python's {@code CIFAR100(root, train)}. */
  public CIFAR100(String root, boolean train) {
    this(root, o -> o.train(train));
  }

  /** Reads one of the two sets: Python's {@code CIFAR100(root, train, transform)}. */
  public CIFAR100(String root, boolean train, Function<? super BufferedImage, ?> transform) {
    this(root, o -> o.train(train).transform(transform));
  }

  /**
   * Reads one of the two sets: Python's {@code CIFAR100(root, train=…, transform=…,
   * target_transform=…, download=…)}.
   *
   * @param root the folder that holds, or gets, {@code cifar-100-python}
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public CIFAR100(String root, Consumer<TrainOptions> options) {
    this(root, MNIST.read(options), FILES);
  }

  CIFAR100(String root, TrainOptions o, CifarFiles files) {
    super(root, o, files);
  }
}
