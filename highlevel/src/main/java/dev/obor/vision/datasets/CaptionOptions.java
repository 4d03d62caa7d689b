package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Keyword arguments of datasets of images with captions. */
public final class CaptionOptions
    extends VisionOptions<BufferedImage, List<String>, CaptionOptions> {
  Function<? super Path, ?> loader = Folder::defaultLoader;

  CaptionOptions() {}

  /** Sets what reads a file; default {@link Folder#defaultLoader}. */
  public CaptionOptions loader(Function<? super Path, ?> value) {
    this.loader = value;
    return this;
  }
}
