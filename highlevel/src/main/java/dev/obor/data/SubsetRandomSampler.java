package dev.obor.data;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Generator;
import dev.obor.Tensor;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Given indices in random order, each once: Python's {@code torch.utils.data.SubsetRandomSampler}.
 *
 * <pre>{@code
 * new SubsetRandomSampler(validation.indices());
 * }</pre>
 *
 * <p>After the same seed the order is Python's. It may be shared between threads; an iterator
 * belongs to one.
 */
public final class SubsetRandomSampler implements Sampler<Integer> {
  private final int[] indices;
  private final @Nullable Generator generator;

  /**
   * Makes a sampler that draws from the default generator.
   *
   * @param indices they are copied
   */
  public SubsetRandomSampler(int[] indices) {
    this(indices, null);
  }

  /** Makes a sampler that draws from a generator, or with null from the default one. */
  public SubsetRandomSampler(int[] indices, @Nullable Generator generator) {
    this.indices = indices.clone();
    this.generator = generator;
  }

  @Override
  public PrimitiveIterator.OfInt iterator() {
    return new DrawnIndices(
        () -> {
          try (Tensor order =
              Aten.randperm_generator(indices.length, generator, DType.INT64, null, null, null)) {
            return IntStream.of(order.toIntArray()).map(place -> indices[place]).toArray();
          }
        });
  }

  @Override
  public int size() {
    return indices.length;
  }
}
