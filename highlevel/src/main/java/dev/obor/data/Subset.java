package dev.obor.data;

import dev.obor.IndexException;
import java.util.List;

/**
 * Some items of another dataset, in an order of their own: Python's {@code
 * torch.utils.data.Subset}.
 *
 * <pre>{@code
 * Subset<Tensor[]> firstHundred = new Subset<>(dataset, IntStream.range(0, 100).toArray());
 * }</pre>
 *
 * <p>Several threads may read a subset at once if the whole dataset allows it.
 *
 * @param <T> an item
 */
public final class Subset<T> implements Dataset<T> {
  private final Dataset<T> dataset;
  private final int[] indices;

  /**
   * Makes a subset.
   *
   * @param dataset the whole
   * @param indices which of its items belong to the subset; they are copied
   */
  public Subset(Dataset<T> dataset, int[] indices) {
    this.dataset = dataset;
    this.indices = indices.clone();
  }

  /** The whole dataset: Python's {@code subset.dataset}. */
  public Dataset<T> dataset() {
    return dataset;
  }

  /** Which items of the whole belong to the subset, as a copy: Python's {@code subset.indices}. */
  public int[] indices() {
    return indices.clone();
  }

  /**
   * Reads one item.
   *
   * @param index counted from the end when negative
   * @throws IndexException if there is no such item
   */
  @Override
  public T get(int index) {
    return dataset.get(whole(index));
  }

  @Override
  public int size() {
    return indices.length;
  }

  @Override
  public List<T> getItems(int[] places) {
    return dataset.getItems(whole(places));
  }

  @Override
  public T getBatch(int[] places) {
    return dataset.getBatch(whole(places));
  }

  private int[] whole(int[] places) {
    int[] found = new int[places.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = whole(places[i]);
    }
    return found;
  }

  private int whole(int index) {
    if (index < -indices.length || index >= indices.length) {
      throw new IndexException(
          "list index out of range\nThe subset has "
              + indices.length
              + " items; index "
              + index
              + " is none of them.");
    }
    return indices[index < 0 ? index + indices.length : index];
  }
}
