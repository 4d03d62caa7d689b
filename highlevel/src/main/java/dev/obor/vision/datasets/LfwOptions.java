package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Function;

/** Keyword arguments of {@link LFWPeople} and {@link LFWPairs}. */
public final class LfwOptions extends VisionOptions<BufferedImage, Integer, LfwOptions> {
  String split = "10fold";
  String imageSet = "funneled";
  boolean download;
  Function<? super Path, ?> loader = Folder::defaultLoader;

  LfwOptions() {}

  /** Sets which part it is: {@code 10fold}, which is the default, {@code train} or {@code test}. */
  public LfwOptions split(String value) {
    this.split = value;
    return this;
  }

  /**
   * Sets how the faces are aligned: {@code original}, {@code funneled}, which is the default, or
   * {@code deepfunneled}.
   */
  public LfwOptions imageSet(String value) {
    this.imageSet = value;
    return this;
  }

  /** Sets whether the files are to be fetched, which cannot be done any more. Default false. */
  public LfwOptions download(boolean value) {
    this.download = value;
    return this;
  }

  /** Sets what reads a file; default {@link Folder#defaultLoader}. */
  public LfwOptions loader(Function<? super Path, ?> value) {
    this.loader = value;
    return this;
  }
}
