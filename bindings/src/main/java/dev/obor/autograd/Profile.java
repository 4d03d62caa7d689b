package dev.obor.autograd;

import dev.obor.CallRecord;
import dev.obor.TorchException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Profiler#profile()} measures: Python's {@code profiler.profile}.
 *
 * <p>It is closed by the thread that began it; then any thread may read it. Before, all that asks
 * for results throws.
 */
public final class Profile implements AutoCloseable {
  private final @Nullable CallRecord measured;
  private volatile @Nullable EventList<FunctionEvent> events;

  Profile(@Nullable CallRecord measured) {
    this.measured = measured;
  }

  /** Ends the measurement. Closing twice is harmless. */
  @Override
  public void close() {
    if (events == null) {
      if (measured != null) {
        measured.close();
      }
      events = FunctionEvent.list(measured == null ? List.of() : measured.entries());
    }
  }

  /**
   * What ran, in the order of the beginnings: Python's {@code prof.function_events}.
   *
   * @throws TorchException if the profile is not closed
   */
  public EventList<FunctionEvent> functionEvents() {
    EventList<FunctionEvent> known = events;
    if (known == null) {
      throw new TorchException("Profiler didn't finish running");
    }
    return known;
  }

  /** The events of each name together: Python's {@code prof.key_averages()}. */
  public EventList<FunctionEventAvg> keyAverages() {
    return functionEvents().keyAverages();
  }

  /**
   * The events of each name, and of each shape of the inputs, together: Python's {@code
   * prof.key_averages(group_by_input_shape)}.
   */
  public EventList<FunctionEventAvg> keyAverages(boolean groupByInputShape) {
    return functionEvents().keyAverages(groupByInputShape);
  }

  /** All events together: Python's {@code prof.total_average()}. */
  public FunctionEventAvg totalAverage() {
    return functionEvents().totalAverage();
  }

  /** The time of all events in microseconds: Python's {@code prof.self_cpu_time_total}. */
  public double selfCpuTimeTotal() {
    return functionEvents().selfCpuTimeTotal();
  }

  /** The events as a table: Python's {@code prof.table()}. */
  public String table() {
    return functionEvents().table();
  }

  /** The same with keyword arguments: Python's {@code prof.table(sort_by=…)}. */
  public String table(Consumer<TableOptions> options) {
    return functionEvents().table(options);
  }

  /**
   * Writes the events for a browser's page {@code chrome://tracing}: Python's {@code
   * prof.export_chrome_trace(path)}.
   */
  public void exportChromeTrace(Path path) throws IOException {
    functionEvents().exportChromeTrace(path);
  }

  /** The table, as Python prints a profile. */
  @Override
  public String toString() {
    return events == null ? "<unfinished torch.autograd.profile>" : table();
  }
}
