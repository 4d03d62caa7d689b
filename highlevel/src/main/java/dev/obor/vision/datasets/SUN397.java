package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Scenes of 397 kinds: Python's {@code torchvision.datasets.SUN397}.
 *
 * <p>The files lie in {@code root/SUN397}. Images come in the order of their names, which in Python
 * is the file system's.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class SUN397 extends ClassifiedImages {
  private static final String URL = "http://vision.princeton.edu/projects/2010/SUN/SUN397.tar.gz";
  private static final String MD5 = "8ca2778205c41d23104230ba66911c7a";

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Integer, Options> {
    private boolean download;
    private Function<? super Path, ?> loader = Folder::defaultLoader;

    Options() {}

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

  /** Reads the dataset: Python's {@code SUN397(root)}. */
  public SUN397(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset: Python's {@code SUN397(root, transform=…, target_transform=…, download=…,
   * loader=…)}.
   *
   * @param root the folder that holds, or gets, {@code SUN397}
   * @throws TorchException if the files are not there, or damaged
   */
  public SUN397(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private SUN397(String root, Options o) {
    super(root, o, o.loader, listing(Path.of(expanded(root)), o.download));
  }

  private static Listing listing(Path root, boolean download) {
    Path data = root.resolve("SUN397");
    if (download && !Files.isDirectory(data)) {
      Downloads.downloadAndExtractArchive(URL, root, d -> d.md5(MD5));
    }
    DatasetFiles.requireFolder(data);
    Path list = data.resolve("ClassName.txt");
    List<String> classes = new ArrayList<>();
    for (String line : DatasetFiles.lines(list)) {
      classes.add(line.substring(Math.min(3, line.length())).strip());
    }
    List<Path> files = files(data);
    List<String> names = new ArrayList<>();
    for (Path file : files) {
      Path place = data.relativize(file);
      int count = place.getNameCount();
      String name = count < 3 ? "" : place.subpath(1, count - 1).toString().replace('\\', '/');
      if (!classes.contains(name)) {
        throw DatasetFiles.damaged(list, "it has no class '" + name + "', the one of " + file);
      }
      names.add(name);
    }
    return Listing.of(files, names, List.copyOf(classes));
  }

  private static List<Path> files(Path data) {
    try (Stream<Path> all = Files.walk(data)) {
      List<Path> files = new ArrayList<>(all.filter(SUN397::isImage).toList());
      files.sort(Comparator.comparing(Path::toString, Folder.BY_CHARACTERS));
      return files;
    } catch (IOException | UncheckedIOException e) {
      throw DatasetFiles.failed(data, e);
    }
  }

  private static boolean isImage(Path path) {
    String name = DatasetFiles.name(path);
    return name.startsWith("sun_") && name.endsWith(".jpg");
  }
}
