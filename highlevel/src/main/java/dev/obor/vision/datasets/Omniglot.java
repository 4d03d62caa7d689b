package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Handwritten characters of 50 alphabets, in grey: Python's {@code torchvision.datasets.Omniglot}.
 *
 * <p>The files lie in {@code root/omniglot-py}. Characters are numbered in the order of their
 * alphabets and names, which in Python is the file system's.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Omniglot extends ListedImages {
  private static final String FROM =
      "https://raw.githubusercontent.com/brendenlake/omniglot/master/python/";

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Integer, Options> {
    private boolean background = true;
    private boolean download;
    private Function<? super Path, ?> loader = DatasetFiles::openGray;

    Options() {}

    /** Sets whether it is the training set, the default, or the evaluation set. */
    public Options background(boolean value) {
      this.background = value;
      return this;
    }

    /** Sets whether the files are fetched if they are not there; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }

    /** Sets what reads a file; without it, an image in grey is made of it. */
    public Options loader(Function<? super Path, ?> value) {
      this.loader = value;
      return this;
    }
  }

  /** Reads the training set: Python's {@code Omniglot(root)}. */
  public Omniglot(String root) {
    this(root, o -> {});
  }

  /** Reads one of the two sets: Python's {@code Omniglot(root, background)}. */
  public Omniglot(String root, boolean background) {
    this(root, o -> o.background(background));
  }

  /**
   * Reads one of the two sets: Python's {@code Omniglot(root, background=…, transform=…,
   * target_transform=…, download=…, loader=…)}.
   *
   * @param root the folder that holds, or gets, {@code omniglot-py}
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public Omniglot(String root, Consumer<Options> options) {
    this(Caltech256.under(root, "omniglot-py"), new Options().set(options));
  }

  private Omniglot(String folder, Options o) {
    super(folder, o, o.loader, listing(Path.of(folder), o));
  }

  private static Listing listing(Path base, Options o) {
    String name = o.background ? "images_background" : "images_evaluation";
    String md5 =
        o.background ? "68d2efa1b9178cc56df9314c21c6e718" : "6b91aef0f799c5bb55b94e3f2daec811";
    Path archive = base.resolve(name + ".zip");
    if (o.download && !o.integrity.test(archive, md5)) {
      Downloads.downloadAndExtractArchive(FROM + name + ".zip", base, d -> d.md5(md5));
    }
    if (!o.integrity.test(archive, md5)) {
      throw DatasetFiles.notFoundOrCorrupted(archive);
    }
    Path data = base.resolve(name);
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<String> characters = new ArrayList<>();
    for (Path alphabet : DatasetFiles.list(data, Files::isDirectory)) {
      for (Path character : DatasetFiles.list(alphabet, Files::isDirectory)) {
        for (Path file : DatasetFiles.list(character, Omniglot::isImage)) {
          files.add(file);
          labels.add(characters.size());
        }
        characters.add(data.relativize(character).toString());
      }
    }
    return new Listing(files, labels, characters);
  }

  private static boolean isImage(Path file) {
    return Files.isRegularFile(file) && file.toString().endsWith(".png");
  }
}
