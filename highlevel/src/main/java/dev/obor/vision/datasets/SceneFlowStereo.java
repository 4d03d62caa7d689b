package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Drawn scenes with things that move: Python's {@code torchvision.datasets.SceneFlowStereo}.
 *
 * <p>The files lie in {@code root/SceneFlow}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class SceneFlowStereo extends StereoMatchingDataset {
  /** Keyword arguments of the constructor. */
  public static final class Options extends StereoOptions<Options> {
    private String variant = "FlyingThings3D";
    private String passName = "clean";

    Options() {}

    /**
     * Sets which scenes: {@code FlyingThings3D}, which is the default, {@code Driving} or {@code
     * Monkaa}.
     */
    public Options variant(String value) {
      this.variant = value;
      return this;
    }

    /** Sets how pictures were drawn: {@code clean}, the default, {@code final}, or {@code both}. */
    public Options passName(String value) {
      this.passName = value;
      return this;
    }
  }

  /** Reads FlyingThings3D: Python's {@code SceneFlowStereo(root)}. */
  public SceneFlowStereo(String root) {
    this(root, o -> {});
  }

  /**
   * Reads the dataset with keyword arguments: Python's {@code SceneFlowStereo(root, variant=…,
   * pass_name=…, transforms=…)}.
   *
   * @param root the folder that holds {@code SceneFlow}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if files of one kind are fewer than those of another, or an
   *     argument has a value that is not known
   */
  public SceneFlowStereo(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private SceneFlowStereo(String root, Options o) {
    super(root, o);
    VisionDataset.verified(o.variant, "variant", List.of("FlyingThings3D", "Driving", "Monkaa"));
    VisionDataset.verified(o.passName, "pass_name", List.of("clean", "final", "both"));
    Path base = folder(root, "SceneFlow").resolve(o.variant);
    String scenes = o.variant.equals("Monkaa") ? "/*/" : "/*/*/*/";
    for (String pass :
        o.passName.equals("both") ? List.of("clean", "final") : List.of(o.passName)) {
      String images = "frames_" + pass + "pass" + scenes;
      addImages(base, images + "left/*.png", images + "right/*.png");
      addDisparities(
          base, "disparity" + scenes + "left/*.pfm", "disparity" + scenes + "right/*.pfm");
    }
  }

  @Override
  Disparity readDisparity(Path file) {
    return positive(file);
  }
}
