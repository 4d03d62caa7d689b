package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;

/** Keyword arguments of datasets that have one part only, and can be downloaded. */
public final class DownloadOptions extends VisionOptions<BufferedImage, Integer, DownloadOptions> {
  boolean download;

  DownloadOptions() {}

  /** Sets whether the files are fetched if they are not there; default false. */
  public DownloadOptions download(boolean value) {
    this.download = value;
    return this;
  }
}
