package dev.obor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What a thread runs while the record is open, as package {@code dev.obor.autograd} reaches it. Not
 * for programs: {@link dev.obor.autograd.Profiler} has what they need.
 *
 * <p>A record belongs to the thread that began it, and virtual threads have none.
 */
public final class CallRecord implements AutoCloseable {
  private static final int NUMBERS = 6;

  private final Object[] taken = new Object[3];
  private final boolean withShapes;
  private final ThreadMode mode;

  private CallRecord(boolean withShapes) {
    this.withShapes = withShapes;
    long[] recorded = new long[1];
    this.mode =
        ThreadMode.of(
            () -> recorded[0] = ProfilerNatives.begin(withShapes),
            () -> ProfilerNatives.end(recorded[0], taken));
  }

  /**
   * One function that ran.
   *
   * @param name the operator, the function of the backward pass, or what the program said
   * @param begin when it began, in nanoseconds of a clock without a meaning
   * @param end when it ended, or the record did
   * @param caller the place of the function that called it, or -1
   * @param scope 0 for operators, 1 for functions of the backward pass, 7 for the program's own
   * @param sequence what a function and its backward function have in common, or -1
   * @param thread a number of the thread
   * @param shapes the sizes of the inputs, none for those that are no tensors
   */
  public record Entry(
      String name,
      long begin,
      long end,
      int caller,
      int scope,
      long sequence,
      long thread,
      List<List<Long>> shapes) {}

  /**
   * Begins a record of the calling thread.
   *
   * @throws TorchException if the thread has one
   */
  public static CallRecord begin(boolean withShapes) {
    return new CallRecord(withShapes);
  }

  /** Begins a function of the program's own, which ends when the mode is closed. */
  public static ThreadMode enter(String name) {
    long[] function = new long[1];
    return ThreadMode.of(
        () -> function[0] = ProfilerNatives.enter(name), () -> ProfilerNatives.leave(function[0]));
  }

  /** Ends the record. Closing twice is harmless. */
  @Override
  public void close() {
    mode.close();
  }

  /** What ran, in the order of the beginnings; the record must be closed. */
  public List<Entry> entries() {
    Object[] names = (Object[]) taken[0];
    long[] numbers = (long[]) taken[1];
    long[] shapes = (long[]) taken[2];
    List<Entry> entries = new ArrayList<>(names.length);
    int place = 0;
    for (int i = 0; i < names.length; i++) {
      List<List<Long>> inputs = new ArrayList<>();
      if (withShapes) {
        for (long left = shapes[place++]; left > 0; left--) {
          int dimensions = Math.toIntExact(shapes[place++]);
          inputs.add(LongStream.of(shapes).skip(place).limit(dimensions).boxed().toList());
          place += dimensions;
        }
      }
      int at = i * NUMBERS;
      entries.add(
          new Entry(
              (String) names[i],
              numbers[at],
              numbers[at + 1],
              Math.toIntExact(numbers[at + 2]),
              Math.toIntExact(numbers[at + 3]),
              numbers[at + 4],
              numbers[at + 5],
              List.copyOf(inputs)));
    }
    return entries;
  }
}
