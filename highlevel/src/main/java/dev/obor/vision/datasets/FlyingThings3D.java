package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Things that fly through rooms, with the flow between pictures: Python's {@code
 * torchvision.datasets.FlyingThings3D}.
 *
 * <p>The files lie in {@code root/FlyingThings3D}. Parts are {@code train} and {@code test}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class FlyingThings3D extends FlowDataset {
  /** Keyword arguments of the constructor. */
  public static final class Options extends FlowOptions<Options> {
    private String passName = "clean";
    private String camera = "left";

    Options() {}

    /** Sets how pictures were drawn: {@code clean}, the default, {@code final}, or {@code both}. */
    public Options passName(String value) {
      this.passName = value;
      return this;
    }

    /** Sets whose pictures they are: {@code left}, the default, {@code right}, or {@code both}. */
    public Options camera(String value) {
      this.camera = value;
      return this;
    }
  }

  /** Reads the training set: Python's {@code FlyingThings3D(root)}. */
  public FlyingThings3D(String root) {
    this(root, o -> {});
  }

  /**
   * Reads one of the sets: Python's {@code FlyingThings3D(root, split=…, pass_name=…, camera=…,
   * transforms=…, loader=…)}.
   *
   * @param root the folder that holds {@code FlyingThings3D}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if an argument has a value that is not known
   */
  public FlyingThings3D(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private FlyingThings3D(String root, Options o) {
    super(root, o);
    VisionDataset.verified(o.split, "split", List.of("train", "test"));
    VisionDataset.verified(o.passName, "pass_name", List.of("clean", "final", "both"));
    VisionDataset.verified(o.camera, "camera", List.of("left", "right", "both"));
    Path base = folder(root, "FlyingThings3D");
    String part = o.split.equals("train") ? "TRAIN" : "TEST";
    List<String> cameras = o.camera.equals("both") ? List.of("left", "right") : List.of(o.camera);
    for (String pass :
        o.passName.equals("both") ? List.of("clean", "final") : List.of(o.passName)) {
      for (String camera : cameras) {
        List<Path> images = scenes(base.resolve("frames_" + pass + "pass").resolve(part), camera);
        Path flows = base.resolve("optical_flow").resolve(part);
        addAll(images, scenes(flows, "into_future/" + camera), true);
        addAll(images, scenes(flows, "into_past/" + camera), false);
      }
    }
  }

  private static List<Path> scenes(Path folder, String below) {
    List<Path> scenes =
        Globs.find(folder, "*/*").stream().map(scene -> scene.resolve(below)).toList();
    if (scenes.isEmpty()) {
      throw new TorchException(
          "Could not find the FlyingThings3D flow images. Please make sure the directory structure"
              + " is correct.\nThey belong to "
              + folder
              + ".");
    }
    return Globs.byParts(scenes);
  }

  private void addAll(List<Path> imageFolders, List<Path> flowFolders, boolean isForward) {
    for (int k = 0; k < Math.min(imageFolders.size(), flowFolders.size()); k++) {
      List<Path> images = Globs.find(imageFolders.get(k), "*.png");
      List<Path> flows = Globs.find(flowFolders.get(k), "*.pfm");
      for (int i = 0; i + 1 < flows.size(); i++) {
        Path earlier = element(images, i);
        Path later = element(images, i + 1);
        addImages(isForward ? earlier : later, isForward ? later : earlier);
        addFlow(flows.get(isForward ? i : i + 1));
      }
    }
  }

  @Override
  Flow readFlow(Path file) {
    return new Flow(FlowFiles.pfm(file, 2), null);
  }
}
