package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Pictures of land from above in 10 classes: Python's {@code torchvision.datasets.EuroSAT}.
 *
 * <p>The files lie in {@code root/eurosat/2750}, in a folder for each class.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class EuroSAT extends ClassifiedImages {
  private static final String URL =
      "https://huggingface.co/datasets/torchgeo/eurosat/resolve/"
          + "c877bcd43f099cd0196738f714544e355477f3fd/EuroSAT.zip";
  private static final String MD5 = "c8fa014336c82ac7804f0398fcb19387";

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

  /** Reads the dataset: Python's {@code EuroSAT(root)}. */
  public EuroSAT(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset: Python's {@code EuroSAT(root, transform=…, target_transform=…, download=…,
   * loader=…)}.
   *
   * @param root the folder that holds, or gets, {@code eurosat}
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public EuroSAT(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private EuroSAT(String root, Options o) {
    super(root, o, o.loader, listing(Path.of(expanded(root), "eurosat"), o.download));
  }

  private static Listing listing(Path base, boolean download) {
    Path data = base.resolve("2750");
    if (download && !Files.exists(data)) {
      Downloads.downloadAndExtractArchive(URL, base, d -> d.md5(MD5));
    }
    DatasetFiles.requireFolder(data);
    return Listing.of(Folder.findClasses(data), data, Folder.IMG_EXTENSIONS);
  }
}
