package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Pictures of chairs before a background that moves too: Python's {@code
 * torchvision.datasets.FlyingChairs}.
 *
 * <p>The files lie in {@code root/FlyingChairs}, with {@code FlyingChairs_train_val.txt}. Parts are
 * {@code train} and {@code val}.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class FlyingChairs extends FlowDataset {
  /** Keyword arguments of the constructor. */
  public static final class Options extends FlowOptions<Options> {
    Options() {}
  }

  /** Reads the training set: Python's {@code FlyingChairs(root)}. */
  public FlyingChairs(String root) {
    this(root, o -> {});
  }

  /**
   * Reads one of the sets: Python's {@code FlyingChairs(root, split=…, transforms=…)}.
   *
   * @param root the folder that holds {@code FlyingChairs}
   * @throws dev.obor.TorchException if the files are not there
   * @throws dev.obor.ValueException if an argument has a value that is not known
   */
  public FlyingChairs(String root, Consumer<Options> options) {
    this(root, options(options));
  }

  private static Options options(Consumer<Options> wanted) {
    Options options = new Options();
    wanted.accept(options);
    return options;
  }

  private FlyingChairs(String root, Options o) {
    super(root, o);
    VisionDataset.verified(o.split, "split", List.of("train", "val"));
    Path base = folder(root, "FlyingChairs");
    List<Path> pictures = Globs.find(base, "data/*.ppm");
    List<Path> flows = Globs.find(base, "data/*.flo");
    Path parts = base.resolve("FlyingChairs_train_val.txt");
    if (!Files.exists(parts)) {
      throw new TorchException(
          "The FlyingChairs_train_val.txt file was not found - please download it from the dataset"
              + " page (see docstring).\nIt belongs to "
              + base
              + ".");
    }
    List<String> numbers = DatasetFiles.words(parts).stream().flatMap(List::stream).toList();
    int wanted = o.split.equals("train") ? 1 : 2;
    for (int i = 0; i < flows.size(); i++) {
      if (DatasetFiles.number(element(numbers, i), parts) == wanted) {
        addFlow(flows.get(i));
        addImages(element(pictures, 2 * i), element(pictures, 2 * i + 1));
      }
    }
  }

  @Override
  Flow readFlow(Path file) {
    return FlowFiles.flo(file);
  }
}
