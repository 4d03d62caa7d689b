package dev.obor.vision.datasets;

import dev.obor.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rooms: Python's {@code torchvision.datasets.InStereo2k}.
 *
 * <p>The files lie in {@code root/InStereo2k}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class InStereo2k extends StereoMatchingDataset {
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

  /** Reads the training set: Python's {@code InStereo2k(root)}. */
  public InStereo2k(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset with keyword arguments: Python's {@code InStereo2k(root, split=…,
   * transforms=…)}.
   *
   * @param root the folder that holds {@code InStereo2k}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if files of one kind are fewer than those of another, or an
   *     argument has a value that is not known
   */
  public InStereo2k(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private InStereo2k(String root, Options o) {
    super(root, o);
    VisionDataset.verified(o.split, "split", List.of("train", "test"));
    Path base = folder(root, "InStereo2k").resolve(o.split);
    addImages(base, "*/left.png", "*/right.png");
    addDisparities(base, "*/left_disp.png", "*/right_disp.png");
  }

  @Override
  Disparity readDisparity(Path file) {
    return divided(file, DType.FLOAT32, 1024);
  }
}
