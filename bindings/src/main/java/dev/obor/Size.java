package dev.obor;

import java.util.Arrays;
import java.util.Iterator;
import java.util.StringJoiner;
import java.util.stream.LongStream;

/**
 * A tensor's shape: Python's {@code torch.Size}.
 *
 * <p>It prints as {@code torch.Size([2, 3])}. Values are immutable and safe for use by any thread.
 */
public final class Size implements Iterable<Long> {
  private final long[] sizes;

  private Size(long[] sizes) {
    this.sizes = sizes;
  }

  /** A shape of the given sizes; {@code Torch.size(2, 3)} is the same. */
  public static Size of(long... sizes) {
    return new Size(sizes.clone());
  }

  /** Takes the array as it is: the caller gives it away. */
  static Size adopt(long[] sizes) {
    return new Size(sizes);
  }

  /** The number of dimensions: Python's {@code len(size)}. */
  public int size() {
    return sizes.length;
  }

  /**
   * The size of one dimension; negative ones count from the end, as in {@code shape[-1]}.
   *
   * @throws IndexException if there is no such dimension
   */
  public long get(int dim) {
    int index = dim < 0 ? dim + sizes.length : dim;
    if (index < 0 || index >= sizes.length) {
      throw new IndexException("tuple index out of range: " + dim + " in " + this);
    }
    return sizes[index];
  }

  /** The number of elements of a tensor with this shape; 1 when there are no dimensions. */
  public long numel() {
    return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
  }

  /** The sizes in a new array. */
  public long[] toArray() {
    return sizes.clone();
  }

  /** The sizes as a stream. */
  public LongStream stream() {
    return Arrays.stream(sizes);
  }

  @Override
  public Iterator<Long> iterator() {
    return Arrays.stream(sizes).boxed().iterator();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Size size && Arrays.equals(size.sizes, sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** As Python prints it: {@code torch.Size([2, 3])}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "torch.Size([", "])");
    for (long size : sizes) {
      text.add(Long.toString(size));
    }
    return text.toString();
  }
}
