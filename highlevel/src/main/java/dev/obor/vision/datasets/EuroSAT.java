package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Pictures of land from above in 10 classes: Python's {@code torchvision.datasets.EuroSAT}.
 *
 * <p>The files lie in {@code root/eurosat/2750}, in a folder for each class.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class EuroSAT extends ListedImages {
  private static final String URL =
      "https://huggingface.co/datasets/torchgeo/eurosat/resolve/"
          + "c877bcd43f099cd0196738f714544e355477f3fd/EuroSAT.zip";
  private static final String MD5 = "c8fa014336c82ac7804f0398fcb19387";

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Integer, Options> {
    private boolean download;

    Options() {}

    /** Sets whether the files are fetched if they are not there; default false. */
    public Options download(boolean value) {
      this.download = value;
      return this;
    }
  }

  /** Reads the dataset: Python's {@code EuroSAT(root)}. */
  public EuroSAT(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset: Python's {@code EuroSAT(root, transform=…, target_transform=…, download=…)}.
   *
   * @param root the folder that holds, or gets, {@code eurosat}
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public EuroSAT(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private EuroSAT(String root, Options o) {
    super(root, o, listing(Path.of(expanded(root), "eurosat"), o.download));
  }

  private static Options options(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  private static Listing listing(Path base, boolean download) {
    Path data = base.resolve("2750");
    if (download && !Files.exists(data)) {
      Downloads.downloadAndExtractArchive(URL, base, d -> d.md5(MD5));
    }
    DTD.requireFolder(data);
    List<Folder.Entry> entries = Folder.makeDataset(data, null, Folder.IMG_EXTENSIONS, null, false);
    return new Listing(
        entries.stream().map(Folder.Entry::path).toList(),
        entries.stream().map(Folder.Entry::target).toList(),
        Folder.findClasses(data));
  }
}
