package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Pairs of pictures from a car with the flow between them: Python's {@code
 * torchvision.datasets.KittiFlow}.
 *
 * <p>The files lie in {@code root/KittiFlow}. Parts are {@code train}, and {@code test} without
 * flows. Flows have a mask.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class KittiFlow extends FlowDataset {
  /** Keyword arguments of the constructor. */
  public static final class Options extends FlowOptions<Options> {
    Options() {}
  }

  /** Reads the training set: Python's {@code KittiFlow(root)}. */
  public KittiFlow(String root) {
    this(root, o -> {});
  }

  /**
   * Reads one of the sets: Python's {@code KittiFlow(root, split=…, transforms=…, loader=…)}.
   *
   * @param root the folder that holds {@code KittiFlow}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if an argument has a value that is not known
   */
  public KittiFlow(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private KittiFlow(String root, Options o) {
    super(root, o);
    VisionDataset.verified(o.split, "split", List.of("train", "test"));
    Path base = folder(root, "KittiFlow").resolve(o.split + "ing");
    List<Path> first = Globs.find(base, "image_2/*_10.png");
    List<Path> second = Globs.find(base, "image_2/*_11.png");
    if (first.isEmpty() || second.isEmpty()) {
      throw new TorchException(
          "Could not find the Kitti flow images. Please make sure the directory structure is"
              + " correct.\nThey belong to "
              + base
              + ".");
    }
    for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
      addImages(first.get(i), second.get(i));
    }
    if (o.split.equals("train")) {
      addFlows(Globs.find(base, "flow_occ/*_10.png"));
    }
  }

  @Override
  Flow readFlow(Path file) {
    return FlowFiles.png(file);
  }
}
