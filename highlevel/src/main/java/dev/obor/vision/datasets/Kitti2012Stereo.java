package dev.obor.vision.datasets;

import dev.obor.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Streets before a car: Python's {@code torchvision.datasets.Kitti2012Stereo}.
 *
 * <p>The files lie in {@code root/Kitti2012}. Disparities are float64, as in Python; those of the
 * test set are null.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Kitti2012Stereo extends StereoMatchingDataset {
  /** Keyword arguments of the constructor. */
  public static final class Options extends StereoOptions<Options> {
    private String split = "train";

    Options() {}

    /** Sets which part it is: {@code train}, which is the default, or {@code test}. */
    public Options split(String value) {
      this.split = value;
      return this;
    }
  }

  /** Reads the training set: Python's {@code Kitti2012Stereo(root)}. */
  public Kitti2012Stereo(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset with keyword arguments: Python's {@code Kitti2012Stereo(root, split=…,
   * transforms=…)}.
   *
   * @param root the folder that holds {@code Kitti2012}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if files of one kind are fewer than those of another, or an
   *     argument has a value that is not known
   */
  public Kitti2012Stereo(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private Kitti2012Stereo(String root, Options o) {
    super(root, o);
    VisionDataset.verified(o.split, "split", List.of("train", "test"));
    Path base = folder(root, "Kitti2012").resolve(o.split + "ing");
    addImages(base, "colored_0/*_10.png", "colored_1/*_10.png");
    if (o.split.equals("train")) {
      addDisparities(base, "disp_noc/*.png", null);
    }
  }

  @Override
  Disparity readDisparity(Path file) {
    return divided(file, DType.FLOAT64, 256);
  }
}
