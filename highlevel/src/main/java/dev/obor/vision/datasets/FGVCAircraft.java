package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Aircraft of 100 variants, 70 families and 30 manufacturers: Python's {@code
 * torchvision.datasets.FGVCAircraft}.
 *
 * <p>The files lie in {@code root/fgvc-aircraft-2013b}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class FGVCAircraft extends ClassifiedImages {
  private static final String URL =
      "https://www.robots.ox.ac.uk/~vgg/data/fgvc-aircraft/archives/fgvc-aircraft-2013b.tar.gz";

  /** Keyword arguments of the constructor. */
  public static final class Options extends LoaderOptions<Integer, Options> {
    private String annotationLevel = "variant";

    Options() {
      split = "trainval";
    }

    /**
     * Sets what the classes are: {@code variant}, which is the default, {@code family} or {@code
     * manufacturer}.
     */
    public Options annotationLevel(String value) {
      this.annotationLevel = value;
      return this;
    }
  }

  /** Reads what is there to train with: Python's {@code FGVCAircraft(root)}. */
  public FGVCAircraft(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code FGVCAircraft(root, split=…, annotation_level=…, transform=…,
   * target_transform=…, download=…, loader=…)}.
   *
   * @param root the folder that holds, or gets, {@code fgvc-aircraft-2013b}
   * @param options the split is {@code train}, {@code val}, {@code trainval}, which is the default,
   *     or {@code test}
   * @throws dev.obor.ValueException if there is no such split or level
   * @throws TorchException if the files are not there, or damaged
   */
  public FGVCAircraft(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private FGVCAircraft(String root, Options o) {
    super(root, o, o.loader, listing(Path.of(expanded(root)), o));
  }

  private static Listing listing(Path root, Options o) {
    verified(o.split, "split", List.of("train", "val", "trainval", "test"));
    String level =
        verified(
            o.annotationLevel, "annotation_level", List.of("variant", "family", "manufacturer"));
    Path base = root.resolve("fgvc-aircraft-2013b");
    if (o.download && !Files.isDirectory(base)) {
      Downloads.downloadAndExtractArchive(URL, root, d -> {});
    }
    DatasetFiles.requireFolder(base);
    Path data = base.resolve("data");
    String names = level.equals("family") ? "families" : level + "s";
    List<String> classes =
        DatasetFiles.lines(data.resolve(names + ".txt")).stream().map(String::strip).toList();
    Path list = data.resolve("images_" + level + "_" + o.split + ".txt");
    List<Path> files = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (String line : DatasetFiles.lines(list)) {
      String[] parts = line.strip().split(" ", 2);
      if (parts.length != 2 || !classes.contains(parts[1])) {
        throw DatasetFiles.damaged(list, "the line '" + line + "' names no image and class");
      }
      files.add(data.resolve("images").resolve(parts[0] + ".jpg"));
      labels.add(parts[1]);
    }
    return Listing.of(files, labels, classes);
  }
}
