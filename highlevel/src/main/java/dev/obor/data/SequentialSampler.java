package dev.obor.data;

import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * The items of a dataset in their order: Python's {@code torch.utils.data.SequentialSampler}.
 *
 * <p>It may be shared between threads; an iterator belongs to one.
 */
public final class SequentialSampler implements Sampler<Integer> {
  private final Dataset<?> dataset;

  /** Makes a sampler for a dataset. */
  public SequentialSampler(Dataset<?> dataset) {
    this.dataset = dataset;
  }

  @Override
  public PrimitiveIterator.OfInt iterator() {
    return IntStream.range(0, dataset.size()).iterator();
  }

  @Override
  public int size() {
    return dataset.size();
  }
}
