package dev.obor.vision.datasets;

import dev.obor.TorchException;
import dev.obor.ValueException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Textures in 47 classes: Python's {@code torchvision.datasets.DTD}.
 *
 * <p>The files lie in {@code root/dtd/dtd}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class DTD extends ClassifiedImages {
  private static final String URL =
      "https://www.robots.ox.ac.uk/~vgg/data/dtd/download/dtd-r1.0.1.tar.gz";
  private static final String MD5 = "fff73e5086ae6bdbea199a49dfb8a4c1";

  private final String extra;

  /** Keyword arguments of the constructor. */
  public static final class Options extends LoaderOptions<Integer, Options> {
    private int partition = 1;

    Options() {}

    /** Sets which of the ten partitions into these parts it is, from 1; default 1. */
    public Options partition(int value) {
      this.partition = value;
      return this;
    }
  }

  /** Reads the training set: Python's {@code DTD(root)}. */
  public DTD(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code DTD(root, split=…, partition=…, transform=…, target_transform=…,
   * download=…, loader=…)}.
   *
   * @param root the folder that holds, or gets, {@code dtd}
   * @throws ValueException if there is no such part or partition
   * @throws TorchException if the files are not there, or damaged
   */
  public DTD(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private DTD(String root, Options o) {
    super(root, o, o.loader, listing(Path.of(expanded(root), "dtd"), o));
    this.extra = "split=" + o.split + ", partition=" + o.partition;
  }

  private static Listing listing(Path base, Options o) {
    verified(o.split, "split", List.of("train", "val", "test"));
    if (o.partition < 1 || o.partition > 10) {
      throw new ValueException(
          "Parameter 'partition' should be an integer with `1 <= partition <= 10`, but got "
              + o.partition
              + " instead");
    }
    Path data = base.resolve("dtd");
    if (o.download && !Files.isDirectory(data)) {
      Downloads.downloadAndExtractArchive(URL, base, d -> d.md5(MD5));
    }
    DatasetFiles.requireFolder(data);
    List<Path> files = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Path list = data.resolve("labels").resolve(o.split + o.partition + ".txt");
    for (String line : DatasetFiles.lines(list)) {
      String[] parts = line.strip().split("/", -1);
      if (parts.length != 2) {
        throw new TorchException(list + ": the line '" + line + "' is no class and file");
      }
      names.add(parts[0]);
      files.add(data.resolve("images").resolve(parts[0]).resolve(parts[1]));
    }
    return Listing.of(files, names);
  }

  @Override
  protected String extraRepr() {
    return extra;
  }
}
