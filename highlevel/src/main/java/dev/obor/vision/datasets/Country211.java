package dev.obor.vision.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Photographs from 211 countries, 150 of each to train with: Python's {@code
 * torchvision.datasets.Country211}.
 *
 * <p>The files lie in {@code root/country211}, in a folder for each split and class.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Country211 extends ClassifiedImages {
  private static final String URL = "https://openaipublic.azureedge.net/clip/data/country211.tgz";
  private static final String MD5 = "84988d7644798601126c29e9877aab6a";

  /** Reads the training set: Python's {@code Country211(root)}. */
  public Country211(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code Country211(root, split=…, transform=…, target_transform=…,
   * download=…, loader=…)}.
   *
   * @param root the folder that holds, or gets, {@code country211}
   * @param options the split is {@code train}, the default, {@code valid} or {@code test}
   * @throws dev.obor.ValueException if there is no such split
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public Country211(String root, Consumer<ImageOptions> options) {
    this(root, new ImageOptions().set(options));
  }

  private Country211(String root, ImageOptions o) {
    super(root, o, o.loader, listing(Path.of(expanded(root)), o));
  }

  private static Listing listing(Path root, ImageOptions o) {
    verified(o.split, "split", List.of("train", "valid", "test"));
    Path base = root.resolve("country211");
    if (o.download && !Files.isDirectory(base)) {
      Downloads.downloadAndExtractArchive(URL, root, d -> d.md5(MD5));
    }
    DatasetFiles.requireFolder(base);
    Path folder = base.resolve(o.split);
    return Listing.of(Folder.findClasses(folder), folder, Folder.IMG_EXTENSIONS);
  }
}
