package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;

/** Keyword arguments of datasets that have a training and a test set, and can be downloaded. */
public final class TrainOptions extends VisionOptions<BufferedImage, Integer, TrainOptions> {
  boolean train = true;
  boolean download;

  TrainOptions() {}

  /** Sets whether it is the training set, which is the default, or the test set. */
  public TrainOptions train(boolean value) {
    this.train = value;
    return this;
  }

  /** Sets whether the files are fetched if they are not there; default false. */
  public TrainOptions download(boolean value) {
    this.download = value;
    return this;
  }
}
