package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Keyword arguments of datasets of image files whose parts have names, that can be downloaded, and
 * whose files may be read by a function of one's own.
 *
 * @param <T> what the targets are
 * @param <O> the options themselves
 */
public abstract class LoaderOptions<T, O extends LoaderOptions<T, O>>
    extends VisionOptions<BufferedImage, T, O> {
  String split = "train";
  boolean download;
  Function<? super Path, ?> loader = Folder::defaultLoader;

  /** Makes options with their defaults. */
  protected LoaderOptions() {}

  /** Sets which part it is; the dataset names its parts and the default. */
  public O split(String value) {
    this.split = value;
    return self();
  }

  /** Sets whether the files are fetched if they are not there; default false. */
  public O download(boolean value) {
    this.download = value;
    return self();
  }

  /** Sets what reads a file; default {@link Folder#defaultLoader}. */
  public O loader(Function<? super Path, ?> value) {
    this.loader = value;
    return self();
  }
}
