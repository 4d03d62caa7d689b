package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Dishes in 101 classes: Python's {@code torchvision.datasets.Food101}.
 *
 * <p>The files lie in {@code root/food-101}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Food101 extends ClassifiedImages {
  private static final String URL = "http://data.vision.ee.ethz.ch/cvl/food-101.tar.gz";
  private static final String MD5 = "85eeb15f3717b99a5da872d97d918f87";

  private final String split;

  /** Reads the training set: Python's {@code Food101(root)}. */
  public Food101(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code Food101(root, split=…, transform=…, target_transform=…,
   * download=…, loader=…)}.
   *
   * @param root the folder that holds, or gets, {@code food-101}
   * @throws dev.obor.ValueException if the split is neither {@code train} nor {@code test}
   * @throws TorchException if the files are not there, or damaged
   */
  public Food101(String root, Consumer<ImageOptions> options) {
    this(root, new ImageOptions().set(options));
  }

  private Food101(String root, ImageOptions o) {
    super(root, o, o.loader, listing(Path.of(expanded(root)), o));
    this.split = o.split;
  }

  private static Listing listing(Path root, ImageOptions o) {
    verified(o.split, "split", List.of("train", "test"));
    Path base = root.resolve("food-101");
    boolean isThere = Files.isDirectory(base.resolve("meta"));
    if (o.download && !(isThere && Files.isDirectory(base.resolve("images")))) {
      Downloads.downloadAndExtractArchive(URL, root, d -> d.md5(MD5));
    }
    DatasetFiles.requireFolder(base.resolve("meta"));
    DatasetFiles.requireFolder(base.resolve("images"));
    Path list = base.resolve("meta").resolve(o.split + ".json");
    if (!(DatasetFiles.json(list) instanceof Map<?, ?> lists)) {
      throw new TorchException(list + ": has no lists of files by their classes");
    }
    List<String> names = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    lists.forEach(
        (name, images) -> {
          if (!(images instanceof List<?> all)) {
            throw new TorchException(list + ": has no list of files of the class " + name);
          }
          for (Object image : all) {
            names.add(String.valueOf(name));
            files.add(base.resolve("images").resolve(image + ".jpg"));
          }
        });
    return Listing.of(files, names);
  }

  @Override
  protected String extraRepr() {
    return "split=" + split;
  }
}
