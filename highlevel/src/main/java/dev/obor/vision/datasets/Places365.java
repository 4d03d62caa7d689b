package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of places of 365 kinds: Python's {@code torchvision.datasets.Places365}.
 *
 * <p>The lists and the folders of images lie in the folder itself. The test set has no labels; its
 * targets are null.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Places365 extends ListedImages {
  private static final String FROM = "http://data.csail.mit.edu/places/places365/";
  private static final List<String> SPLITS =
      List.of("train-standard", "train-challenge", "val", "test");

  /** The archives with the lists. */
  private static final Map<String, DataFile> LISTS =
      Map.of(
          "standard",
          file("filelist_places365-standard.tar", "35a0585fee1fa656440f3ab298f8479c"),
          "challenge",
          file("filelist_places365-challenge.tar", "70a8307e459c3de41690a7c76c931734"));

  private static final DataFile CATEGORIES =
      file("categories_places365.txt", "06c963b85866bd0649f97cb43dd16673");

  private static final Map<String, DataFile> FILES =
      Map.of(
          "train-standard",
          file("places365_train_standard.txt", "30f37515461640559006b8329efbed1a"),
          "train-challenge",
          file("places365_train_challenge.txt", "b2931dc997b8c33c27e7329c073a6b57"),
          "val",
          file("places365_val.txt", "e9f2fd57bfd9d07630173f4e8708e4b1"),
          "test",
          file("places365_test.txt", "2fce8233fe493576d724142e45d93653"));

  private static final Map<String, DataFile> LARGE =
      Map.of(
          "train-standard",
          file("train_large_places365standard.tar", "67e186b496a84c929568076ed01a8aa1"),
          "train-challenge",
          file("train_large_places365challenge.tar", "605f18e68e510c82b958664ea134545f"),
          "val",
          file("val_large.tar", "9b71c4993ad89d2d8bcbdc4aef38042f"),
          "test",
          file("test_large.tar", "41a4b6b724b1d2cd862fb3871ed59913"));

  private static final Map<String, DataFile> SMALL =
      Map.of(
          "train-standard",
          file("train_256_places365standard.tar", "53ca1c756c3d1e7809517cc47c5561c5"),
          "train-challenge",
          file("train_256_places365challenge.tar", "741915038a5e3471ec7332404dfb64ef"),
          "val",
          file("val_256.tar", "e27b17d8d44f4af9a78502beb927f808"),
          "test",
          file("test_256.tar", "f532f6ad7b582262a2ec8009075e186b"));

  private final String split;
  private final boolean small;
  private final Map<String, Integer> classToIdx;

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Integer, Options> {
    private String split = "train-standard";
    private boolean small;
    private boolean download;
    private Function<? super Path, ?> loader = Folder::defaultLoader;

    Options() {}

    /**
     * Sets which part it is: {@code train-standard}, which is the default, {@code train-challenge},
     * {@code val} or {@code test}.
     */
    public Options split(String value) {
      this.split = value;
      return this;
    }

    /** Sets whether the images are those of 256 × 256; default false. */
    public Options small(boolean value) {
      this.small = value;
      return this;
    }

    /** Sets whether the files are fetched if they are not there; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }

    /** Sets what reads a file; default {@link Folder#defaultLoader}. */
    public Options loader(Function<? super Path, ?> value) {
      this.loader = value;
      return this;
    }
  }

  /** Reads the smaller training set: Python's {@code Places365(root)}. */
  public Places365(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code Places365(root, split=…, small=…, download=…, transform=…,
   * target_transform=…, loader=…)}.
   *
   * @throws dev.obor.ValueException if there is no such split
   * @throws TorchException if the files are not there, or damaged
   */
  public Places365(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private Places365(String root, Options o) {
    super(root, o, o.loader, listing(Path.of(expanded(root)), o));
    this.split = o.split;
    this.small = o.small;
    this.classToIdx = classToIdx(list(folder(), CATEGORIES, o));
  }

  private static DataFile file(String name, String md5) {
    return new DataFile(FROM + name, name, md5);
  }

  private static String variant(Options o) {
    return o.split.contains("challenge") ? "challenge" : "standard";
  }

  private static Path images(Path root, Options o) {
    String size = o.small ? "256" : "large";
    return root.resolve(
        o.split.startsWith("train") ? "data_" + size + "_" + variant(o) : o.split + "_" + size);
  }

  private static Listing listing(Path root, Options o) {
    verified(o.split, "split", SPLITS);
    list(root, CATEGORIES, o);
    Path folder = images(root, o);
    List<Path> files = new ArrayList<>();
    List<@Nullable Integer> labels = new ArrayList<>();
    Path list = list(root, Objects.requireNonNull(FILES.get(o.split)), o);
    for (List<String> words : DatasetFiles.words(list)) {
      if (words.isEmpty()) {
        throw DatasetFiles.damaged(list, "a line names no image");
      }
      files.add(folder.resolve(words.get(0).replaceFirst("^/+", "")));
      labels.add(words.size() == 1 ? null : (Integer) DatasetFiles.number(words.get(1), list));
    }
    if (o.download && !Files.exists(folder)) {
      download(root, folder, o);
    }
    return new Listing(files, labels, List.of());
  }

  private static Map<String, Integer> classToIdx(Path categories) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (List<String> words : DatasetFiles.words(categories)) {
      if (words.size() != 2) {
        throw DatasetFiles.damaged(categories, "a line is no name and number");
      }
      numbers.put(words.get(0), DatasetFiles.number(words.get(1), categories));
    }
    return Collections.unmodifiableMap(numbers);
  }

  private static Path list(Path root, DataFile file, Options o) {
    Path path = root.resolve(file.name());
    if (!o.integrity.test(path, file.md5())) {
      if (!o.download) {
        throw new TorchException(
            "The file "
                + path
                + " does not exist or is corrupted. You can set download=True to download it.\nIn"
                + " Java: o -> o.download(true).");
      }
      DataFile archive = Objects.requireNonNull(LISTS.get(variant(o)));
      Downloads.downloadAndExtractArchive(archive.url(), root, d -> d.md5(archive.md5()));
    }
    return path;
  }

  private static void download(Path root, Path folder, Options o) {
    DataFile archive = Objects.requireNonNull((o.small ? SMALL : LARGE).get(o.split));
    Downloads.downloadAndExtractArchive(archive.url(), root, d -> d.md5(archive.md5()));
    if (o.split.startsWith("train")) {
      String name = DatasetFiles.name(folder);
      try {
        Files.move(root.resolve(name.substring(0, name.lastIndexOf('_'))), folder);
      } catch (IOException e) {
        throw DatasetFiles.failed(folder, e);
      }
    }
  }

  /** The names of the classes, sorted: Python's {@code dataset.classes}. */
  public List<String> classes() {
    return classToIdx.keySet().stream().sorted(Folder.BY_CHARACTERS).toList();
  }

  /** The numbers of the classes by their names: Python's {@code dataset.class_to_idx}. */
  public Map<String, Integer> classToIdx() {
    return classToIdx;
  }

  /** The number of the class of each image, or null: Python's {@code dataset.targets}. */
  public List<? extends @Nullable Integer> targets() {
    return listing().labels();
  }

  @Override
  protected String extraRepr() {
    return "Split: " + split + "\nSmall: " + (small ? "True" : "False");
  }
}
