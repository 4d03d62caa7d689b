package dev.obor.vision.datasets;

import dev.obor.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Drawn scenes of four kinds: Python's {@code torchvision.datasets.CREStereo}.
 *
 * <p>The files lie in {@code root/CREStereo}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class CREStereo extends StereoMatchingDataset {
  /** Keyword arguments of the constructor. */
  public static final class Options extends StereoOptions<Options> {
    Options() {}
  }

  /** Reads the dataset: Python's {@code CREStereo(root)}. */
  public CREStereo(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset with keyword arguments: Python's {@code CREStereo(root, transforms=…)}.
   *
   * @param root the folder that holds {@code CREStereo}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if files of one kind are fewer than those of another, or more
   */
  public CREStereo(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private CREStereo(String root, Options o) {
    super(root, o);
    Path base = folder(root, "CREStereo");
    for (String kind : List.of("shapenet", "reflective", "tree", "hole")) {
      addImages(base, kind + "/*_left.jpg", kind + "/*_right.jpg");
      addDisparities(base, kind + "/*_left.disp.png", kind + "/*_right.disp.png");
    }
  }

  @Override
  Disparity readDisparity(Path file) {
    return divided(file, DType.FLOAT32, 32);
  }
}
