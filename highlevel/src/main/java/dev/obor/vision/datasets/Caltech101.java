package dev.obor.vision.datasets;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Pictures of objects of 101 kinds, with their outlines: Python's {@code
 * torchvision.datasets.Caltech101}.
 *
 * <p>The files lie in {@code root/caltech101}: {@code 101_ObjectCategories} and {@code
 * Annotations}. Images are given as they are, some of them grey.
 *
 * <p>The target is the number of the kind; the outline, a float64 tensor of shape (2, N); or a
 * {@link dev.obor.serialization.Tuple} of both.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Caltech101 extends PictureDataset {
  private static final DataFile ARCHIVE =
      new DataFile(
          "https://data.caltech.edu/records/mzrjq-6wc02/files/caltech-101.zip",
          "caltech-101.zip",
          "3138e1922a9193bfa496528edbbc45d0");

  /** The folders of outlines that are called otherwise than those of the images. */
  private static final Map<String, String> OUTLINES =
      Map.of(
          "Faces", "Faces_2",
          "Faces_easy", "Faces_3",
          "Motorbikes", "Motorbikes_16",
          "airplanes", "Airplanes_Side_2");

  private final List<String> categories;
  private final TargetTypes targetTypes;
  private final List<Integer> labels = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Object, Options> {
    private List<String> targetType = List.of("category");
    private boolean download;

    Options() {}

    /**
     * Sets what the target is: {@code category}, which is the default, {@code annotation}, or both
     * in a tuple.
     */
    public Options targetType(String... value) {
      this.targetType = List.of(value);
      return this;
    }

    /** Sets whether the files are fetched if they are not there; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }
  }

  /** Reads the dataset: Python's {@code Caltech101(root)}. */
  public Caltech101(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset: Python's {@code Caltech101(root, target_type=…, transform=…,
   * target_transform=…, download=…)}.
   *
   * @param root the folder that holds, or gets, {@code caltech101}
   * @throws dev.obor.ValueException if there is no such target
   * @throws TorchException if the files are not there, or damaged
   */
  public Caltech101(String root, Consumer<Options> options) {
    this(Caltech256.under(root, "caltech101"), new Options().set(options));
  }

  private Caltech101(String folder, Options o) {
    super(folder, o);
    Path base = Caltech256.made(folder);
    this.targetTypes =
        TargetTypes.listed(o.targetType, "target_type", List.of("category", "annotation"));
    Path images = base.resolve("101_ObjectCategories");
    if (o.download && !Files.exists(images)) {
      download(base);
    }
    if (!Files.exists(images)) {
      throw DatasetFiles.notFoundOrCorrupted(images);
    }
    this.categories =
        DatasetFiles.names(images).stream()
            .filter(name -> !name.equals("BACKGROUND_Google"))
            .toList();
    for (int label = 0; label < categories.size(); label++) {
      int count = DatasetFiles.list(images.resolve(categories.get(label))).size();
      for (int number = 1; number <= count; number++) {
        labels.add(label);
        numbers.add(number);
      }
    }
  }

  private static void download(Path base) {
    Downloads.downloadAndExtractArchive(
        ARCHIVE.url(), base, d -> d.filename(ARCHIVE.name()).md5(ARCHIVE.md5()));
    Path folder = base.resolve("caltech-101");
    for (Path inner : DatasetFiles.list(folder, path -> path.toString().endsWith(".gz"))) {
      Downloads.extractArchive(inner, base);
    }
    Path annotations = folder.resolve("Annotations.tar");
    if (Files.exists(annotations)) {
      Downloads.extractArchive(annotations, base);
    }
    try {
      for (Path inner : DatasetFiles.list(folder, Files::isRegularFile)) {
        Files.delete(inner);
      }
      Files.deleteIfExists(base.resolve(ARCHIVE.name()));
    } catch (IOException e) {
      throw DatasetFiles.failed(folder, e);
    }
  }

  TargetTypes targetTypes() {
    return targetTypes;
  }

  @Override
  Sample load(int at) {
    String category = categories.get(labels.get(at));
    String name = String.format(Locale.ROOT, "image_%04d.jpg", numbers.get(at));
    BufferedImage image =
        DatasetFiles.open(folder().resolve("101_ObjectCategories").resolve(category).resolve(name));
    return new Sample(
        image,
        targetTypes.target(
            type -> type.equals("category") ? labels.get(at) : outline(category, at)));
  }

  private Tensor outline(String category, int at) {
    Path file =
        folder()
            .resolve("Annotations")
            .resolve(OUTLINES.getOrDefault(category, category))
            .resolve(String.format(Locale.ROOT, "annotation_%04d.mat", numbers.get(at)));
    MatValue.Numbers points = MatFile.read(file, "obj_contour", MatValue.Numbers.class);
    int[] shape = points.shape();
    if (shape.length != 2) {
      throw DatasetFiles.damaged(file, "the outline has not two dimensions");
    }
    double[] rows = new double[points.size()];
    for (int i = 0; i < rows.length; i++) {
      rows[i % shape[0] * shape[1] + i / shape[0]] = points.real(i);
    }
    return Torch.fromArray(rows, shape[0], shape[1]);
  }

  @Override
  public int size() {
    return labels.size();
  }

  /** The names of the kinds: Python's {@code dataset.categories}. */
  public List<String> categories() {
    return categories;
  }

  @Override
  protected String extraRepr() {
    return "Target type: " + targetTypes.printed();
  }
}
