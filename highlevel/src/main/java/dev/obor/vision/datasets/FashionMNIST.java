package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Pieces of clothing in the format of {@link MNIST}: Python's {@code
 * torchvision.datasets.FashionMNIST}.
 *
 * <p>The files lie in {@code root/FashionMNIST/raw}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class FashionMNIST extends MNIST {
  private static final MnistFiles FILES =
      MnistFiles.standard(
          List.of("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/"),
          "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
          "25c81989df183df01b3e8a0aad5dffbe",
          "bef4ecab320f06d8554ea6380940ec79",
          "bb300cfdad3c16e7a12a480ee83cd310");

  private static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  /** Reads the training set: Python's {@code FashionMNIST(root)}. */
  public FashionMNIST(String root) {
    this(root, o -> {});
  }

  /** Reads one of the two sets: Python's {@code FashionMNIST(root, train)}. */
  public FashionMNIST(String root, boolean train) {
    this(root, o -> o.train(train));
  }

  /** Reads one of the two sets: Python's {@code FashionMNIST(root, train, transform)}. */
  public FashionMNIST(String root, boolean train, Function<? super BufferedImage, ?> transform) {
    this(root, o -> o.train(train).transform(transform));
  }

  /**
   * Reads one of the two sets: Python's {@code FashionMNIST(root, train=…, transform=…,
   * target_transform=…, download=…)}.
   *
   * @param root the folder that holds, or gets, {@code FashionMNIST/raw}
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public FashionMNIST(String root, Consumer<TrainOptions> options) {
    super(root, read(options), "FashionMNIST", FILES, CLASSES);
  }
}
