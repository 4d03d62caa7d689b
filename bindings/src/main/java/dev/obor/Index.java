package dev.obor;

import org.jspecify.annotations.Nullable;

/**
 * An index that Java has no literal for: a slice, the ellipsis, or a new dimension. {@link
 * Tensor#get} and {@link Tensor#set} take it, mixed with numbers, tensors, arrays and lists.
 *
 * <pre>{@code
 * x.get(Index.slice(1, 3), 0);           // x[1:3, 0]
 * x.get(Index.ELLIPSIS, Index.NONE);     // x[..., None]
 * x.get(Index.all(), Index.from(2));     // x[:, 2:]
 * x.get("1:3, ::2");                     // x[1:3, ::2]
 * }</pre>
 *
 * <p>Values are immutable and safe for use by any thread.
 */
public final class Index {
  /** Stands for all dimensions that the other indices leave over: Python's {@code ...}. */
  public static final Index ELLIPSIS = new Index(Kind.ELLIPSIS, 0, 0, 0, false, false, false);

  /** A new dimension of size 1: Python's {@code None} between brackets. */
  public static final Index NONE = new Index(Kind.NONE, 0, 0, 0, false, false, false);

  /** A new dimension of size 1: Python's {@code torch.newaxis}, the same as {@link #NONE}. */
  public static final Index NEWAXIS = NONE;

  private static final Index ALL = slice(false, 0, false, 0, false, 1);

  enum Kind {
    NONE,
    ELLIPSIS,
    SLICE
  }

  final Kind kind;
  final long start;
  final long stop;
  final long step;
  private final boolean hasStart;
  private final boolean hasStop;
  private final boolean hasStep;

  private Index(
      Kind kind,
      long start,
      long stop,
      long step,
      boolean hasStart,
      boolean hasStop,
      boolean hasStep) {
    this.kind = kind;
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.hasStart = hasStart;
    this.hasStop = hasStop;
    this.hasStep = hasStep;
  }

  private static Index slice(
      boolean hasStart, long start, boolean hasStop, long stop, boolean hasStep, long step) {
    return new Index(
        Kind.SLICE,
        hasStart ? start : 0,
        hasStop ? stop : Long.MAX_VALUE,
        hasStep ? step : 1,
        hasStart,
        hasStop,
        hasStep);
  }

  /** A whole dimension: Python's {@code :}. */
  public static Index all() {
    return ALL;
  }

  /** The elements before an end: Python's {@code :end}. A negative end counts from the back. */
  public static Index slice(long end) {
    return slice(false, 0, true, end, false, 1);
  }

  /**
   * The elements from a start up to an end, which is not among them: Python's {@code start:end}.
   * Negative numbers count from the back; an end behind the last element means the last one.
   */
  public static Index slice(long start, long end) {
    return slice(true, start, true, end, false, 1);
  }

  /**
   * Every {@code step}-th element from a start up to an end: Python's {@code start:end:step}.
   *
   * <p>As in Python, a step of zero or less is refused where the slice is used; {@link
   * Tensor#flip(long...)} turns a tensor around.
   */
  public static Index slice(long start, long end, long step) {
    return slice(true, start, true, end, true, step);
  }

  /**
   * A slice whose ends are whole numbers, integer tensors with one element, or null where Python
   * leaves them out: {@code Index.slice(null, 3)} is Python's {@code :3}.
   *
   * @throws TypeException if an end is something else
   */
  public static Index slice(@Nullable Object start, @Nullable Object end) {
    return slice(start, end, null);
  }

  /**
   * A slice with a step, each part of which is a whole number, an integer tensor with one element,
   * or null where Python leaves it out: {@code Index.slice(null, null, 2)} is Python's {@code ::2}.
   *
   * @throws TypeException if a part is something else
   */
  public static Index slice(@Nullable Object start, @Nullable Object end, @Nullable Object step) {
    return slice(start != null, bound(start), end != null, bound(end), step != null, bound(step));
  }

  /** The elements from a start on: Python's {@code start:}. */
  public static Index from(long start) {
    return slice(true, start, false, 0, false, 1);
  }

  private static long bound(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    if (value instanceof Tensor tensor) {
      return IndexSequence.index(tensor);
    }
    Long whole = IndexSequence.wholeNumber(value);
    if (whole == null) {
      throw new TypeException("slice indices must be integers or None or have an __index__ method");
    }
    return whole;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Index index
        && index.kind == kind
        && index.start == start
        && index.stop == stop
        && index.step == step
        && index.hasStart == hasStart
        && index.hasStop == hasStop
        && index.hasStep == hasStep;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(31 * (31 * start + stop) + step) * 3 + kind.hashCode();
  }

  /** As Python prints it: {@code slice(1, None, 2)}, {@code Ellipsis} or {@code None}. */
  @Override
  public String toString() {
    return switch (kind) {
      case NONE -> "None";
      case ELLIPSIS -> "Ellipsis";
      case SLICE ->
          "slice("
              + (hasStart ? start : "None")
              + ", "
              + (hasStop ? stop : "None")
              + ", "
              + (hasStep ? step : "None")
              + ")";
    };
  }
}
