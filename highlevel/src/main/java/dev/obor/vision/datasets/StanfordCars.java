package dev.obor.vision.datasets;

import dev.obor.TorchException;
import dev.obor.ValueException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Cars of 196 models: Python's {@code torchvision.datasets.StanfordCars}.
 *
 * <p>The files lie in {@code root/stanford_cars}. They are no longer to be had where they were.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class StanfordCars extends ClassifiedImages {
  /** Reads the training set: Python's {@code StanfordCars(root)}. */
  public StanfordCars(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code StanfordCars(root, split=…, transform=…, target_transform=…,
   * download=…, loader=…)}.
   *
   * @param root the folder that holds {@code stanford_cars}
   * @param options the split is {@code train}, the default, or {@code test}
   * @throws ValueException if there is no such split, or the files are to be downloaded
   * @throws TorchException if the files are not there, or damaged
   */
  public StanfordCars(String root, Consumer<ImageOptions> options) {
    this(root, new ImageOptions().set(options));
  }

  private StanfordCars(String root, ImageOptions o) {
    super(root, o, o.loader, listing(Path.of(expanded(root), "stanford_cars"), o));
  }

  private static Listing listing(Path base, ImageOptions o) {
    boolean isTrain = verified(o.split, "split", List.of("train", "test")).equals("train");
    if (o.download) {
      throw new ValueException(
          "The original URL is broken so the StanfordCars dataset cannot be downloaded anymore.");
    }
    Path devkit = base.resolve("devkit");
    Path annotations =
        isTrain
            ? devkit.resolve("cars_train_annos.mat")
            : base.resolve("cars_test_annos_withlabels.mat");
    Path images = base.resolve(isTrain ? "cars_train" : "cars_test");
    if (!Files.isDirectory(devkit) || !Files.exists(annotations) || !Files.isDirectory(images)) {
      throw new TorchException("Dataset not found.\nIt belongs to " + base + ".");
    }
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Map<String, MatValue> car :
        MatFile.read(annotations, "annotations", MatValue.Structures.class).values()) {
      MatValue.Numbers number = MatFile.get(car, "class", MatValue.Numbers.class, annotations);
      if (number.size() != 1) {
        throw DatasetFiles.damaged(annotations, "a car has " + number.size() + " classes");
      }
      files.add(images.resolve(MatFile.get(car, "fname", MatValue.Text.class, annotations).text()));
      labels.add((int) number.number(0) - 1);
    }
    Path meta = devkit.resolve("cars_meta.mat");
    List<String> classes = new ArrayList<>();
    for (MatValue name : MatFile.read(meta, "class_names", MatValue.Cells.class).values()) {
      if (!(name instanceof MatValue.Text text)) {
        throw DatasetFiles.damaged(meta, "the name of a class is no text");
      }
      classes.add(text.text());
    }
    return new Listing(files, labels, List.copyOf(classes));
  }
}
