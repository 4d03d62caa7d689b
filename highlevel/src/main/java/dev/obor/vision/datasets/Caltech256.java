package dev.obor.vision.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Pictures of objects of 257 kinds: Python's {@code torchvision.datasets.Caltech256}.
 *
 * <p>The files lie in {@code root/caltech256/256_ObjectCategories}. Images are given as they are,
 * some of them grey.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Caltech256 extends ListedImages {
  private static final DataFile ARCHIVE =
      new DataFile(
          "https://data.caltech.edu/records/nyy15-4j048/files/256_ObjectCategories.tar",
          "256_ObjectCategories.tar",
          "67b4f42ca05d46448c6bb8ecd2220f6d");

  /** Reads the dataset: Python's {@code Caltech256(root)}. */
  public Caltech256(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset: Python's {@code Caltech256(root, transform=…, target_transform=…,
   * download=…)}.
   *
   * @param root the folder that holds, or gets, {@code caltech256}
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public Caltech256(String root, Consumer<DownloadOptions> options) {
    this(under(root, "caltech256"), new DownloadOptions().set(options));
  }

  private Caltech256(String folder, DownloadOptions o) {
    super(folder, o, DatasetFiles::open, listing(made(folder), o.download));
  }

  /** A folder in the folder of the data. */
  static String under(String root, String name) {
    return Path.of(expanded(root), name).toString();
  }

  /** The folder, which is made as Python does. */
  static Path made(String folder) {
    Path path = Path.of(folder);
    try {
      return Files.createDirectories(path);
    } catch (IOException e) {
      throw DatasetFiles.failed(path, e);
    }
  }

  private static Listing listing(Path base, boolean download) {
    Path data = base.resolve("256_ObjectCategories");
    if (download && !Files.exists(data)) {
      Downloads.downloadAndExtractArchive(
          ARCHIVE.url(), base, d -> d.filename(ARCHIVE.name()).md5(ARCHIVE.md5()));
    }
    if (!Files.exists(data)) {
      throw DatasetFiles.notFoundOrCorrupted(data);
    }
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<Path> categories = DatasetFiles.list(data);
    for (int label = 0; label < categories.size(); label++) {
      Path category = categories.get(label);
      int count = DatasetFiles.list(category, path -> path.toString().endsWith(".jpg")).size();
      for (int number = 1; number <= count; number++) {
        files.add(category.resolve(String.format(Locale.ROOT, "%03d_%04d.jpg", label + 1, number)));
        labels.add(label);
      }
    }
    return new Listing(files, labels, categories.stream().map(DatasetFiles::name).toList());
  }

  /** The names of the kinds: Python's {@code dataset.categories}. */
  public List<String> categories() {
    return listing().classes();
  }
}
