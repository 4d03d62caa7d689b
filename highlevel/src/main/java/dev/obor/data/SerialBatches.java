package dev.obor.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads each batch when it is asked for, in the thread that asks. */
final class SerialBatches<P, B> implements BatchIterator<B> {
  private final Iterator<P> places;
  private final Reader<P, B> reader;
  private final boolean mayEndEarly;
  private @Nullable B ahead;
  private boolean ended;

  /**
   * Makes an iterator.
   *
   * @param mayEndEarly whether only reading tells if there is more
   */
  SerialBatches(Iterator<P> places, Reader<P, B> reader, boolean mayEndEarly) {
    this.places = places;
    this.reader = reader;
    this.mayEndEarly = mayEndEarly;
  }

  @Override
  public boolean hasNext() {
    if (ended) {
      return false;
    }
    if (!mayEndEarly) {
      return places.hasNext();
    }
    if (ahead == null) {
      try {
        ahead = reader.read(places.next());
      } catch (EndOfData e) {
        ended = true;
      }
    }
    return !ended;
  }

  @Override
  public B next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the loop has come to its end");
    }
    B batch = ahead == null ? reader.read(places.next()) : ahead;
    ahead = null;
    return batch;
  }

  @Override
  public void close() {
    ended = true;
    ahead = null;
  }
}
