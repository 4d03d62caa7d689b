package dev.obor.vision.datasets;

import dev.obor.TorchException;
import dev.obor.ValueException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Animals and plants: Python's {@code torchvision.datasets.INaturalist}.
 *
 * <p>The files lie in {@code root/version}, in a folder for each kind. Images come in the order of
 * their kinds and names, which in Python is partly the file system's; they are given as they are.
 *
 * <p>The target is a number; with several of them a {@link dev.obor.serialization.Tuple}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class INaturalist extends PictureDataset {
  private static final String FROM = "https://ml-inat-competition-datasets.s3.amazonaws.com/";
  private static final List<String> VERSIONS =
      List.of("2017", "2018", "2019", "2021_train", "2021_train_mini", "2021_valid");
  private static final List<String> RANKS =
      List.of("kingdom", "phylum", "class", "order", "family", "genus");

  /** The archives: the name is that of what they unpack to. */
  private static final Map<String, DataFile> ARCHIVES =
      Map.of(
          "2017",
          archive("2017", "train_val_images", "7c784ea5e424efaec655bd392f87301f"),
          "2018",
          archive("2018", "train_val2018", "b1c6952ce38f31868cc50ea72d066cc3"),
          "2019",
          archive("2019", "train_val2019", "c60a6e2962c9b8ccbd458d12c8582644"),
          "2021_train",
          archive("2021", "train", "e0526d53c7f7b2e3167b2b43bb2690ed"),
          "2021_train_mini",
          archive("2021", "train_mini", "db6ed8330e634445efc8fec83ae81442"),
          "2021_valid",
          archive("2021", "val", "f6f6e0e242e3d4c9569ba56400938afc"));

  private final TargetTypes targetTypes;
  private final Function<? super Path, ?> loader;
  private final List<String> categories = new ArrayList<>();
  private final Map<String, Map<String, Integer>> numbers = new LinkedHashMap<>();

  /** For each category its number in each rank. */
  private final List<Map<String, Integer>> ranks = new ArrayList<>();

  private final List<Integer> labels = new ArrayList<>();
  private final List<Path> files = new ArrayList<>();

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Object, Options> {
    private String version = "2021_train";
    private List<String> targetType = List.of("full");
    private boolean download;
    private Function<? super Path, ?> loader = DatasetFiles::open;

    Options() {}

    /**
     * Sets which one it is: {@code 2017}, {@code 2018}, {@code 2019}, {@code 2021_train}, which is
     * the default, {@code 2021_train_mini} or {@code 2021_valid}.
     */
    public Options version(String value) {
      this.version = value;
      return this;
    }

    /**
     * Sets what the target is: {@code full}, the kind, which is the default; from 2021 on also
     * {@code kingdom}, {@code phylum}, {@code class}, {@code order}, {@code family} or {@code
     * genus}, before {@code super}; or several of these.
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

    /** Sets what reads a file; without it images are given as they are. */
    public Options loader(Function<? super Path, ?> value) {
      this.loader = value;
      return this;
    }
  }

  /** Reads the training set of 2021: Python's {@code INaturalist(root)}. */
  public INaturalist(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code INaturalist(root, version=…, target_type=…, transform=…,
   * target_transform=…, download=…, loader=…)}.
   *
   * @param root the folder that holds, or gets, a folder with the name of the version
   * @throws ValueException if there is no such version or target
   * @throws TorchException if the files are not there, or of another layout
   */
  public INaturalist(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private INaturalist(String root, Options o) {
    super(Caltech256.under(root, verified(o.version, "version", VERSIONS)), o);
    this.loader = o.loader;
    if (o.download && !isThere()) {
      download(o.version);
    }
    if (!isThere()) {
      throw DatasetFiles.notFoundOrCorrupted(folder());
    }
    boolean is2021 = o.version.startsWith("2021");
    List<String> valid = new ArrayList<>(List.of("full"));
    valid.addAll(is2021 ? RANKS : List.of("super"));
    this.targetTypes = TargetTypes.listed(o.targetType, "target_type", valid);
    if (is2021) {
      read2021();
    } else {
      readEarlier(o.version.equals("2017"));
    }
    for (int label = 0; label < categories.size(); label++) {
      for (Path file : DatasetFiles.list(folder().resolve(categories.get(label)))) {
        files.add(file);
        labels.add(label);
      }
    }
  }

  private static DataFile archive(String year, String name, String md5) {
    return new DataFile(FROM + year + "/" + name + ".tar.gz", name, md5);
  }

  private boolean isThere() {
    return Files.isDirectory(folder()) && !DatasetFiles.list(folder()).isEmpty();
  }

  private void download(String version) {
    Path base = Objects.requireNonNull(folder().toAbsolutePath().getParent());
    DataFile archive = Objects.requireNonNull(ARCHIVES.get(version));
    Downloads.downloadAndExtractArchive(
        archive.url(), base, d -> d.filename(version + ".tgz").md5(archive.md5()));
    Path unpacked = base.resolve(archive.name());
    if (!Files.exists(unpacked)) {
      throw new TorchException("Unable to find downloaded files at " + unpacked);
    }
    try {
      Files.move(unpacked, folder());
    } catch (IOException e) {
      throw DatasetFiles.failed(unpacked, e);
    }
  }

  private void read2021() {
    RANKS.forEach(rank -> numbers.put(rank, new LinkedHashMap<>()));
    for (String name : DatasetFiles.names(folder())) {
      String[] pieces = name.split("_", -1);
      if (pieces.length != 8) {
        throw new TorchException("Unexpected category name " + name + ", wrong number of pieces");
      }
      String expected = String.format(Locale.ROOT, "%05d", categories.size());
      if (!pieces[0].equals(expected)) {
        throw new TorchException("Unexpected category id " + pieces[0] + ", expecting " + expected);
      }
      Map<String, Integer> ofCategory = new LinkedHashMap<>();
      for (int i = 0; i < RANKS.size(); i++) {
        Map<String, Integer> known = numbers.getOrDefault(RANKS.get(i), Map.of());
        Integer number = known.get(pieces[i + 1]);
        if (number == null) {
          number = known.size();
          known.put(pieces[i + 1], number);
        }
        ofCategory.put(RANKS.get(i), number);
      }
      ranks.add(ofCategory);
      categories.add(name);
    }
  }

  private void readEarlier(boolean areNamed) {
    Map<String, Integer> groups = new LinkedHashMap<>();
    Map<Integer, String> folders = new TreeMap<>();
    Map<Integer, Integer> groupOf = new TreeMap<>();
    for (String group : DatasetFiles.names(folder())) {
      groups.put(group, groups.size());
      for (String name : DatasetFiles.names(folder().resolve(group))) {
        int label = areNamed ? folders.size() : number(name);
        if (folders.put(label, group + "/" + name) != null) {
          throw new TorchException("Duplicate category " + name);
        }
        groupOf.put(label, groups.size() - 1);
      }
    }
    numbers.put("super", groups);
    for (Map.Entry<Integer, String> entry : folders.entrySet()) {
      if (entry.getKey() != categories.size()) {
        throw new TorchException("Missing category " + categories.size());
      }
      categories.add(entry.getValue());
      ranks.add(Map.of("super", groupOf.getOrDefault(entry.getKey(), 0)));
    }
  }

  private static int number(String name) {
    try {
      return Integer.parseInt(name);
    } catch (NumberFormatException e) {
      throw new TorchException("Unexpected non-numeric dir name: " + name);
    }
  }

  @Override
  Sample load(int at) {
    int label = labels.get(at);
    return new Sample(
        loader.apply(files.get(at)),
        targetTypes.target(
            type -> type.equals("full") ? label : ranks.get(label).getOrDefault(type, label)));
  }

  @Override
  public int size() {
    return files.size();
  }

  /**
   * The name of a category: Python's {@code dataset.category_name(category_type, category_id)}.
   *
   * @param categoryType what the target may be
   * @param categoryId its number
   * @throws ValueException if there is no such type or number
   */
  public String categoryName(String categoryType, int categoryId) {
    if (categoryType.equals("full")) {
      if (categoryId < 0 || categoryId >= categories.size()) {
        throw new ValueException("Invalid category id " + categoryId + " for full");
      }
      return categories.get(categoryId);
    }
    Map<String, Integer> known = numbers.get(categoryType);
    if (known == null) {
      throw new ValueException("Invalid category type '" + categoryType + "'");
    }
    for (Map.Entry<String, Integer> entry : known.entrySet()) {
      if (entry.getValue() == categoryId) {
        return entry.getKey();
      }
    }
    throw new ValueException("Invalid category id " + categoryId + " for " + categoryType);
  }
}
