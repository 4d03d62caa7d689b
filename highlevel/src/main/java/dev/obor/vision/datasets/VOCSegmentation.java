package dev.obor.vision.datasets;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Images with an outline of each object: Python's {@code torchvision.datasets.VOCSegmentation}.
 *
 * <p>The files lie in {@code root/VOCdevkit}. The target is an image of numbers with a palette: the
 * kind of each pixel, 0 for none and 255 at the edges.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class VOCSegmentation extends VocDataset {
  /** Keyword arguments of the constructor. */
  public static final class Options extends VocDataset.Options<BufferedImage, Options> {
    Options() {}
  }

  /** Reads the training set of 2012: Python's {@code VOCSegmentation(root)}. */
  public VOCSegmentation(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code VOCSegmentation(root, year=…, image_set=…, download=…,
   * transform=…, target_transform=…, transforms=…)}.
   *
   * @param root the folder that holds, or gets, {@code VOCdevkit}
   * @throws dev.obor.ValueException if there is no such year or set
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public VOCSegmentation(String root, Consumer<Options> options) {
    super(root, new Options().set(options), "Segmentation", "SegmentationClass", ".png");
  }

  @Override
  BufferedImage target(Path file) {
    return DatasetFiles.open(file);
  }

  /** The files of the targets: Python's {@code dataset.masks}. */
  public List<Path> masks() {
    return targets();
  }
}
