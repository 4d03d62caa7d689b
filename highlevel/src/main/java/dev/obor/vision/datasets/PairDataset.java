package dev.obor.vision.datasets;

import dev.obor.IndexException;
import dev.obor.data.Dataset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dataset whose items have two images.
 *
 * @param <S> the items
 */
abstract class PairDataset<S> implements Dataset<S> {
  private final String root;

  PairDataset(String root) {
    this.root = VisionDataset.expanded(root);
  }

  /** The folder with the data: Python's {@code dataset.root}. */
  public final String root() {
    return root;
  }

  /** The transforms that are printed, or null. */
  abstract @Nullable Object printedTransforms();

  static Path folder(String root, String name) {
    return Path.of(VisionDataset.expanded(root), name);
  }

  /** An index that may count from the end, as one that counts from the beginning. */
  final int checkedIndex(int index) {
    int size = size();
    if (index < -size || index >= size) {
      throw new IndexException("list index out of range\nThere are " + size + ", not " + index);
    }
    return index < 0 ? index + size : index;
  }

  /** The element of a list that belongs to a sample. */
  static <T> T element(List<T> list, int index) {
    if (index >= list.size()) {
      throw new IndexException(
          "list index out of range\nThere are fewer files of one kind than of another: "
              + list.size());
    }
    return list.get(index);
  }

  /** As Python prints the dataset, with its transforms. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add("Dataset " + getClass().getSimpleName());
    lines.add("Number of datapoints: " + size());
    lines.add("Root location: " + root);
    Object transforms = printedTransforms();
    if (transforms != null) {
      lines.add(transforms.toString());
    }
    return String.join("\n    ", lines);
  }
}
