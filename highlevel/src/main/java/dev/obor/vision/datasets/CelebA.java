package dev.obor.vision.datasets;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Faces of famous people with 40 attributes: Python's {@code torchvision.datasets.CelebA}.
 *
 * <pre>{@code
 * CelebA dataset = new CelebA("data", o -> o.split("valid").targetType("attr", "identity"));
 * Tuple target = (Tuple) dataset.get(0).target();
 * }</pre>
 *
 * <p>The files lie in {@code root/celeba}. They are on Google Drive, from which Obor fetches
 * nothing: Python does with {@code download=True}, or a browser.
 *
 * <p>A target is an int64 tensor; with several of them a {@link dev.obor.serialization.Tuple}, and
 * with none null.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class CelebA extends PictureDataset {
  private static final List<String> SPLITS = List.of("train", "valid", "test", "all");
  private static final List<DataFile> LISTS =
      List.of(
          list("list_attr_celeba.txt", "75e246fa4810816ffd6ee81facbd244c"),
          list("identity_CelebA.txt", "32bd1bd63d3c78cd57e08160ec5ed1e2"),
          list("list_bbox_celeba.txt", "00566efa6fedff7a56946cd1c10f1c16"),
          list("list_landmarks_align_celeba.txt", "cc24ecafdb5b50baae59b03474781f8c"),
          list("list_eval_partition.txt", "d32c9cbf5e040fd4025c592c306e6668"));

  private final String split;
  private final TargetTypes targetTypes;
  private final List<String> files = new ArrayList<>();
  private final Table attributes;
  private final Table identity;
  private final Table boxes;
  private final Table landmarks;

  /** The rows of each list that belong to the samples. */
  private final List<Integer> rows = new ArrayList<>();

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Object, Options> {
    private String split = "train";
    private List<String> targetType = List.of("attr");
    private boolean download;

    Options() {}

    /**
     * Sets which part it is: {@code train}, which is the default, {@code valid}, {@code test} or
     * {@code all}.
     */
    public Options split(String value) {
      this.split = value;
      return this;
    }

    /**
     * Sets what the target is: {@code attr}, the default, 40 times 0 or 1; {@code identity}, the
     * number of the person; {@code bbox}, left, top, width and height; {@code landmarks}, x and y
     * of five points; or several of them, or none.
     */
    public Options targetType(String... value) {
      this.targetType = List.of(value);
      return this;
    }

    /** Sets whether the files are to be there already; see the class. Default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }
  }

  /** A list of images with numbers. */
  private record Table(List<String> header, List<String> names, List<long[]> numbers) {
    static Table read(Path file, boolean hasHeader) {
      List<List<String>> lines = DatasetFiles.words(file);
      int first = hasHeader ? 2 : 0;
      if (lines.size() < first) {
        throw DatasetFiles.damaged(file, "it ends too early");
      }
      List<String> names = new ArrayList<>();
      List<long[]> numbers = new ArrayList<>();
      int columns = lines.size() == first ? 0 : lines.get(first).size();
      for (List<String> line : lines.subList(first, lines.size())) {
        if (line.size() != columns || columns < 2) {
          throw DatasetFiles.damaged(file, "a line has " + line.size() + " words");
        }
        names.add(line.get(0));
        numbers.add(
            line.subList(1, columns).stream()
                .mapToLong(word -> DatasetFiles.number(word, file))
                .toArray());
      }
      return new Table(hasHeader ? lines.get(1) : List.of(), names, numbers);
    }
  }

  /** Reads the training set: Python's {@code CelebA(root)}. */
  public CelebA(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code CelebA(root, split=…, target_type=…, transform=…,
   * target_transform=…, download=…)}.
   *
   * @param root the folder that holds {@code celeba}
   * @throws ValueException if there is no such split
   * @throws TorchException if the files are not there, or damaged
   */
  public CelebA(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private CelebA(String root, Options o) {
    super(root, o);
    this.split = o.split;
    this.targetTypes = TargetTypes.listed(o.targetType);
    if (o.targetType.isEmpty() && o.targetTransform != null) {
      throw new TorchException("target_transform is specified but target_type is empty");
    }
    if (!isThere(o)) {
      throw o.download ? onGoogleDrive("CelebA", base()) : DatasetFiles.notFoundOrCorrupted(base());
    }
    int part = SPLITS.indexOf(verified(split.toLowerCase(Locale.ROOT), "split", SPLITS));
    Table parts = Table.read(base().resolve("list_eval_partition.txt"), false);
    this.identity = Table.read(base().resolve("identity_CelebA.txt"), false);
    this.boxes = Table.read(base().resolve("list_bbox_celeba.txt"), true);
    this.landmarks = Table.read(base().resolve("list_landmarks_align_celeba.txt"), true);
    this.attributes = Table.read(base().resolve("list_attr_celeba.txt"), true);
    for (Table table : List.of(identity, boxes, landmarks, attributes)) {
      if (table.numbers().size() != parts.names().size()) {
        throw DatasetFiles.damaged(base(), "the lists are not of the same length");
      }
    }
    for (int row = 0; row < parts.names().size(); row++) {
      if (part == 3 || parts.numbers().get(row)[0] == part) {
        rows.add(row);
        files.add(parts.names().get(row));
      }
    }
  }

  private static DataFile list(String name, String md5) {
    return new DataFile("", name, md5);
  }

  /** That the files of a dataset must be fetched otherwise. */
  static TorchException onGoogleDrive(String dataset, Path folder) {
    return new TorchException(
        "To download files from GDrive, 'gdown' is required.\nIt is a package of Python; Obor"
            + " fetches nothing from there. Let Python download "
            + dataset
            + ", or a browser, and put its files into "
            + folder
            + ".");
  }

  private Path base() {
    return folder().resolve("celeba");
  }

  private boolean isThere(Options o) {
    return LISTS.stream()
            .allMatch(list -> o.integrity.test(base().resolve(list.name()), list.md5()))
        && Files.isDirectory(base().resolve("img_align_celeba"));
  }

  TargetTypes targetTypes() {
    return targetTypes;
  }

  @Override
  Sample load(int at) {
    BufferedImage image =
        DatasetFiles.open(base().resolve("img_align_celeba").resolve(files.get(at)));
    int row = rows.get(at);
    return new Sample(image, targetTypes.target(type -> target(type, row)));
  }

  private Tensor target(String type, int row) {
    return switch (type) {
      // They are -1 and 1 in the file.
      case "attr" ->
          Torch.fromArray(
              Arrays.stream(attributes.numbers().get(row))
                  .map(value -> Math.floorDiv(value + 1, 2))
                  .toArray());
      case "identity" -> Torch.fromArray(identity.numbers().get(row)).reshape();
      case "bbox" -> Torch.fromArray(boxes.numbers().get(row));
      case "landmarks" -> Torch.fromArray(landmarks.numbers().get(row));
      default -> throw new ValueException("Target type \"" + type + "\" is not recognized.");
    };
  }

  @Override
  public int size() {
    return rows.size();
  }

  /** The names of the attributes: Python's {@code dataset.attr_names}. */
  public List<String> attrNames() {
    return attributes.header();
  }

  @Override
  protected String extraRepr() {
    return "Target type: " + targetTypes.printed() + "\nSplit: " + split;
  }
}
