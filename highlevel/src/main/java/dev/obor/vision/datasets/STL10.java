package dev.obor.vision.datasets;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Coloured images of 96 × 96 in 10 classes, and many without a label: Python's {@code
 * torchvision.datasets.STL10}. The label of those is -1.
 *
 * <p>The files lie in {@code root/stl10_binary}. All images are held in memory.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class STL10 extends PictureDataset {
  private static final DataFile ARCHIVE =
      new DataFile(
          "http://ai.stanford.edu/~acoates/stl10/stl10_binary.tar.gz",
          "stl10_binary.tar.gz",
          "91f7769df0f17e558f3565bffb0c7dfb");
  private static final List<DataFile> FILES =
      List.of(
          new DataFile("", "train_X.bin", "918c2871b30a85fa023e0c44e0bee87f"),
          new DataFile("", "train_y.bin", "5a34089d4802c674881badbb80307741"),
          new DataFile("", "unlabeled_X.bin", "5242ba1fed5e4be9e1e742405eb56ca4"),
          new DataFile("", "test_X.bin", "7f263ba9f9e0b06b93213547f721ac82"),
          new DataFile("", "test_y.bin", "36f9794fa4beb8a2c72628de14fa638e"));
  private static final int SIDE = 96;
  private static final int BYTES = 3 * SIDE * SIDE;

  private final String split;

  /** For each image its reds, greens and blues, each column by column. */
  private List<byte[]> images = new ArrayList<>();

  private List<Integer> labels = new ArrayList<>();

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Integer, Options> {
    private String split = "train";
    private @Nullable Integer folds;
    private boolean download;

    Options() {}

    /**
     * Sets which part it is: {@code train}, which is the default, {@code test}, {@code unlabeled}
     * or {@code train+unlabeled}.
     */
    public Options split(String value) {
      this.split = value;
      return this;
    }

    /** Sets which of ten thousands of the training set it is, from 0; null means all of it. */
    public Options folds(@Nullable Integer value) {
      this.folds = value;
      return this;
    }

    /** Sets whether the files are fetched if they are not there; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }
  }

  /** Reads the training set: Python's {@code STL10(root)}. */
  public STL10(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code STL10(root, split=…, folds=…, transform=…, target_transform=…,
   * download=…)}.
   *
   * @param root the folder that holds, or gets, {@code stl10_binary}
   * @throws ValueException if there is no such split or fold
   * @throws TorchException if the files are not there, or damaged
   */
  public STL10(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private STL10(String root, Options o) {
    super(root, o);
    this.split =
        verified(o.split, "split", List.of("train", "train+unlabeled", "unlabeled", "test"));
    if (o.folds != null && (o.folds < 0 || o.folds > 9)) {
      throw new ValueException(
          "Value for argument folds should be in the range [0, 10), but got " + o.folds + ".");
    }
    if (o.download && !isWhole(o)) {
      Downloads.downloadAndExtractArchive(
          ARCHIVE.url(), folder(), d -> d.filename(ARCHIVE.name()).md5(ARCHIVE.md5()));
    } else if (!isWhole(o)) {
      throw DatasetFiles.notFoundOrCorrupted(base());
    }
    if (split.startsWith("train")) {
      read("train_X.bin", "train_y.bin");
      if (o.folds != null) {
        choose(o.folds);
      }
    }
    if (split.equals("test")) {
      read("test_X.bin", "test_y.bin");
    }
    if (split.endsWith("unlabeled")) {
      read("unlabeled_X.bin", null);
    }
  }

  private Path base() {
    return folder().resolve("stl10_binary");
  }

  private boolean isWhole(Options o) {
    return FILES.stream()
        .allMatch(file -> o.integrity.test(base().resolve(file.name()), file.md5()));
  }

  private void read(String imageFile, @Nullable String labelFile) {
    Path file = base().resolve(imageFile);
    int before = images.size();
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      for (byte[] image = in.readNBytes(BYTES); image.length > 0; image = in.readNBytes(BYTES)) {
        if (image.length < BYTES) {
          throw DatasetFiles.damaged(file, "it does not end with a whole image");
        }
        images.add(image);
      }
      int count = images.size() - before;
      byte[] numbers = labelFile == null ? null : Files.readAllBytes(base().resolve(labelFile));
      if (numbers != null && numbers.length != count) {
        throw DatasetFiles.damaged(
            file, "it has " + count + " images for " + numbers.length + " labels");
      }
      for (int i = 0; i < count; i++) {
        labels.add(numbers == null ? -1 : (numbers[i] & 0xff) - 1);
      }
    } catch (IOException e) {
      throw DatasetFiles.failed(file, e);
    }
  }

  private void choose(int fold) {
    Path file = base().resolve("fold_indices.txt");
    List<List<String>> folds = DatasetFiles.words(file);
    if (fold >= folds.size()) {
      throw DatasetFiles.damaged(file, "it has no fold " + fold);
    }
    List<byte[]> chosen = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (String word : folds.get(fold)) {
      int at = DatasetFiles.number(word, file);
      if (at < 0 || at >= images.size()) {
        throw DatasetFiles.damaged(file, "there is no image " + at);
      }
      chosen.add(images.get(at));
      numbers.add(labels.get(at));
    }
    this.images = chosen;
    this.labels = numbers;
  }

  private static byte[] planes(byte[] columns) {
    byte[] planes = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      int in = i % (SIDE * SIDE);
      planes[i - in + in % SIDE * SIDE + in / SIDE] = columns[i];
    }
    return planes;
  }

  @Override
  Sample load(int at) {
    return new Sample(Images.planar(planes(images.get(at)), 0, SIDE, SIDE), labels.get(at));
  }

  @Override
  public int size() {
    return images.size();
  }

  /** All images, Python's {@code dataset.data}: a new uint8 tensor of shape (N, 3, 96, 96). */
  public Tensor data() {
    byte[] all = new byte[Math.multiplyExact(size(), BYTES)];
    for (int i = 0; i < size(); i++) {
      System.arraycopy(planes(images.get(i)), 0, all, i * BYTES, BYTES);
    }
    return Torch.fromUnsignedArray(all, size(), 3, SIDE, SIDE);
  }

  /** All labels: Python's {@code dataset.labels}. */
  public List<Integer> labels() {
    return List.copyOf(labels);
  }

  /**
   * The names of the classes, Python's {@code dataset.classes}; none if the file with them is not
   * there.
   */
  public List<String> classes() {
    Path file = base().resolve("class_names.txt");
    return Files.isRegularFile(file) ? DatasetFiles.lines(file) : List.of();
  }

  @Override
  protected String extraRepr() {
    return "Split: " + split;
  }
}
