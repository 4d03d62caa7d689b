package dev.obor.vision.datasets;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Household objects that fall, drawn: Python's {@code torchvision.datasets.FallingThingsStereo}.
 *
 * <p>The files lie in {@code root/FallingThings}. Disparities are computed from depths and the
 * focal length in {@code _camera_settings.json}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class FallingThingsStereo extends StereoMatchingDataset {
  /** The distance of the cameras, in centimetres. */
  private static final double BASELINE = 6;

  /** Depths are in hundredths of a centimetre. */
  private static final double SCALE = 100;

  /** Keyword arguments of the constructor. */
  public static final class Options extends StereoOptions<Options> {
    private String variant = "single";

    Options() {}

    /**
     * Sets how many objects there are: {@code single}, which is the default, {@code mixed}, or
     * {@code both}.
     */
    public Options variant(String value) {
      this.variant = value;
      return this;
    }
  }

  /** Reads the scenes of single objects: Python's {@code FallingThingsStereo(root)}. */
  public FallingThingsStereo(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset with keyword arguments: Python's {@code FallingThingsStereo(root, variant=…,
   * transforms=…)}.
   *
   * @param root the folder that holds {@code FallingThings}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if files of one kind are fewer than those of another, or an
   *     argument has a value that is not known
   */
  public FallingThingsStereo(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private FallingThingsStereo(String root, Options o) {
    super(root, o);
    Path base = folder(root, "FallingThings");
    VisionDataset.verified(o.variant, "variant", List.of("single", "mixed", "both"));
    for (String variant :
        o.variant.equals("both") ? List.of("single", "mixed") : List.of(o.variant)) {
      String below = variant + (variant.equals("single") ? "/*/*/" : "/*/");
      addImages(base, below + "*.left.jpg", below + "*.right.jpg");
      addDisparities(base, below + "*.left.depth.png", below + "*.right.depth.png");
    }
  }

  @Override
  Disparity readDisparity(Path file) {
    PngSamples samples = PngSamples.read(file, 1);
    double focal = focal(file.resolveSibling("_camera_settings.json"));
    try (Scope scope = Torch.scope()) {
      Tensor depth = Torch.fromArray(samples.numbers(), 1, samples.height(), samples.width());
      return new Disparity(
          scope.keep(Torch.full(depth.shape(), BASELINE * focal * SCALE).div(depth)), null);
    }
  }

  /** The focal length of the left camera, in pixels. */
  private static double focal(Path file) {
    if (DatasetFiles.json(file) instanceof Map<?, ?> all
        && all.get("camera_settings") instanceof List<?> cameras
        && !cameras.isEmpty()
        && cameras.get(0) instanceof Map<?, ?> camera
        && camera.get("intrinsic_settings") instanceof Map<?, ?> lens
        && lens.get("fx") instanceof Number focal) {
      return focal.doubleValue();
    }
    throw DatasetFiles.damaged(file, "it has no focal length");
  }
}
