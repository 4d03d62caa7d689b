package dev.obor.data;

import dev.obor.TypeException;

/**
 * Says in which order items are read: Python's {@code torch.utils.data.Sampler}.
 *
 * <p>Each {@code iterator()} goes through the order once; an iterator that draws random numbers
 * draws them when it needs them.
 *
 * <pre>{@code
 * Sampler<Integer> backwards = () -> IntStream.range(0, 10).map(i -> 9 - i).iterator();
 * }</pre>
 *
 * <p>An iterator belongs to one thread.
 *
 * @param <T> an index, {@code Integer}, or a batch of them, {@code int[]}
 */
@FunctionalInterface
public interface Sampler<T> extends Iterable<T> {
  /**
   * How many elements an iterator gives: Python's {@code len(sampler)}. It is not needed for
   * loading itself.
   *
   * @throws TypeException if the sampler cannot tell
   */
  default int size() {
    throw new TypeException(
        "object of type '"
            + getClass().getSimpleName()
            + "' has no len()\nLet the sampler override size().");
  }
}
