package dev.obor.autograd;

import dev.obor.PythonNumber;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a profile's table: one call, or all calls of a name. Times are in microseconds. */
public abstract sealed class EventTimes permits FunctionEvent, FunctionEventAvg {
  EventTimes() {}

  /** The name: Python's {@code event.key}. */
  public abstract String key();

  /** How many calls there are: Python's {@code event.count}. */
  public abstract long count();

  /** The time with what was called in it: Python's {@code event.cpu_time_total}. */
  public abstract double cpuTimeTotal();

  /** The time without what was called in it: Python's {@code event.self_cpu_time_total}. */
  public abstract double selfCpuTimeTotal();

  /** The time of a call with what was called in it: Python's {@code event.cpu_time}. */
  public double cpuTime() {
    return count() == 0 ? 0 : cpuTimeTotal() / count();
  }

  /**
   * The sizes of the inputs, none for those that are no tensors: Python's {@code
   * event.input_shapes}; empty where they were not noted.
   */
  public abstract List<List<Long>> inputShapes();

  /** The call that this one was made in, or null: Python's {@code event.cpu_parent}. */
  public abstract @Nullable FunctionEvent cpuParent();

  /** A time as Python prints it. */
  static String time(double micros) {
    return micros >= 1e6
        ? PythonNumber.fixed(micros / 1e6, 3) + "s"
        : micros >= 1e3
            ? PythonNumber.fixed(micros / 1e3, 3) + "ms"
            : PythonNumber.fixed(micros, 3) + "us";
  }
}
