package dev.obor.autograd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All calls of a function in a profile together: Python's {@code FunctionEventAvg}. Safe for use by
 * any thread.
 */
public final class FunctionEventAvg extends EventTimes {
  private final String key;
  private final long count;
  private final double cpuTimeTotal;
  private final double selfCpuTimeTotal;
  private final @Nullable List<List<Long>> inputShapes;
  private final @Nullable FunctionEvent cpuParent;

  /**
   * Sums events up.
   *
   * @param shapes of all events alike, or null
   */
  FunctionEventAvg(
      String key, List<? extends EventTimes> events, @Nullable List<List<Long>> shapes) {
    this.key = key;
    this.count = events.stream().mapToLong(EventTimes::count).sum();
    double total = 0;
    double self = 0;
    for (EventTimes event : events) { // in Python's order, for the last bit
      total += event.cpuTimeTotal();
      self += event.selfCpuTimeTotal();
    }
    this.cpuTimeTotal = total;
    this.selfCpuTimeTotal = self;
    this.inputShapes = shapes;
    this.cpuParent = events.isEmpty() ? null : events.get(0).cpuParent();
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public long count() {
    return count;
  }

  @Override
  public double cpuTimeTotal() {
    return cpuTimeTotal;
  }

  @Override
  public double selfCpuTimeTotal() {
    return selfCpuTimeTotal;
  }

  @Override
  public List<List<Long>> inputShapes() {
    return inputShapes == null ? List.of() : inputShapes;
  }

  /** The call that the first of the calls was made in, or null. */
  @Override
  public @Nullable FunctionEvent cpuParent() {
    return cpuParent;
  }

  @Override
  public String toString() {
    return "<FunctionEventAvg key="
        + key
        + " self_cpu_time="
        + time(selfCpuTimeTotal)
        + " cpu_time="
        + time(cpuTime())
        + "  self_cuda_time=0.000us cuda_time=0.000us input_shapes="
        + (inputShapes == null ? "" : inputShapes)
        + " cpu_memory_usage=0 cuda_memory_usage=0>";
  }
}
