package dev.obor.data;

import dev.obor.Scope;
import dev.obor.Torch;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * Reads what is at a place that a sampler gave: an item by its index or a batch by its indices.
 *
 * @param <P> a place
 * @param <B> what is read
 */
@FunctionalInterface
interface Reader<P, B> {
  /**
   * Reads.
   *
   * @throws EndOfData if there is no more
   */
  B read(P place);

  /**
   * Takes items from an iterator, as many as the place says, and makes a batch of them.
   *
   * @param dropLast whether fewer items make no batch
   */
  static <T, B> Reader<Integer, B> batches(
      Iterator<? extends T> items,
      boolean dropLast,
      Function<? super List<T>, ? extends B> collate) {
    return count -> {
      List<T> taken = new ArrayList<>(count);
      while (taken.size() < count && items.hasNext()) {
        taken.add(items.next());
      }
      if (taken.isEmpty() || (dropLast && taken.size() < count)) {
        throw new EndOfData();
      }
      return collate.apply(taken);
    };
  }

  /** The same for batches of the items' own type; the single items are closed. */
  static <B> Reader<Integer, B> collated(Iterator<? extends B> items, boolean dropLast) {
    Reader<Integer, B> batches = batches(items, dropLast, Collation::batch);
    return count -> {
      try (Scope scope = Torch.scope()) {
        return scope.keepAll(batches.read(count));
      }
    };
  }

  /** Takes single items from an iterator. */
  static <B> Reader<Integer, B> items(Iterator<? extends B> items) {
    return count -> {
      if (!items.hasNext()) {
        throw new EndOfData();
      }
      return items.next();
    };
  }
}
