package dev.obor.data;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Generator;
import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The functions of Python's module {@code torch.utils.data}.
 *
 * <p>All functions may be called from any thread.
 */
public final class Data {
  private Data() {}

  // ---- splitting

  /**
   * Splits a dataset at random into parts of given sizes: Python's {@code random_split(dataset,
   * [50000, 10000])}.
   *
   * <pre>{@code
   * List<Subset<Tensor[]>> parts = Data.randomSplit(dataset, 50_000, 10_000);
   * }</pre>
   *
   * @param lengths the sizes of the parts, which together make the size of the dataset
   * @return one part for each size; after the same seed each has the items that it has in Python
   * @throws ValueException if the sizes do not add up
   */
  public static <T> List<Subset<T>> randomSplit(Dataset<T> dataset, int... lengths) {
    return randomSplit(dataset, lengths, null);
  }

  /**
   * The same with random numbers from a given generator: Python's {@code random_split(dataset,
   * lengths, generator)}.
   */
  public static <T> List<Subset<T>> randomSplit(
      Dataset<T> dataset, int[] lengths, @Nullable Generator generator) {
    long sum = Arrays.stream(lengths).asLongStream().sum();
    if (sum != dataset.size()) {
      throw new ValueException(
          "Sum of input lengths does not equal the length of the input dataset!\nThe lengths "
              + Arrays.toString(lengths)
              + " make "
              + sum
              + ", the dataset has "
              + dataset.size()
              + " items.");
    }
    int[] order;
    try (Tensor permutation =
        Aten.randperm_generator(sum, generator, DType.INT64, null, null, null)) {
      order = permutation.toIntArray();
    }
    List<Subset<T>> parts = new ArrayList<>();
    int start = 0;
    for (int length : lengths) {
      if (length < 0) {
        throw new ValueException("the length of a part cannot be negative: " + length);
      }
      parts.add(new Subset<>(dataset, Arrays.copyOfRange(order, start, start + length)));
      start += length;
    }
    return parts;
  }

  /**
   * Splits a dataset at random into parts of given shares: Python's {@code random_split(dataset,
   * [0.8, 0.2])}.
   *
   * @param fractions the shares, which together make 1. Sizes are rounded down; what is left over
   *     goes to the parts in turn, one item each
   * @throws ValueException if a share is not from 0 to 1, or they do not add up
   */
  public static <T> List<Subset<T>> randomSplit(Dataset<T> dataset, double... fractions) {
    return randomSplit(dataset, fractions, null);
  }

  /**
   * The same with random numbers from a given generator: Python's {@code random_split(dataset,
   * fractions, generator)}.
   */
  public static <T> List<Subset<T>> randomSplit(
      Dataset<T> dataset, double[] fractions, @Nullable Generator generator) {
    double sum = 0;
    for (double fraction : fractions) {
      sum += fraction;
    }
    if (sum > 1 || sum < 1 - 1e-9) {
      throw new ValueException(
          "Sum of input lengths does not equal the length of the input dataset!\nThe fractions "
              + Arrays.toString(fractions)
              + " make "
              + sum
              + " instead of 1.");
    }
    int[] lengths = new int[fractions.length];
    int left = dataset.size();
    for (int i = 0; i < lengths.length; i++) {
      if (!(fractions[i] >= 0 && fractions[i] <= 1)) {
        throw new ValueException("Fraction at index " + i + " is not between 0 and 1");
      }
      lengths[i] = (int) Math.floor(dataset.size() * fractions[i]);
      left -= lengths[i];
    }
    for (int i = 0; i < left; i++) {
      lengths[i % lengths.length]++;
    }
    return randomSplit(dataset, lengths, generator);
  }

  // ---- workers

  /**
   * What a dataset can learn about the worker that reads it: Python's {@code get_worker_info()}.
   *
   * @return the worker whose thread calls, or null in any other thread
   */
  public static @Nullable WorkerInfo getWorkerInfo() {
    return WorkerInfo.current();
  }

  // ---- making batches

  /**
   * Makes one batch of many items: Python's {@code default_collate(batch)}.
   *
   * @param items of one kind. Tensors are stacked, and arrays of numbers as tensors of their type.
   *     Of {@code Double} and {@code Float} a float64 tensor is made, of other numbers an int64
   *     tensor, of {@code Boolean} a bool tensor. Texts stay a list. Of maps, lists, arrays and
   *     records a single one is made, with batches in it
   * @return the batch, with memory of its own
   * @throws TypeException if the items are of another kind, or a record or array has no room for a
   *     batch
   * @throws TorchException if there are no items, or tensors or lists among them differ in size
   */
  public static Object defaultCollate(List<?> items) {
    return Collation.collate(items);
  }

  /**
   * Turns an item's arrays of numbers into tensors and leaves the rest as it is: Python's {@code
   * default_convert(data)}, which loaders use that give single items.
   *
   * @param item arrays of numbers become tensors of their type, in maps, lists and arrays of
   *     objects too; these are copied
   */
  public static Object defaultConvert(Object item) {
    return Conversion.convert(item);
  }

  // ---- datasets of one's own

  /**
   * Reads items one after another, for a dataset that overrides {@link Dataset#getItems} or {@link
   * Dataset#getBatch}. What is thrown bears a note of the index, so that a loader can tell it.
   *
   * @param read reads the item with an index
   * @return the items in the order of the indices
   */
  public static <T extends @Nullable Object> List<T> readEach(int[] indices, IntFunction<T> read) {
    List<T> items = new ArrayList<>(indices.length);
    for (int index : indices) {
      try {
        items.add(read.apply(index));
      } catch (Throwable e) {
        FailedItem.note(e, index);
        throw e;
      }
    }
    return items;
  }
}
