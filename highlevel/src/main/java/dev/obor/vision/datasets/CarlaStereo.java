package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Streets of a simulated town: Python's {@code torchvision.datasets.CarlaStereo}.
 *
 * <p>The files lie in {@code root/carla-highres}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class CarlaStereo extends StereoMatchingDataset {
  /** Keyword arguments of the constructor. */
  public static final class Options extends StereoOptions<Options> {
    Options() {}
  }

  /** Reads the dataset: Python's {@code CarlaStereo(root)}. */
  public CarlaStereo(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset with keyword arguments: Python's {@code CarlaStereo(root, transforms=…)}.
   *
   * @param root the folder that holds {@code carla-highres}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if files of one kind are fewer than those of another, or more
   */
  public CarlaStereo(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private CarlaStereo(String root, Options o) {
    super(root, o);
    Path base = folder(root, "carla-highres");
    addImages(base, "trainingF/*/im0.png", "trainingF/*/im1.png");
    addDisparities(base, "trainingF/*/disp0GT.pfm", "trainingF/*/disp1GT.pfm");
  }

  @Override
  Disparity readDisparity(Path file) {
    return positive(file);
  }
}
