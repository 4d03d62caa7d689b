package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;

/** Keyword arguments of datasets whose parts have names, and that can be downloaded. */
public final class SplitOptions extends VisionOptions<BufferedImage, Integer, SplitOptions> {
  String split = "train";
  boolean download;

  SplitOptions() {}

  /** Sets which part it is; default {@code train}. */
  public SplitOptions split(String value) {
    this.split = value;
    return this;
  }

  /** Sets whether the files are fetched if they are not there; default false. */
  public SplitOptions download(boolean value) {
    this.download = value;
    return this;
  }
}
