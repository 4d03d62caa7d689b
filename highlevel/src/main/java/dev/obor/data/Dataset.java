package dev.obor.data;

import java.util.List;

/**
 * Items by their index: Python's map-style {@code torch.utils.data.Dataset}.
 *
 * <pre>{@code
 * class Squares implements Dataset<Tensor> {
 *   @Override
 *   public Tensor get(int index) {
 *     return Torch.tensor((double) index * index);
 *   }
 *
 *   @Override
 *   public int size() {
 *     return 100;
 *   }
 * }
 * }</pre>
 *
 * <p>A dataset that can read many items faster than one by one overrides {@link #getItems}, or
 * {@link #getBatch} if it can make a whole batch at once.
 *
 * <p>Tensors that are made while an item is read belong to the reader, who closes them after use. A
 * dataset that remembers such a tensor for the next time takes it out of the reader's scope with
 * {@link dev.obor.Tensor#unscoped}.
 *
 * <p>A dataset should allow several threads to read it at once.
 *
 * @param <T> an item
 */
public interface Dataset<T> {
  /**
   * Reads one item: Python's {@code dataset[index]}.
   *
   * @param index from 0 to {@link #size} - 1
   */
  T get(int index);

  /** The number of items: Python's {@code len(dataset)}. */
  int size();

  /**
   * Reads several items: Python's {@code dataset.__getitems__(indices)}.
   *
   * @return the items in the order of the indices
   */
  default List<T> getItems(int[] indices) {
    return Data.readEach(indices, this::get);
  }

  /**
   * Reads several items as one batch of the same Java type: what {@link Data#defaultCollate} makes
   * of {@link #getItems}, with one more dimension in front of every tensor.
   *
   * @return a batch with memory of its own
   * @throws dev.obor.TypeException if the batch of such items has another type, as that of numbers,
   *     which is a tensor
   */
  default T getBatch(int[] indices) {
    return Collation.read(this, indices);
  }
}
