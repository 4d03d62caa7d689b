package dev.obor;

import java.lang.ref.Reference;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What Python writes with brackets: {@code x[1:, 0]} is {@code x.get(Index.from(1), 0)} or {@code
 * x.get("1:, 0")}, and {@code x[mask] = 0} is {@code x.set(0, mask)}.
 *
 * <p>All methods may be called from any thread.
 */
public abstract sealed class TensorIndexing extends TensorGradients permits TensorBuffers {
  TensorIndexing() {}

  /**
   * The part at one index of the first dimension, which is gone in the result: Python's {@code
   * x[index]}. The result is a view.
   *
   * @param index the position; a negative one counts from the back
   * @throws IndexException if there is no such position, or the tensor has no dimensions
   */
  public Tensor get(long index) {
    long part = IndexingNatives.select(handle(), index);
    Reference.reachabilityFence(this);
    return Tensor.own(part);
  }

  /**
   * The part at one index of each of the first two dimensions, which are gone in the result:
   * Python's {@code x[row, column]}. The result is a view.
   *
   * @throws IndexException if there is no such position, or the tensor has fewer dimensions
   */
  public Tensor get(long row, long column) {
    long part = IndexingNatives.select_two(handle(), row, column);
    Reference.reachabilityFence(this);
    return Tensor.own(part);
  }

  /**
   * The part that the indices take: Python's {@code x[indices]}.
   *
   * <p>Each index stands for a dimension, and may be
   *
   * <ul>
   *   <li>a whole number, or an integer tensor without dimensions: the dimension is gone;
   *   <li>{@link Index#slice(long, long)} and its relatives: a range of the dimension;
   *   <li>{@link Index#ELLIPSIS}: as many whole dimensions as are left over;
   *   <li>{@link Index#NONE} or null: a new dimension of size 1;
   *   <li>an integer tensor, array or list: the positions that it holds, in its shape;
   *   <li>a bool or uint8 tensor, a {@code boolean[]} or a list of truth values: a mask over as
   *       many dimensions as it has;
   *   <li>a truth value: a new dimension, of size 1 for true and 0 for false;
   *   <li>a string with any of these as Python writes them: {@code "1:, ::2"}, {@code "..., None"},
   *       {@code "[0, 2]"}.
   * </ul>
   *
   * <p>The result is a view where tensors, arrays, lists and truth values are not among the
   * indices; otherwise it is new. Several tensors, arrays and lists are broadcast and taken
   * together, as in Python.
   *
   * <p>A list on its own that holds lists, tensors, slices or null counts as several indices, as in
   * Python: {@code x.get(List.of(List.of(0, 1), List.of(2, 1)))} is {@code x[[0, 1], [2, 1]]}. An
   * {@code int[][]} is one index with two dimensions.
   *
   * <pre>{@code
   * Tensor x = Torch.arange(12).reshape(3, 4);
   * x.get(1, 2);                    // tensor(6)
   * x.get(":, 0");                  // tensor([0, 4, 8])
   * x.get(x.gt(8));                 // tensor([ 9, 10, 11])
   * x.get(new int[] {2, 0}, -1);    // tensor([11,  3])
   * }</pre>
   *
   * @throws IndexException if a position is out of range, there are more indices than dimensions, a
   *     mask does not fit, or an index is of another type
   * @throws ValueException if the step of a slice is not positive, or nested data is ragged
   */
  public Tensor get(@Nullable Object @Nullable ... indices) {
    if (indices != null
        && indices.length == 1
        && indices[0] instanceof Index index
        && index.kind == Index.Kind.SLICE) {
      long part = IndexingNatives.slice(handle(), index.start, index.stop, index.step);
      Reference.reachabilityFence(this);
      return Tensor.own(part);
    }
    try (IndexWords words = new IndexWords(indices)) {
      long part = IndexingNatives.get(handle(), words.words());
      Reference.reachabilityFence(this);
      Reference.reachabilityFence(words);
      return Tensor.own(part);
    }
  }

  /**
   * Writes to the part at one index of the first dimension: Python's {@code x[index] = value}.
   *
   * @param value as in {@link #set(Object, Object...)}
   * @param index the position; a negative one counts from the back
   * @throws IndexException if there is no such position, or the tensor has no dimensions
   */
  public void set(@Nullable Object value, long index) {
    write(value, IndexWords.ofNumber(index));
  }

  /**
   * Writes to the part that the indices take: Python's {@code x[indices] = value}.
   *
   * <p>The value stands first, as the indices may be many. It is a tensor, which is broadcast to
   * the shape of the part, or a number or truth value, which is written everywhere. A tensor is
   * converted to this tensor's dtype and device where the indices take a view; where they hold
   * tensors, arrays or lists its dtype must be the same, as in Python.
   *
   * <pre>{@code
   * Tensor x = Torch.zeros(2, 3);
   * x.set(1, 0);              // x[0] = 1
   * x.set(7.5, ":, -1");      // x[:, -1] = 7.5
   * x.set(0, x.gt(5));        // x[x > 5] = 0
   * }</pre>
   *
   * @param value a {@link Tensor}, a {@link Number}, a {@link Boolean} or a {@link Complex}
   * @param indices as in {@link #get(Object...)}
   * @throws IndexException as in {@link #get(Object...)}
   * @throws TypeException if the value is of another type, or this tensor is sparse
   * @throws TorchException if the value's shape does not fit, or this tensor is a leaf that
   *     requires gradients
   */
  public void set(@Nullable Object value, @Nullable Object @Nullable ... indices) {
    try (IndexWords words = new IndexWords(indices)) {
      write(value, words.words());
      Reference.reachabilityFence(words);
    }
  }

  private void write(@Nullable Object value, long[] words) {
    if (value instanceof Tensor tensor) {
      IndexingNatives.set(handle(), words, tensor.handle());
      Reference.reachabilityFence(tensor);
    } else {
      Number number = number(value);
      IndexingNatives.set_number(
          handle(), words, Scalar.kind(number), Scalar.first(number), Scalar.second(number));
    }
    self().changed();
    Reference.reachabilityFence(this);
  }

  private Number number(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return Scalar.of(truth);
    }
    if (value instanceof Complex complex) {
      return Scalar.of(complex);
    }
    if (value instanceof BigInteger big && big.bitLength() > 63) {
      throw new ValueException("Overflow when unpacking long long: " + big);
    }
    if (value instanceof Number number) {
      return number;
    }
    throw new TypeException(
        "can't assign a "
            + PythonType.nameOf(value)
            + " to a "
            + TypeName.of(self())
            + "; make a tensor of it with Torch.tensor");
  }
}
