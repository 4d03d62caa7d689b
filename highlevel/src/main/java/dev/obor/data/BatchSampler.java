package dev.obor.data;

import dev.obor.ValueException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches of the indices of another sampler: Python's {@code torch.utils.data.BatchSampler}.
 *
 * <pre>{@code
 * new BatchSampler(new SequentialSampler(dataset), 3, false);  // [0, 1, 2], [3, 4, 5], [6]
 * }</pre>
 *
 * <p>It may be shared between threads if its sampler may; an iterator belongs to one.
 */
public final class BatchSampler implements Sampler<int[]> {
  private final Sampler<Integer> sampler;
  private final int batchSize;
  private final boolean dropLast;

  /**
   * Makes a sampler of batches.
   *
   * @param sampler the order of the indices
   * @param batchSize how many make a batch
   * @param dropLast whether a last batch that is not full is left out
   * @throws ValueException if the batch size is not positive
   */
  public BatchSampler(Sampler<Integer> sampler, int batchSize, boolean dropLast) {
    if (batchSize <= 0) {
      throw new ValueException(
          "batch_size should be a positive integer value, but got batch_size=" + batchSize);
    }
    this.sampler = sampler;
    this.batchSize = batchSize;
    this.dropLast = dropLast;
  }

  @Override
  public Iterator<int[]> iterator() {
    return new Batches();
  }

  @Override
  public int size() {
    int size = sampler.size();
    return dropLast ? size / batchSize : (int) (((long) size + batchSize - 1) / batchSize);
  }

  /** Takes no index before the batch that it belongs to is asked for. */
  private final class Batches implements Iterator<int[]> {
    private @Nullable Iterator<Integer> indices;
    private int @Nullable [] next;

    @Override
    public boolean hasNext() {
      if (next == null) {
        next = read();
      }
      return next != null;
    }

    @Override
    public int[] next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      int[] batch = next;
      next = null;
      return batch;
    }

    private int @Nullable [] read() {
      if (indices == null) {
        indices = sampler.iterator();
      }
      int[] batch = new int[batchSize];
      int count = 0;
      if (indices instanceof PrimitiveIterator.OfInt plain) {
        while (count < batchSize && plain.hasNext()) {
          batch[count++] = plain.nextInt();
        }
      } else {
        while (count < batchSize && indices.hasNext()) {
          batch[count++] = indices.next();
        }
      }
      if (count == batchSize) {
        return batch;
      }
      return count == 0 || dropLast ? null : Arrays.copyOf(batch, count);
    }
  }
}
