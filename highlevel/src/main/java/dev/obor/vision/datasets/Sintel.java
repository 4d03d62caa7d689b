package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Scenes of an animated film with the flow between their pictures: Python's {@code
 * torchvision.datasets.Sintel}.
 *
 * <p>The files lie in {@code root/Sintel}. Parts are {@code train}, and {@code test} without flows.
 * Scenes come in the order of their names, which in Python is the file system's.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class Sintel extends FlowDataset {
  /** Keyword arguments of the constructor. */
  public static final class Options extends FlowOptions<Options> {
    private String passName = "clean";

    Options() {}

    /** Sets how pictures were drawn: {@code clean}, the default, {@code final}, or {@code both}. */
    public Options passName(String value) {
      this.passName = value;
      return this;
    }
  }

  /** Reads the training set: Python's {@code Sintel(root)}. */
  public Sintel(String root) {
    this(root, o -> {});
  }

  /**
   * Reads one of the sets: Python's {@code Sintel(root, split=…, pass_name=…, transforms=…,
   * loader=…)}.
   *
   * @param root the folder that holds {@code Sintel}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if an argument has a value that is not known
   */
  public Sintel(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private Sintel(String root, Options o) {
    super(root, o);
    VisionDataset.verified(o.split, "split", List.of("train", "test"));
    VisionDataset.verified(o.passName, "pass_name", List.of("clean", "final", "both"));
    Path base = folder(root, "Sintel");
    boolean isTrain = o.split.equals("train");
    List<String> passes =
        o.passName.equals("both") ? List.of("clean", "final") : List.of(o.passName);
    for (String pass : passes) {
      Path images = base.resolve(isTrain ? "training" : "test").resolve(pass);
      for (String scene : DatasetFiles.names(images)) {
        List<Path> pictures = Globs.find(images, scene + "/*.png");
        for (int i = 0; i + 1 < pictures.size(); i++) {
          addImages(pictures.get(i), pictures.get(i + 1));
        }
        if (isTrain) {
          addFlows(Globs.find(base.resolve("training/flow"), scene + "/*.flo"));
        }
      }
    }
  }

  @Override
  Flow readFlow(Path file) {
    return FlowFiles.flo(file);
  }
}
