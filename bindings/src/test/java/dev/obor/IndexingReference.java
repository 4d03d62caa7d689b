package dev.obor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What Python's brackets mean, written slowly over plain arrays: which elements of a dense tensor
 * the indices take, and in which shape.
 */
final class IndexingReference {
  /** One item between brackets. */
  sealed interface Item {}

  /** A whole number: the dimension is gone. */
  record Whole(int position) implements Item {}

  /** A range with every end given. */
  record Range(int start, int stop, int step) implements Item {}

  /** The ellipsis. */
  record Rest() implements Item {}

  /** A new dimension. */
  record New() implements Item {}

  /** A truth value: a new dimension that is indexed by a mask of size 1. */
  record Truth(boolean value) implements Item {}

  /** Positions in an array of any shape. */
  record Positions(List<Integer> shape, List<Integer> values) implements Item {}

  /** A mask over one or more dimensions. */
  record Mask(List<Integer> shape, List<Boolean> values) implements Item {}

  /** A dimension of what slices and whole numbers leave over, and the array that indexes it. */
  private record Axis(
      int dim, List<Integer> positions, List<Integer> arrayShape, boolean isArray) {}

  private final int[] shape;
  private final int[] fixed;
  private final List<Axis> axes = new ArrayList<>();
  private int dim;
  private boolean isOutOfRange;

  private int[] resultShape = {};
  private int[] elements = {};

  /**
   * Applies the items to a dense tensor of the given shape.
   *
   * @throws IndexOutOfBoundsException if a position is out of range, save one in an array where the
   *     result is empty: then PyTorch does not look
   */
  IndexingReference(int[] shape, List<Item> items) {
    this.shape = shape;
    this.fixed = new int[shape.length];
    int used = items.stream().mapToInt(IndexingReference::dimsOf).sum();
    boolean open = true;
    for (Item item : items) {
      if (item instanceof Rest) {
        for (int i = used; open && i < shape.length; i++) {
          addWhole();
        }
        open = false;
      } else {
        add(item);
      }
    }
    while (dim < shape.length) {
      addWhole();
    }
    combine();
  }

  /** Whether an array holds a position out of range, and no element is taken. */
  boolean isUnchecked() {
    return isOutOfRange;
  }

  int[] resultShape() {
    return resultShape;
  }

  /** The row-major positions of the elements taken, in the row-major order of the result. */
  int[] elements() {
    return elements;
  }

  private static int dimsOf(Item item) {
    if (item instanceof Mask mask) {
      return mask.shape.size();
    }
    return item instanceof Whole || item instanceof Range || item instanceof Positions ? 1 : 0;
  }

  private void addWhole() {
    add(new Range(0, shape[dim], 1));
  }

  private void add(Item item) {
    if (item instanceof Whole whole) {
      fixed[dim] = checked(whole.position, shape[dim]);
      dim++;
    } else if (item instanceof Range range) {
      List<Integer> taken = new ArrayList<>();
      int stop = clamped(range.stop, shape[dim]);
      for (int i = clamped(range.start, shape[dim]); i < stop; i += range.step) {
        taken.add(i);
      }
      axes.add(new Axis(dim++, taken, List.of(taken.size()), false));
    } else if (item instanceof New) {
      axes.add(new Axis(-1, List.of(0), List.of(1), false));
    } else if (item instanceof Truth truth) {
      List<Integer> positions = truth.value ? List.of(0) : List.of();
      axes.add(new Axis(-1, positions, List.of(positions.size()), true));
    } else if (item instanceof Positions positions) {
      int size = shape[dim];
      for (int position : positions.values) {
        isOutOfRange |= position < -size || position >= size;
      }
      List<Integer> values = positions.values.stream().map(p -> p < 0 ? p + size : p).toList();
      axes.add(new Axis(dim++, values, positions.shape, true));
    } else if (item instanceof Mask mask) {
      addMask(mask);
    }
  }

