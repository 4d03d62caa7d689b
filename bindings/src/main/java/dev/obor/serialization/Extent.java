package dev.obor.serialization;

import dev.obor.Size;

/** Where the elements of a tensor lie in their storage. */
final class Extent {
  private static final int MOST_DIMENSIONS = 64;

  private Extent() {}

  static void checkSizes(long[] sizes) {
    long elements = 1;
    boolean makesSense = sizes.length <= MOST_DIMENSIONS;
    for (int i = 0; i < sizes.length && makesSense; i++) {
      long factor = Math.max(1, sizes[i]);
      makesSense = sizes[i] >= 0 && elements <= Long.MAX_VALUE / 64 / factor;
      elements *= factor;
    }
    if (!makesSense) {
      throw UnpicklingException.of("a tensor cannot have the shape " + Size.of(sizes));
    }
  }

  static void check(long bytes, int itemsize, long offset, long[] sizes, long[] strides) {
    checkSizes(sizes);
    if (!isInside(bytes / itemsize, offset, sizes, strides)) {
      throw UnpicklingException.of(
          "a tensor of shape "
              + Size.of(sizes)
              + ", strides "
              + Size.of(strides)
              + " and offset "
              + offset
              + " does not lie inside of a storage of "
              + bytes
              + " bytes");
    }
  }

  private static boolean isInside(long room, long offset, long[] sizes, long[] strides) {
    if (offset < 0 || offset > Long.MAX_VALUE / 64 || sizes.length != strides.length) {
      return false;
    }
    long last = offset;
    boolean isEmpty = false;
    for (int i = 0; i < sizes.length; i++) {
      if (strides[i] < 0 || strides[i] > Long.MAX_VALUE / 64) {
        return false;
      }
      isEmpty |= sizes[i] == 0;
      long steps = Math.max(0, sizes[i] - 1);
      if (steps > 0 && strides[i] > (Long.MAX_VALUE / 64 - last) / steps) {
        return false;
      }
      last += steps * strides[i];
    }
    return isEmpty || last < room;
  }
}
