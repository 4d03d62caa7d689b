package dev.obor.vision.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Images of sentences that are positive or negative: Python's {@code
 * torchvision.datasets.RenderedSST2}.
 *
 * <p>The files lie in {@code root/rendered-sst2}, in a folder for each split and class.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class RenderedSST2 extends ClassifiedImages {
  private static final String URL =
      "https://openaipublic.azureedge.net/clip/data/rendered-sst2.tgz";
  private static final String MD5 = "2384d08e9dcfa4bd55b324e610496ee5";
  private static final List<String> CLASSES = List.of("negative", "positive");

  private final String split;

  /** Reads the training set: Python's {@code RenderedSST2(root)}. */
  public RenderedSST2(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code RenderedSST2(root, split=…, transform=…, target_transform=…,
   * download=…, loader=…)}.
   *
   * @param root the folder that holds, or gets, {@code rendered-sst2}
   * @param options the split is {@code train}, the default, {@code val} or {@code test}
   * @throws dev.obor.ValueException if there is no such split
   * @throws dev.obor.TorchException if the files are not there
   */
  public RenderedSST2(String root, Consumer<ImageOptions> options) {
    this(root, new ImageOptions().set(options));
  }

  private RenderedSST2(String root, ImageOptions o) {
    super(root, o, o.loader, listing(Path.of(expanded(root)), o));
    this.split = o.split;
  }

  private static Listing listing(Path root, ImageOptions o) {
    verified(o.split, "split", List.of("train", "val", "test"));
    Path folder = root.resolve("rendered-sst2").resolve(o.split.equals("val") ? "valid" : o.split);
    if (o.download && !isThere(folder)) {
      Downloads.downloadAndExtractArchive(URL, root, d -> d.md5(MD5));
    }
    if (!isThere(folder)) {
      throw DatasetFiles.notFound(folder);
    }
    return Listing.of(Folder.findClasses(folder), folder, List.of("png")).named(CLASSES);
  }

  private static boolean isThere(Path folder) {
    return CLASSES.stream().allMatch(name -> Files.isDirectory(folder.resolve(name)));
  }

  @Override
  protected String extraRepr() {
    return "split=" + split;
  }
}
