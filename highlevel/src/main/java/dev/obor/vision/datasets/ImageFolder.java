package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Images in a folder for each class: Python's {@code torchvision.datasets.ImageFolder}.
 *
 * <pre>{@code
 * root/dog/xxx.png
 * root/cat/123.jpg
 *
 * ImageFolder dataset = new ImageFolder("root", o -> o.transform(new ToTensor()));
 * dataset.classes();  // [cat, dog]
 * }</pre>
 *
 * <p>Images are read as RGB, when a sample is read.
 *
 * <p>Several threads may read a dataset at once if its functions allow it.
 */
public class ImageFolder extends DatasetFolder {
  /** Keyword arguments of the constructor. */
  public static final class Options extends VisionOptions<BufferedImage, Integer, Options> {
    private Function<? super Path, ?> loader = Folder::defaultLoader;
    private @Nullable Predicate<? super Path> isValidFile;
    private boolean allowEmpty;

    Options() {}

    /** Sets what reads a file; default {@link Folder#defaultLoader}. */
    public Options loader(Function<? super Path, ?> value) {
      this.loader = value;
      return this;
    }

    /** Sets which files to read; default those whose names end as those of images do. */
    public Options isValidFile(Predicate<? super Path> value) {
      this.isValidFile = value;
      return this;
    }

    /** Sets whether a class may have no files; default false. */
    public Options allowEmpty(boolean value) {
      this.allowEmpty = value;
      return this;
    }
  }

  /** Makes a dataset: Python's {@code ImageFolder(root)}. */
  public ImageFolder(String root) {
    this(root, o -> {});
  }

  /**
   * Makes a dataset: Python's {@code ImageFolder(root, transform=…, target_transform=…, loader=…,
   * is_valid_file=…, allow_empty=…)}.
   *
   * @param root the folder with the folders of the classes
   * @throws dev.obor.TorchException if there is no class, or a class has no files and may not
   */
  public ImageFolder(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private ImageFolder(String root, Options o) {
    super(
        root,
        o.loader,
        o,
        o.isValidFile == null ? Folder.IMG_EXTENSIONS : null,
        o.isValidFile,
        o.allowEmpty);
  }

  private static Options options(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  /** The files and their classes: Python's {@code dataset.imgs}. */
  public List<Folder.Entry> imgs() {
    return samples();
  }
}
