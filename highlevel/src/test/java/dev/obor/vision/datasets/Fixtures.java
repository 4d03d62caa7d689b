package dev.obor.vision.datasets;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The small files that {@code vision_dataset_goldens.py} made, and datasets that read them. */
final class Fixtures {
  private Fixtures() {}

  /** The folder with the files. */
  static String root() {
    URL url = Objects.requireNonNull(Fixtures.class.getResource("/dev/obor/vision/datasets/data"));
    try {
      return Path.of(url.toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static CifarFiles.Batch batch(String folder, String name) {
    return new CifarFiles.Batch(name, Downloads.calculateMd5(Path.of(root(), folder, name)));
  }

  static CifarFiles ten() {
    String folder = "cifar-10-batches-py";
    return new CifarFiles(
        "",
        "",
        folder,
        List.of(batch(folder, "data_batch_1"), batch(folder, "data_batch_2")),
        List.of(batch(folder, "test_batch")),
        batch(folder, "batches.meta"),
        "label_names");
  }

  static CifarFiles hundred() {
    String folder = "cifar-100-python";
    return new CifarFiles(
        "",
        "",
        folder,
        List.of(batch(folder, "train")),
        List.of(batch(folder, "test")),
        batch(folder, "meta"),
        "fine_label_names");
  }

  private static DataFile file(String name) {
    return new DataFile("", name, Downloads.calculateMd5(Path.of(root(), name)));
  }

  static TrainOptions options(Consumer<TrainOptions> options) {
    return MNIST.read(options);
  }

  /** A dataset by the name that the fixtures give it. */
  static VisionDataset dataset(String name) {
    String[] words = name.split(" ", -1);
    boolean isTrain = !name.endsWith("test");
    String root = root();
    return switch (words[0]) {
      case "MNIST" -> new MNIST(root, isTrain);
      case "FashionMNIST" -> new FashionMNIST(root, isTrain);
      case "KMNIST" -> new KMNIST(root, isTrain);
      case "EMNIST" -> new EMNIST(root, words[1], o -> o.train(isTrain));
      case "QMNIST" ->
          new QMNIST(
              root,
              o ->
                  o.what(words[1].equals("all") ? "test" : words[1])
                      .compat(!words[1].equals("all")));
      case "CIFAR10" -> new CIFAR10(root, options(o -> o.train(isTrain)), ten());
      case "CIFAR100" -> new CIFAR100(root, options(o -> o.train(isTrain)), hundred());
      case "DTD" -> isTrain ? new DTD(root) : new DTD(root, o -> o.split("test").partition(3));
      case "Food101" -> new Food101(root, o -> o.split(isTrain ? "train" : "test"));
      case "EuroSAT" -> new EuroSAT(root);
      case "USPS" -> new USPS(root, isTrain);
      case "SVHN" -> {
        SplitOptions o =
            new SplitOptions().set(options -> options.split(isTrain ? "train" : "test"));
        yield new SVHN(root, o, Map.of(o.split, file(o.split + "_32x32.mat")));
      }
      case "SEMEION" -> new SEMEION(root, o -> o.download(false), file("semeion.data"));
      case "ImageFolder" -> new ImageFolder(root + "/animals");
      default ->
          words.length == 1
              ? new FakeData(3, o -> o.imageSize(3, 5, 4).numClasses(7).randomOffset(2))
              : new FakeData(2, o -> o.imageSize(1, 3, 4));
    };
  }
}
