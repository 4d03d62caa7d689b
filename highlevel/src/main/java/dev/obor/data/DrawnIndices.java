package dev.obor.data;

import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Goes through indices that are all drawn when the first one is asked for, as Python does. */
final class DrawnIndices implements PrimitiveIterator.OfInt {
  private final Supplier<int[]> source;
  private int @Nullable [] drawn;
  private int next;

  DrawnIndices(Supplier<int[]> source) {
    this.source = source;
  }

  private int[] all() {
    int[] known = drawn;
    if (known == null) {
      known = source.get();
      drawn = known;
    }
    return known;
  }

  @Override
  public boolean hasNext() {
    return next < all().length;
  }

  @Override
  public int nextInt() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return all()[next++];
  }
}
