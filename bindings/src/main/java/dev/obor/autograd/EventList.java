package dev.obor.autograd;

import dev.obor.PythonNumber;
import dev.obor.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The events of a profile: Python's {@code EventList}. It cannot be changed, and is safe for use by
 * any thread.
 *
 * @param <E> single calls, or all calls of a name
 */
public final class EventList<E extends EventTimes> extends AbstractList<E> {
  private final List<E> events;

  EventList(List<E> events) {
    this.events = List.copyOf(events);
  }

  @Override
  public E get(int index) {
    return events.get(index);
  }

  @Override
  public int size() {
    return events.size();
  }

  private record Group(String key, @Nullable List<List<Long>> shapes) {}

  /** The events of each name together: Python's {@code events.key_averages()}. */
  public EventList<FunctionEventAvg> keyAverages() {
    return keyAverages(false);
  }

  /**
   * The events of each name, and of each shape of the inputs, together: Python's {@code
   * events.key_averages(group_by_input_shapes)}.
   */
  public EventList<FunctionEventAvg> keyAverages(boolean groupByInputShapes) {
    Map<Group, List<E>> groups = new LinkedHashMap<>();
    for (E event : events) {
      List<List<Long>> shapes = groupByInputShapes ? event.inputShapes() : null;
      groups.computeIfAbsent(new Group(event.key(), shapes), g -> new ArrayList<>()).add(event);
    }
    List<FunctionEventAvg> averages = new ArrayList<>();
    groups.forEach((group, of) -> averages.add(new FunctionEventAvg(group.key, of, group.shapes)));
    return new EventList<>(averages);
  }

  /** All events together: Python's {@code events.total_average()}. */
  public FunctionEventAvg totalAverage() {
    List<List<Long>> shapes = isEmpty() ? List.of() : events.get(size() - 1).inputShapes();
    return new FunctionEventAvg("Total", events, shapes);
  }

  /** The time of all events in microseconds: Python's {@code events.self_cpu_time_total}. */
  public double selfCpuTimeTotal() {
    double total = 0;
    for (E event : events) {
      total += event.selfCpuTimeTotal();
    }
    return total;
  }

  /** The events as a table: Python's {@code events.table()}. */
  public String table() {
    return table(o -> {});
  }

  /**
   * The same with keyword arguments: Python's {@code events.table(sort_by="cpu_time_total")}.
   *
   * @see TableOptions
   */
  public String table(Consumer<TableOptions> options) {
    TableOptions o = new TableOptions();
    options.accept(o);
    return new EventTable(events, o).text();
  }

  /**
   * Writes the events for a browser's page {@code chrome://tracing}: Python's {@code
   * events.export_chrome_trace(path)}. Sums of several calls are left out.
   */
  public void exportChromeTrace(Path path) throws IOException {
    String text =
        events.stream()
            .filter(FunctionEvent.class::isInstance)
            .map(event -> trace((FunctionEvent) event))
            .collect(Collectors.joining(", ", "[", "]"));
    WholeFile.write(path, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String trace(FunctionEvent event) {
    StringBuilder name = new StringBuilder();
    for (char c : event.name().toCharArray()) {
      boolean plain = c >= ' ' && c != '"' && c != '\\';
      name.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return "{\"name\": \""
        + name
        + "\", \"ph\": \"X\", \"ts\": "
        + PythonNumber.repr(event.startUs())
        + ", \"dur\": "
        + PythonNumber.repr(event.cpuTimeTotal())
        + ", \"tid\": "
        + event.thread()
        + ", \"pid\": \"CPU functions\", \"args\": {}}";
  }

  /** The table, as Python prints it. */
  @Override
  public String toString() {
    return table();
  }
}
