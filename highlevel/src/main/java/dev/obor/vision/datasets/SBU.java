package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Photographs with a caption each: Python's {@code torchvision.datasets.SBU}. The target is the
 * caption.
 *
 * <p>The archive lies in the folder itself, the images in {@code root/dataset}. Photographs that
 * are no longer to be had are left out.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class SBU extends PictureDataset {
  private static final DataFile ARCHIVE =
      new DataFile(
          "https://www.cs.rice.edu/~vo9/sbucaptions/SBUCaptionedPhotoDataset.tar.gz",
          "SBUCaptionedPhotoDataset.tar.gz",
          "9aec147b3488753cf758b4d493422285");

  private final Function<? super Path, ?> loader;
  private final List<String> photos = new ArrayList<>();
  private final List<String> captions = new ArrayList<>();

  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, String, Options> {
    private boolean download = true;
    private Function<? super Path, ?> loader = Folder::defaultLoader;

    Options() {}

    /** Sets whether the files are fetched if they are not there; default true, as in Python. */
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

  /** Reads the dataset, and fetches it if needed: Python's {@code SBU(root)}. */
  public SBU(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset: Python's {@code SBU(root, transform=…, target_transform=…, download=…,
   * loader=…)}.
   *
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public SBU(String root, Consumer<Options> options) {
    this(root, new Options().set(options));
  }

  private SBU(String root, Options o) {
    super(root, o);
    this.loader = o.loader;
    Path archive = folder().resolve(ARCHIVE.name());
    if (o.download && !o.integrity.test(archive, ARCHIVE.md5())) {
      download();
    }
    if (!o.integrity.test(archive, ARCHIVE.md5())) {
      throw DatasetFiles.notFoundOrCorrupted(archive);
    }
    List<String> urls = DatasetFiles.lines(list("urls"));
    List<String> texts = DatasetFiles.lines(list("captions"));
    for (int i = 0; i < Math.min(urls.size(), texts.size()); i++) {
      String photo = Downloads.basename(urls.get(i).stripTrailing());
      if (Files.exists(images().resolve(photo))) {
        photos.add(photo);
        captions.add(texts.get(i).stripTrailing());
      }
    }
  }

  private Path images() {
    return folder().resolve("dataset");
  }

  private Path list(String what) {
    return images().resolve("SBU_captioned_photo_dataset_" + what + ".txt");
  }

  private void download() {
    Downloads.downloadAndExtractArchive(
        ARCHIVE.url(),
        folder(),
        d -> d.extractRoot(folder()).filename(ARCHIVE.name()).md5(ARCHIVE.md5()));
    for (String url : DatasetFiles.lines(list("urls"))) {
      try {
        Downloads.downloadUrl(url.stripTrailing(), images());
      } catch (DownloadException e) {
        // People take photographs of theirs away; those are left out.
      }
    }
  }

  @Override
  Sample load(int at) {
    return new Sample(loader.apply(images().resolve(photos.get(at))), captions.get(at));
  }

  @Override
  public int size() {
    return photos.size();
  }

  /** The captions: Python's {@code dataset.captions}. */
  public List<String> captions() {
    return List.copyOf(captions);
  }
}
