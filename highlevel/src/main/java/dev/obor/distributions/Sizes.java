package dev.obor.distributions;

import dev.obor.Size;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Parts and sums of shapes, which Python writes as slices and sums of tuples. */
final class Sizes {
  static final Size NONE = Size.of();

  private Sizes() {}

  static Size concat(Size... parts) {
    return Size.of(Arrays.stream(parts).flatMapToLong(Size::stream).toArray());
  }

  static Size append(Size shape, long... sizes) {
    return concat(shape, Size.of(sizes));
  }

  /** The first sizes: {@code shape[:count]}. */
  static Size first(Size shape, int count) {
    return Size.of(Arrays.copyOf(shape.toArray(), Math.max(0, Math.min(count, shape.size()))));
  }

  /** All but the last sizes: {@code shape[:-count]} for a count above 0. */
  static Size butLast(Size shape, int count) {
    return first(shape, shape.size() - count);
  }

  /** The last sizes, or all when there are fewer: {@code shape[len(shape) - count:]}. */
  static Size last(Size shape, int count) {
    long[] sizes = shape.toArray();
    return Size.of(Arrays.copyOfRange(sizes, Math.max(0, sizes.length - count), sizes.length));
  }

  /** The size of the last dimension. */
  static long lastOf(Size shape) {
    return shape.get(shape.size() - 1);
  }

  static long[] ones(int count) {
    return LongStream.generate(() -> 1).limit(count).toArray();
  }

  /** Whether the sizes that both shapes have, counted from the end, are equal or 1. */
  static boolean broadcast(Size one, Size other) {
    for (int i = 1; i <= Math.min(one.size(), other.size()); i++) {
      long a = one.get(one.size() - i);
      long b = other.get(other.size() - i);
      if (a != 1 && b != 1 && a != b) {
        return false;
      }
    }
    return true;
  }

  /** As Python prints a tuple: {@code (2,)}. */
  static String tuple(Size shape) {
    return shape.stream()
        .mapToObj(String::valueOf)
        .collect(Collectors.joining(", ", "(", shape.size() == 1 ? ",)" : ")"));
  }
}
