package dev.obor.data;

import dev.obor.TorchException;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The items of several datasets as those of one: Python's {@code torch.utils.data.ConcatDataset}.
 *
 * <pre>{@code
 * Dataset<Tensor[]> all = new ConcatDataset<>(List.of(training, extra));
 * }</pre>
 *
 * <p>Several threads may read it at once if its datasets allow it.
 *
 * @param <T> an item
 */
public final class ConcatDataset<T> implements Dataset<T> {
  private final List<Dataset<T>> datasets;
  private final int[] ends;

  /**
   * Joins datasets.
   *
   * @param datasets one at least
   */
  public ConcatDataset(List<? extends Dataset<T>> datasets) {
    if (datasets.isEmpty()) {
      throw new TorchException("datasets should not be an empty iterable");
    }
    this.datasets = List.copyOf(datasets);
    this.ends = new int[datasets.size()];
    int end = 0;
    for (int i = 0; i < ends.length; i++) {
      end = Math.addExact(end, datasets.get(i).size());
      ends[i] = end;
    }
  }

  /** The datasets in their order: Python's {@code datasets}. */
  public List<Dataset<T>> datasets() {
    return datasets;
  }

  /** Where each dataset ends, as a copy: Python's {@code cumulative_sizes}. */
  public int[] cumulativeSizes() {
    return ends.clone();
  }

  /**
   * Reads one item.
   *
   * @param index counted from the end when negative
   * @throws ValueException if there is no such item
   */
  @Override
  public T get(int index) {
    int place = place(index);
    int which = which(place);
    return datasets.get(which).get(place - start(which));
  }

  @Override
  public int size() {
    return ends[ends.length - 1];
  }

  /** Reads items of one dataset that follow each other in one go. */
  @Override
  public List<T> getItems(int[] indices) {
    List<T> items = new ArrayList<>(indices.length);
    int from = 0;
    while (from < indices.length) {
      int which = which(place(indices[from]));
      int to = from;
      int[] inside = new int[indices.length - from];
      while (to < indices.length && which(place(indices[to])) == which) {
        inside[to - from] = place(indices[to]) - start(which);
        to++;
      }
      items.addAll(datasets.get(which).getItems(Arrays.copyOf(inside, to - from)));
      from = to;
    }
    return items;
  }

  private int start(int which) {
    return which == 0 ? 0 : ends[which - 1];
  }

  private int place(int index) {
    if (index < -size() || index >= size()) {
      throw new ValueException(
          "absolute value of index should not exceed dataset length\nThe dataset has "
              + size()
              + " items; index "
              + index
              + " is none of them.");
    }
    return index < 0 ? index + size() : index;
  }

  /** The first dataset that ends behind a place; empty ones end where they begin. */
  private int which(int place) {
    int which = 0;
    while (ends[which] <= place) {
      which++;
    }
    return which;
  }
}
