package dev.obor.vision.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Pairs of faces that belong to the same person, or do not: Python's {@code
 * torchvision.datasets.LFWPairs}, the Labeled Faces in the Wild.
 *
 * <p>The image of a sample is a list of two, and its target 1 if they are of the same person, else
 * 0. In Python an item has three parts instead. A transform is applied to each image.
 *
 * <p>The files lie in {@code root/lfw-py}. They are no longer to be had where they were.
 *
 * <p>Several threads may read a dataset at once if its transforms allow it.
 */
public final class LFWPairs extends VisionDataset {
  private final LfwFiles files;
  private final Function<? super Path, ?> loader;
  private final List<Pair> pairs = new ArrayList<>();

  /** Two images, and whether they are of the same person. */
  private record Pair(Path first, Path second, int same) {}

  /** Reads all ten parts: Python's {@code LFWPairs(root)}. */
  public LFWPairs(String root) {
    this(root, o -> {});
  }

  /**
   * Reads a set: Python's {@code LFWPairs(root, split=…, image_set=…, transform=…,
   * target_transform=…, download=…, loader=…)}.
   *
   * @param root the folder that holds {@code lfw-py}
   * @throws dev.obor.ValueException if there is no such split or alignment, or the files are to be
   *     downloaded
   * @throws dev.obor.TorchException if the files are not there, or damaged
   */
  public LFWPairs(String root, Consumer<LfwOptions> options) {
    this(Caltech256.under(root, "lfw-py"), new LfwOptions().set(options));
  }

  private LFWPairs(String folder, LfwOptions o) {
    super(folder, o);
    this.loader = o.loader;
    this.files = LfwFiles.of(Path.of(folder), o, "pairs");
    List<List<String>> lines = files.lines();
    boolean isAll = files.split().equals("10fold");
    List<String> head = files.line(lines, 0);
    int folds = isAll ? files.number(head, 0) : 1;
    int count = files.number(head, isAll ? 1 : 0);
    int at = 1;
    for (int fold = 0; fold < folds; fold++) {
      for (int i = 0; i < 2 * count; i++) {
        List<String> line = files.line(lines, at++);
        boolean isSame = i < count;
        String first = files.part(line, 0);
        String second = isSame ? first : files.part(line, 2);
        pairs.add(
            new Pair(
                files.image(first, files.number(line, 1)),
                files.image(second, files.number(line, isSame ? 2 : 3)),
                isSame ? 1 : 0));
      }
    }
  }

  @Override
  public Sample get(int index) {
    Pair pair = pairs.get(checkedIndex(index));
    Function<Object, ?> transform = transform();
    Function<Object, ?> targetTransform = targetTransform();
    Object first = loader.apply(pair.first());
    Object second = loader.apply(pair.second());
    return new Sample(
        transform == null
            ? List.of(first, second)
            : List.of(transform.apply(first), transform.apply(second)),
        targetTransform == null ? pair.same() : targetTransform.apply(pair.same()));
  }

  @Override
  public int size() {
    return pairs.size();
  }

  @Override
  protected String extraRepr() {
    return files.printed();
  }
}
