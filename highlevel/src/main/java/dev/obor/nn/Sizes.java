package dev.obor.nn;

import dev.obor.Size;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Sizes, strides and paddings that are one number for all dimensions, or one number for each. */
final class Sizes {
  private Sizes() {}

  /** One number for each dimension; several numbers stay as they are. */
  static long[] each(Size size, int dims) {
    return each(size.toArray(), dims);
  }

  static long[] each(long[] size, int dims) {
    if (size.length != 1) {
      return size;
    }
    long[] all = new long[dims];
    Arrays.fill(all, size[0]);
    return all;
  }

  /** Python's tuple, such as {@code (3, 3)} or {@code (3,)}. */
  static String tuple(long... sizes) {
    String text = Arrays.stream(sizes).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    return sizes.length == 1 ? "(" + text + ",)" : "(" + text + ")";
  }

  /** What Python prints of an argument that was one number, or a tuple. */
  static String text(Size size) {
    return size.size() == 1 ? String.valueOf(size.get(0)) : tuple(size.toArray());
  }

  /** Python's list, such as {@code [2, 3]}. */
  static String list(long... sizes) {
    return Arrays.toString(sizes);
  }
}
