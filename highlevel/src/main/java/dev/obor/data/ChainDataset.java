package dev.obor.data;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Iterable datasets one after the other: Python's {@code torch.utils.data.ChainDataset}.
 *
 * <pre>{@code
 * IterableDataset<String> lines = new ChainDataset<>(List.of(firstFile, secondFile));
 * }</pre>
 *
 * <p>Each dataset is begun when the one before it has ended. An iterator belongs to one thread.
 *
 * @param <T> an item
 */
public final class ChainDataset<T> implements IterableDataset<T> {
  private final List<IterableDataset<T>> datasets;

  /** Chains datasets. */
  public ChainDataset(List<? extends IterableDataset<T>> datasets) {
    this.datasets = List.copyOf(datasets);
  }

  /** The datasets in their order: Python's {@code datasets}. */
  public List<IterableDataset<T>> datasets() {
    return datasets;
  }

  @Override
  public Iterator<T> iterator() {
    return new Chain();
  }

  @Override
  public int size() {
    int size = 0;
    for (IterableDataset<T> dataset : datasets) {
      size = Math.addExact(size, dataset.size());
    }
    return size;
  }

  /** Goes through one dataset after the other. */
  private final class Chain implements Iterator<T> {
    private final Iterator<IterableDataset<T>> rest = datasets.iterator();
    private Iterator<T> items = Collections.emptyIterator();

    @Override
    public boolean hasNext() {
      while (!items.hasNext() && rest.hasNext()) {
        items = rest.next().iterator();
      }
      return items.hasNext();
    }

    @Override
    public T next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return items.next();
    }
  }
}
