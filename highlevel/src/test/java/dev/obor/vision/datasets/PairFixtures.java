package dev.obor.vision.datasets;

import dev.obor.Tensor;
import dev.obor.data.Dataset;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The datasets of {@code vision_pair_dataset_goldens.py} by their names there. */
final class PairFixtures {
  private PairFixtures() {}

  /** Unpacks the files of all datasets into a folder. */
  static Path unpacked(Path folder) {
    URL archive =
        Objects.requireNonNull(
            PairFixtures.class.getResource("/dev/obor/vision/datasets/pairs.zip"));
    try {
      return Downloads.extractArchive(Path.of(archive.toURI()), folder);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Exchanges the pictures and changes the rest. */
  private static final class SwappedFlow implements UnaryOperator<FlowSample> {
    @Override
    public FlowSample apply(FlowSample sample) {
      Tensor flow = sample.flow();
      return new FlowSample(
          sample.image2(),
          sample.image1(),
          flow == null ? null : flow.neg(),
          sample.validFlowMask());
    }

    @Override
    public String toString() {
      return "Swapped()";
    }
  }

  private static final class SwappedStereo implements UnaryOperator<StereoViews> {
    @Override
    public StereoViews apply(StereoViews views) {
      Tensor left = Objects.requireNonNull(views.leftDisparity());
      return new StereoViews(
          views.right(), views.left(), views.rightDisparity(), left, left.select(0, 0).gt(0), null);
    }

    @Override
    public String toString() {
      return "Swapped()";
    }
  }

  private static String or(String variant, String otherwise) {
    return variant.isEmpty() ? otherwise : variant;
  }

  static Dataset<?> dataset(String root, String name, String variant) {
    boolean isSwapped = variant.equals("swapped");
    String split = or(isSwapped ? "" : variant, "train");
    return switch (name) {
      case "Sintel" ->
          new Sintel(
              root,
              o ->
                  o.split(variant.equals("both") || variant.equals("pass") ? "train" : split)
                      .passName(
                          variant.equals("both")
                              ? "both"
                              : variant.equals("pass") ? "some" : "clean")
                      .transforms(isSwapped ? new SwappedFlow() : null));
      case "KittiFlow" -> new KittiFlow(root, o -> o.split(split));
      case "FlyingChairs" -> new FlyingChairs(root, o -> o.split(split));
      case "FlyingThings3D" -> things(root, variant);
      case "HD1K" -> new HD1K(root, o -> o.split(split));
      case "CarlaStereo" ->
          new CarlaStereo(root, o -> o.transforms(isSwapped ? new SwappedStereo() : null));
      case "Kitti2012Stereo" -> new Kitti2012Stereo(root, o -> o.split(split));
      case "Kitti2015Stereo" -> new Kitti2015Stereo(root, o -> o.split(split));
      case "InStereo2k" -> new InStereo2k(root, o -> o.split(split));
      case "ETH3DStereo" -> new ETH3DStereo(root, o -> o.split(split));
      case "CREStereo" -> new CREStereo(root);
      case "FallingThingsStereo" ->
          variant.isEmpty()
              ? new FallingThingsStereo(root)
              : new FallingThingsStereo(root, o -> o.variant(variant));
      case "SceneFlowStereo" -> scenes(root, variant);
      case "SintelStereo" ->
          variant.isEmpty()
              ? new SintelStereo(root)
              : new SintelStereo(root, o -> o.passName(variant));
      default -> middlebury(root, variant);
    };
  }

  private static FlyingThings3D things(String root, String variant) {
    return switch (variant) {
      case "" -> new FlyingThings3D(root);
      case "test" ->
          new FlyingThings3D(root, o -> o.split("test").passName("final").camera("right"));
      case "both" -> new FlyingThings3D(root, o -> o.passName("both").camera("both"));
      case "camera" -> new FlyingThings3D(root, o -> o.camera("some"));
      default -> new FlyingThings3D(root, o -> o.split(variant));
    };
  }

  private static SceneFlowStereo scenes(String root, String variant) {
    return switch (variant) {
      case "" -> new SceneFlowStereo(root);
      case "Driving" -> new SceneFlowStereo(root, o -> o.variant("Driving").passName("final"));
      case "Monkaa" -> new SceneFlowStereo(root, o -> o.variant("Monkaa").passName("both"));
      case "pass" -> new SceneFlowStereo(root, o -> o.passName("some"));
      default -> new SceneFlowStereo(root, o -> o.variant(variant));
    };
  }

  private static Middlebury2014Stereo middlebury(String root, String variant) {
    return switch (variant) {
      case "" -> new Middlebury2014Stereo(root);
      case "both" -> new Middlebury2014Stereo(root, o -> o.calibration("both"));
      case "additional" -> new Middlebury2014Stereo(root, o -> o.split("additional"));
      case "test" -> new Middlebury2014Stereo(root, o -> o.split("test").calibration(null));
      case "ambient" -> new Middlebury2014Stereo(root, o -> o.useAmbientViews(true));
      case "calibration" -> new Middlebury2014Stereo(root, o -> o.calibration("some"));
      case "none" -> new Middlebury2014Stereo(root, o -> o.calibration(null));
      case "refused" -> new Middlebury2014Stereo(root, o -> o.split("test"));
      default -> new Middlebury2014Stereo(root, o -> o.split(variant));
    };
  }

  /**
   * What the script wants refused: a dataset that cannot be made, or whose first item cannot be.
   */
  static @Nullable Object refuse(Path root, String name) {
    String[] words = name.split(" ", -1);
    if (words[0].startsWith("damaged")) {
      return dataset(root + "/" + words[0], words[1], "").get(0);
    }
    return switch (words[1]) {
      case "split" -> dataset(root.toString(), words[0], "some");
      case "absent" -> dataset(root + "/nowhere", words[0], "");
      case "index" -> dataset(root.toString(), words[0], "").get(9);
      case "variant" -> dataset(root.toString(), words[0], "some");
      case "pass" ->
          dataset(root.toString(), words[0], words[0].equals("SintelStereo") ? "some" : "pass");
      case "test" -> dataset(root.toString(), words[0], "refused");
      default -> dataset(root.toString(), words[0], words[1]);
    };
  }
}