  private void addMask(Mask mask) {
    List<int[]> hits = new ArrayList<>();
    for (int i = 0; i < mask.values.size(); i++) {
      if (mask.values.get(i)) {
        hits.add(unravelled(i, ints(mask.shape)));
      }
    }
    for (int d = 0; d < mask.shape.size(); d++) {
      int at = d;
      List<Integer> positions = hits.stream().map(hit -> hit[at]).toList();
      axes.add(new Axis(dim++, positions, List.of(positions.size()), true));
    }
  }

  static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static int checked(int position, int size) {
    if (position < -size || position >= size) {
      throw new IndexOutOfBoundsException(position + " of " + size);
    }
    return position < 0 ? position + size : position;
  }

  private static int clamped(int bound, int size) {
    return Math.max(0, Math.min(size, bound < 0 ? bound + size : bound));
  }

  static int[] unravelled(int position, int[] shape) {
    int[] index = new int[shape.length];
    int rest = position;
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = rest % shape[d];
      rest /= shape[d];
    }
    return index;
  }

  static int product(int[] shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /**
   * Arrays are broadcast; their shape stands where they stand if they are neighbours, else first.
   */
  private void combine() {
    int first = -1;
    int last = -1;
    int arrays = 0;
    int[] common = {};
    for (int i = 0; i < axes.size(); i++) {
      if (axes.get(i).isArray) {
        first = first < 0 ? i : first;
        last = i;
        arrays++;
        common = broadcast(common, ints(axes.get(i).arrayShape));
      }
    }
    int front = arrays > 0 && last - first + 1 == arrays ? first : 0;
    List<Integer> sizes = new ArrayList<>();
    List<Axis> plain = axes.stream().filter(axis -> !axis.isArray).toList();
    plain.stream().limit(front).forEach(axis -> sizes.add(axis.positions.size()));
    Arrays.stream(common).forEach(sizes::add);
    plain.stream().skip(front).forEach(axis -> sizes.add(axis.positions.size()));
    resultShape = sizes.stream().mapToInt(Integer::intValue).toArray();
    elements = new int[product(resultShape)];
    if (isOutOfRange && elements.length > 0) {
      throw new IndexOutOfBoundsException("a position in an array");
    }
    for (int i = 0; i < elements.length; i++) {
      elements[i] = source(unravelled(i, resultShape), front, common);
    }
  }

  private int source(int[] at, int front, int[] common) {
    int[] index = fixed.clone();
    int plain = 0;
    for (Axis axis : axes) {
      int position;
      if (axis.isArray) {
        int[] within = Arrays.copyOfRange(at, front, front + common.length);
        position = axis.positions.get(ravelled(within, ints(axis.arrayShape)));
      } else {
        position = axis.positions.get(at[plain < front ? plain : plain + common.length]);
        plain++;
      }
      if (axis.dim >= 0) {
        index[axis.dim] = position;
      }
    }
    int element = 0;
    for (int d = 0; d < shape.length; d++) {
      element = element * shape[d] + index[d];
    }
    return element;
  }

  /** The position in an array of fewer or shorter dimensions that an index is broadcast from. */
  private static int ravelled(int[] index, int[] arrayShape) {
    int position = 0;
    int skipped = index.length - arrayShape.length;
    for (int d = 0; d < arrayShape.length; d++) {
      position = position * arrayShape[d] + (arrayShape[d] == 1 ? 0 : index[skipped + d]);
    }
    return position;
  }

  private static int[] broadcast(int[] a, int[] b) {
    int[] out = new int[Math.max(a.length, b.length)];
    for (int d = 0; d < out.length; d++) {
      int fromA = d < out.length - a.length ? 1 : a[d - (out.length - a.length)];
      int fromB = d < out.length - b.length ? 1 : b[d - (out.length - b.length)];
      out[d] = fromA == 1 ? fromB : fromA;
    }
    return out;
  }
}
