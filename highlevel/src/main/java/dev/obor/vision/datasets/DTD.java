package dev.obor.vision.datasets;

import dev.obor.TorchException;
import dev.obor.ValueException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Textures in 47 classes: Python's {@code torchvision.datasets.DTD}.
 *
 * <p>The files lie in {@code root/dtd/dtd}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class DTD extends ListedImages {
  private static final String URL =
      "https://www.robots.ox.ac.uk/~vgg/data/dtd/download/dtd-r1.0.1.tar.gz";
  private static final String MD5 = "fff73e5086ae6bdbea199a49dfb8a4c1";

  private final String extra;

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Integer, Options> {
    private String split = "train";
    private int partition = 1;
    private boolean download;

    Options() {}

    /** Sets which part it is: {@code train}, which is the default, {@code val} or {@code test}. */
    public Options split(String value) {
      this.split = value;
      return this;
    }

    /** Sets which of the ten partitions into these parts it is, from 1; default 1. */
    public Options partition(int value) {
      this.partition = value;
      return this;
    }

    /** Sets whether the files are fetched if they are not there; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }
  }

  /** Reads the training set: Python's {@code DTD(root)}. */
  public DTD(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code DTD(root, split=…, partition=…, transform=…, target_transform=…,
   * download=…)}.
   *
   * @param root the folder that holds, or gets, {@code dtd}
   * @throws ValueException if there is no such part or partition
   * @throws TorchException if the files are not there, or damaged
   */
  public DTD(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private DTD(String root, Options o) {
    super(root, o, listing(Path.of(expanded(root), "dtd"), o));
    this.extra = "split=" + o.split + ", partition=" + o.partition;
  }

  private static Options options(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
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
    requireFolder(data);
    List<Path> files = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Path list = data.resolve("labels").resolve(o.split + o.partition + ".txt");
    for (String line : lines(list)) {
      String[] parts = line.strip().split("/", -1);
      if (parts.length != 2) {
        throw new TorchException(list + ": the line '" + line + "' is no class and file");
      }
      names.add(parts[0]);
      files.add(data.resolve("images").resolve(parts[0]).resolve(parts[1]));
    }
    TreeSet<String> sorted = new TreeSet<>(Folder.BY_CHARACTERS);
    sorted.addAll(names);
    List<String> classes = List.copyOf(sorted);
    return new Listing(files, names.stream().map(classes::indexOf).toList(), classes);
  }

  static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new TorchException(
          "Dataset not found. You can use download=True to download it\nIn Java: o ->"
              + " o.download(true). There is no folder "
              + folder
              + ".");
    }
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      TorchException failed = new TorchException(file + " cannot be read: " + e);
      failed.initCause(e);
      throw failed;
    }
  }

  @Override
  protected String extraRepr() {
    return extra;
  }
}
