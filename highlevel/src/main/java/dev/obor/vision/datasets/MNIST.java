package dev.obor.vision.datasets;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Handwritten digits, 28 × 28 levels of grey: Python's {@code torchvision.datasets.MNIST}, 60,000
 * for training and 10,000 to test with.
 *
 * <pre>{@code
 * MNIST dataset = new MNIST("data", o -> o.train(true).download(true).transform(new ToTensor()));
 * BufferedImage digit = new MNIST("data").get(0).picture();
 * }</pre>
 *
 * <p>The files lie in {@code root/MNIST/raw}, as torchvision puts them, unpacked or still with
 * {@code .gz}. All images are held in memory.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public class MNIST extends PictureDataset {
  private static final List<String> CLASSES =
      List.of(
          "0 - zero",
          "1 - one",
          "2 - two",
          "3 - three",
          "4 - four",
          "5 - five",
          "6 - six",
          "7 - seven",
          "8 - eight",
          "9 - nine");

  private static final MnistFiles FILES =
      MnistFiles.standard(
          List.of(
              "https://ossci-datasets.s3.amazonaws.com/mnist/",
              "http://yann.lecun.com/exdb/mnist/"),
          "f68b3c2dcbeaaa9fbdd348bbdeb94873",
          "d53e105ee54ea40749a09fcbcd1e9432",
          "9fb629c4189551a2d022fa330f9573f3",
          "ec29112dd5afa0611ce80d1b7f02629c");

  private final String folderName;
  private final String extra;
  private final List<String> classes;
  private final byte[] images;
  private final int size;
  private final int height;
  private final int width;

  /** The labels, or the rows of many numbers of which the first one is the label. */
  private final long[] targets;

  private final int numbersPerTarget;

  /** Reads the training set: Python's {@code MNIST(root)}. */
  public MNIST(String root) {
    this(root, o -> {});
  }

  /** Reads one of the two sets: Python's {@code MNIST(root, train)}. */
  public MNIST(String root, boolean train) {
    this(root, o -> o.train(train));
  }

  /** Reads one of the two sets: Python's {@code MNIST(root, train, transform)}. */
  public MNIST(String root, boolean train, Function<? super BufferedImage, ?> transform) {
    this(root, o -> o.train(train).transform(transform));
  }

  /**
   * Reads one of the two sets: Python's {@code MNIST(root, train=…, transform=…,
   * target_transform=…, download=…)}.
   *
   * @param root the folder that holds, or gets, {@code MNIST/raw}
   * @throws TorchException if the files are not there, or damaged
   */
  public MNIST(String root, Consumer<TrainOptions> options) {
    this(root, read(options), "MNIST", FILES, CLASSES);
  }

  MNIST(String root, TrainOptions o, String folderName, MnistFiles files, List<String> classes) {
    this(root, o, o.download, folderName, files.part(o.train), classes, train(o.train));
  }

  /** Makes a dataset of the family. */
  MNIST(
      String root,
      VisionOptions<?, ?, ?> o,
      boolean download,
      String folderName,
      MnistFiles.Part part,
      List<String> classes,
      String extra) {
    super(root, o);
    this.folderName = folderName;
    this.classes = classes;
    this.extra = extra;
    Path raw = rawFolder();
    if (download) {
      part.download(raw);
    }
    Path imagesFile = found(raw, part.images());
    Path labelsFile = found(raw, part.labels());
    try {
      IdxFile imageData = IdxFile.read(imagesFile);
      IdxFile labelData = IdxFile.read(labelsFile);
      int[] shape = imageData.shape();
      int[] labelShape = labelData.shape();
      if (shape.length != 3) {
        throw new ValueException(
            "x should have 3 dimension instead of " + shape.length + "\nin " + imagesFile);
      }
      if (labelShape.length != part.labelDimensions()) {
        throw new ValueException(
            "x should have "
                + part.labelDimensions()
                + " dimension instead of "
                + labelShape.length
                + "\nin "
                + labelsFile);
      }
      if (imageData.dtype() != DType.UINT8) {
        throw new TypeException(
            "x should be of dtype torch.uint8 instead of "
                + imageData.dtype()
                + "\nin "
                + imagesFile);
      }
      if (shape[0] != labelShape[0]) {
        throw new ValueException(
            labelsFile + " has " + labelShape[0] + " labels for " + shape[0] + " images");
      }
      this.height = shape[1];
      this.width = shape[2];
      int row = labelShape.length == 1 ? 1 : labelShape[1];
      if (row < 1) {
        throw new ValueException(labelsFile + " has empty labels");
      }
      int from = Math.min(part.from(), shape[0]);
      int to = Math.min(part.to(), shape[0]);
      this.size = to - from;
      this.numbersPerTarget = row;
      int pixels = height * width;
      boolean isAll = from == 0 && to == shape[0];
      byte[] all = imageData.unsignedBytes();
      this.images = isAll ? all : Arrays.copyOfRange(all, from * pixels, to * pixels);
      this.targets = Arrays.copyOfRange(labelData.toLongs(), from * row, to * row);
    } catch (IOException e) {
      TorchException damaged = new TorchException(String.valueOf(e.getMessage()));
      damaged.initCause(e);
      throw damaged;
    }
  }

  static TrainOptions read(Consumer<TrainOptions> options) {
    TrainOptions o = new TrainOptions();
    options.accept(o);
    return o;
  }

  static String train(boolean train) {
    return "Split: " + (train ? "Train" : "Test");
  }

  private static Path found(Path raw, String name) {
    Path plain = raw.resolve(name);
    if (Files.isRegularFile(plain)) {
      return plain;
    }
    Path compressed = raw.resolve(name + ".gz");
    if (Files.isRegularFile(compressed)) {
      return compressed;
    }
    throw new TorchException(
        "Dataset not found. You can use download=True to download it\nIn Java: o ->"
            + " o.download(true). Neither "
            + plain
            + " nor the same with .gz is there.");
  }

  // ---- what the dataset has

  @Override
  final Sample load(int at) {
    return new Sample(picture(at), target(at));
  }

  @Override
  @Nullable Sample batchOfLevels(int[] indices, BatchTransform transform) {
    int pixels = height * width;
    boolean isLarge = (long) indices.length * pixels > Integer.MAX_VALUE - 8;
    try (Scope scope = Torch.scope()) {
      if (isLarge || !(target(indices[0]) instanceof Integer)) {
        return null;
      }
      byte[] levels = new byte[indices.length * pixels];
      long[] labels = new long[indices.length];
      for (int i = 0; i < indices.length; i++) {
        System.arraycopy(images, indices[i] * pixels, levels, i * pixels, pixels);
        labels[i] = targets[indices[i] * numbersPerTarget];
      }
      Tensor all = transform.applyGray(levels, indices.length, height, width);
      return all == null ? null : scope.keepAll(new Sample(all, Torch.fromArray(labels)));
    }
  }

  private BufferedImage picture(int at) {
    return Images.gray(images, at * height * width, width, height);
  }

  /** The number of the class that an image belongs to. */
  Object target(int at) {
    return (int) targets[at * numbersPerTarget];
  }

  final long[] targetRow(int at) {
    return Arrays.copyOfRange(targets, at * numbersPerTarget, (at + 1) * numbersPerTarget);
  }

  @Override
  public int size() {
    return size;
  }

  /** All images, Python's {@code dataset.data}: a new uint8 tensor of shape (N, 28, 28). */
  public Tensor data() {
    return Torch.fromUnsignedArray(images, size, height, width);
  }

  /** All labels, Python's {@code dataset.targets}: a new int64 tensor of shape (N). */
  public Tensor targets() {
    return numbersPerTarget == 1
        ? Torch.fromArray(targets, size)
        : Torch.fromArray(targets, size, numbersPerTarget);
  }

  /** The names of the classes: Python's {@code dataset.classes}. */
  public List<String> classes() {
    return classes;
  }

  /** The numbers of the classes by their names: Python's {@code dataset.class_to_idx}. */
  public Map<String, Integer> classToIdx() {
    return indices(classes);
  }

  /** Where the files lie: Python's {@code dataset.raw_folder}. */
  public final Path rawFolder() {
    return folder().resolve(folderName).resolve("raw");
  }

  @Override
  protected String extraRepr() {
    return extra;
  }

  /** The classes of the digits, for datasets like this one. */
  static List<String> digits() {
    return CLASSES;
  }
}
