package dev.obor.data;

import dev.obor.NotImplementedException;
import dev.obor.TypeException;

/**
 * Items in an order of their own, as from a stream: Python's {@code
 * torch.utils.data.IterableDataset}.
 *
 * <pre>{@code
 * IterableDataset<Integer> numbers = () -> IntStream.range(0, 100).iterator();
 * DataLoader<Tensor> loader =
 *     new DataLoader<>(numbers, items -> (Tensor) Data.defaultCollate(items), o -> o.batchSize(8));
 * }</pre>
 *
 * <p>A loader with workers calls {@link #iterator} once in each of them, and every worker gives all
 * that its iterator has. A dataset that shall give each item once shares its items out by {@link
 * Data#getWorkerInfo}, which it asks in {@code iterator()}:
 *
 * <pre>{@code
 * IterableDataset<Integer> numbers =
 *     () -> {
 *       WorkerInfo worker = Data.getWorkerInfo();
 *       int first = worker == null ? 0 : worker.id();
 *       int step = worker == null ? 1 : worker.numWorkers();
 *       return IntStream.iterate(first, i -> i < 100, i -> i + step).iterator();
 *     };
 * }</pre>
 *
 * <p>Tensors that are made while an item is read belong to the reader, as those of {@link Dataset}
 * do. The workers share the dataset: it is not copied for each, as Python does.
 *
 * @param <T> an item
 */
@FunctionalInterface
public interface IterableDataset<T> extends Dataset<T>, Iterable<T> {
  /** Not to be used: such a dataset has no indices. */
  @Override
  default T get(int index) {
    throw new NotImplementedException(
        "Subclasses of Dataset should implement __getitem__.\nA dataset that is iterated has no"
            + " items by index; let it implement Dataset for that.");
  }

  /**
   * The number of items, if the dataset overrides this: Python's {@code len(dataset)}.
   *
   * @throws TypeException if the dataset cannot tell
   */
  @Override
  default int size() {
    throw new TypeException(
        "object of type '"
            + getClass().getSimpleName()
            + "' has no len()\nLet the dataset override size().");
  }
}
