package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Streets in fine pictures with the flow between them: Python's {@code torchvision.datasets.HD1K}.
 *
 * <p>The files lie in {@code root/hd1k}. Parts are {@code train}, and {@code test} without flows.
 * Flows have a mask.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class HD1K extends FlowDataset {
  private static final int SEQUENCES = 36;

  /** Keyword arguments of the constructor. */
  public static final class Options extends FlowOptions<Options> {
    Options() {}
  }

  /** Reads the training set: Python's {@code HD1K(root)}. */
  public HD1K(String root) {
    this(root, o -> {});
  }

  /**
   * Reads one of the sets: Python's {@code HD1K(root, split=…, transforms=…, loader=…)}.
   *
   * @param root the folder that holds {@code hd1k}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if an argument has a value that is not known
   */
  public HD1K(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private HD1K(String root, Options o) {
    super(root, o);
    VisionDataset.verified(o.split, "split", List.of("train", "test"));
    Path base = folder(root, "hd1k");
    if (o.split.equals("train")) {
      for (int sequence = 0; sequence < SEQUENCES; sequence++) {
        String names = String.format(Locale.ROOT, "%06d_*.png", sequence);
        List<Path> flows = Globs.find(base, "hd1k_flow_gt/flow_occ/" + names);
        List<Path> images = Globs.find(base, "hd1k_input/image_2/" + names);
        for (int i = 0; i + 1 < flows.size(); i++) {
          addFlow(flows.get(i));
          addImages(element(images, i), element(images, i + 1));
        }
      }
    } else {
      List<Path> first = Globs.find(base, "hd1k_challenge/image_2/*10.png");
      List<Path> second = Globs.find(base, "hd1k_challenge/image_2/*11.png");
      for (int i = 0; i < Math.min(first.size(), second.size()); i++) {
        addImages(first.get(i), second.get(i));
      }
    }
    if (size() == 0) {
      throw new TorchException(
          "Could not find the HD1K images. Please make sure the directory structure is"
              + " correct.\nThey belong to "
              + base
              + ".");
    }
  }

  @Override
  Flow readFlow(Path file) {
    return FlowFiles.png(file);
  }
}
