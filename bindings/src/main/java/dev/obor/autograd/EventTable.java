package dev.obor.autograd;

import dev.obor.PythonNumber;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** Prints events as Python prints them. */
final class EventTable {
  private static final int WIDTH = 12;
  private static final String GAP = "  ";
  private static final List<String> HEADERS =
      List.of("Self CPU %", "Self CPU", "CPU total %", "CPU total", "CPU time avg", "# of Calls");

  private final List<EventTimes> events;
  private final TableOptions options;
  private final List<Integer> widths = new ArrayList<>();
  private final boolean hasShapes;
  private final double total;

  EventTable(List<? extends EventTimes> events, TableOptions options) {
    this.events = new ArrayList<>(events);
    this.options = options;
    if (options.sortBy != null) {
      ToDoubleFunction<EventTimes> key = key(options.sortBy);
      this.events.sort(Comparator.comparingDouble(event -> -key.applyAsDouble(event)));
    }
    this.hasShapes = events.stream().anyMatch(event -> !event.inputShapes().isEmpty());
    widths.add(width(event -> event.key().length(), options.maxNameColumnWidth));
    HEADERS.forEach(header -> widths.add(WIDTH));
    if (hasShapes) {
      widths.add(width(event -> shapes(event).length(), options.maxShapesColumnWidth));
    }
    double sum = 0;
    for (EventTimes event : this.events) {
      sum += event.selfCpuTimeTotal();
    }
    this.total = sum;
  }

  private static ToDoubleFunction<EventTimes> key(String sortBy) {
    return switch (sortBy) {
      case "cpu_time" -> EventTimes::cpuTime;
      case "cpu_time_total" -> EventTimes::cpuTimeTotal;
      case "count" -> EventTimes::count;
      default -> EventTimes::selfCpuTimeTotal;
    };
  }

  private int width(ToIntFunction<EventTimes> length, int most) {
    return Math.min(most, events.stream().mapToInt(length).max().orElse(0) + 4);
  }

  private static String shapes(EventTimes event) {
    return event.inputShapes().toString();
  }

  String text() {
    if (events.isEmpty()) {
      return "";
    }
    String rule = String.join("", widths.stream().map(width -> "-".repeat(width) + GAP).toList());
    String line = "=".repeat(rule.length() - GAP.length());
    StringBuilder text = new StringBuilder();
    if (options.header != null) {
      append(append(text, line), options.header);
    }
    if (options.topLevelEventsOnly) {
      append(append(text, line), "This report only display top-level ops statistics");
    }
    List<String> headers = new ArrayList<>(HEADERS);
    headers.add(0, "Name");
    headers.add("Input Shapes");
    append(append(append(text, rule), row(headers)), rule);
    events.stream()
        .filter(event -> !options.topLevelEventsOnly || event.cpuParent() == null)
        .limit(options.rowLimit < 0 ? Long.MAX_VALUE : options.rowLimit)
        .forEach(event -> append(text, row(values(event))));
    append(text, rule);
    return append(text, "Self CPU time total: " + time(total)).toString();
  }

  private static StringBuilder append(StringBuilder text, String line) {
    return text.append(line).append('\n');
  }

  private String row(List<String> values) {
    StringBuilder row = new StringBuilder();
    for (int i = 0; i < widths.size(); i++) {
      String value = values.get(i);
      row.append(" ".repeat(Math.max(0, widths.get(i) - value.length()))).append(value).append(GAP);
    }
    return row.toString();
  }

  private List<String> values(EventTimes event) {
    String name = event.key();
    int most = options.maxNameColumnWidth - 3;
    String shapes = shapes(event);
    return List.of(
        name.length() >= most ? name.substring(0, Math.max(0, most)) + "..." : name,
        share(event.selfCpuTimeTotal()),
        time(event.selfCpuTimeTotal()),
        share(event.cpuTimeTotal()),
        time(event.cpuTimeTotal()),
        time(event.cpuTime()),
        Long.toString(event.count()),
        hasShapes ? shapes.substring(0, Math.min(shapes.length(), widths.get(7))) : "");
  }

  private String share(double time) {
    return total == 0 ? "NaN" : PythonNumber.fixed(time * 100 / total, 2) + "%";
  }

  private String time(double micros) {
    return options.timeUnit == null
        ? EventTimes.time(micros)
        : switch (Objects.requireNonNull(options.timeUnit)) {
          case "s" -> PythonNumber.fixed(micros / 1e6, 3) + "s";
          case "ms" -> PythonNumber.fixed(micros / 1e3, 3) + "ms";
          default -> PythonNumber.fixed(micros, 3) + "us";
        };
  }
}
