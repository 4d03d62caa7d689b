package dev.obor.data;

import java.util.Iterator;

/**
 * One loop of a {@link DataLoader} through its dataset.
 *
 * <p>A loop that goes to its end closes itself, and so does one that fails. One that is left early
 * is closed by {@link #close}, or as soon as the garbage collector finds that nobody holds it any
 * more; its workers' threads end before that, when nobody has asked for a batch for some seconds.
 *
 * <pre>{@code
 * try (var batches = loader.iterator()) {
 *   Tensor[] first = batches.next();
 * }
 * }</pre>
 *
 * <p>An iterator belongs to one thread.
 *
 * @param <B> a batch
 */
public interface BatchIterator<B> extends Iterator<B>, AutoCloseable {
  /**
   * Ends the loop: the workers stop, and batches that were made in advance are closed. Closing
   * twice is harmless; there are no more batches afterwards.
   */
  @Override
  void close();
}
