package dev.obor.operators;

import dev.obor.operators.GoldenCalls.Call;
import dev.obor.operators.Replay.Verdict;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Counts how the calls of each namespace ended. */
final class ReplayFigures {
  /** What is counted. */
  private enum Column {
    ENTRIES,
    CALLS,
    ERRORS,
    GRADIENTS,
    PASSED,
    REFUSED_BY_COMPILER,
    LISTED
  }

  private final Map<String, Map<Column, Long>> counts = new LinkedHashMap<>();
  private final Map<String, Integer> notRecorded = new TreeMap<>();
  private final Set<String> entries = new HashSet<>();
  private final Set<String> makers = new TreeSet<>();
  private long toTheBit;

  void count(String namespace, Call call, Verdict verdict) {
    if (entries.add(call.entry())) {
      add(namespace, Column.ENTRIES);
    }
    add(namespace, Column.CALLS);
    if (call.fails()) {
      add(namespace, Column.ERRORS);
    }
    if (call.gradients().contains("[")) {
      add(namespace, Column.GRADIENTS);
    }
    add(
        namespace,
        switch (verdict) {
          case PASSED -> Column.PASSED;
          case REFUSED_BY_COMPILER -> Column.REFUSED_BY_COMPILER;
          case FAILED -> Column.LISTED;
        });
  }

  private void add(String namespace, Column column) {
    counts
        .computeIfAbsent(namespace, key -> new EnumMap<>(Column.class))
        .merge(column, 1L, Long::sum);
  }

  void countNotRecorded(Map<String, Integer> reasons) {
    reasons.forEach((reason, count) -> notRecorded.merge(reason, count, Integer::sum));
  }

  /** Notes what made the values, and how many of the calls have results to compare with. */
  void countComparedToTheBit(GoldenCalls golden, boolean isToTheBit) {
    makers.add(golden.maker().capability());
    if (isToTheBit) {
      toTheBit +=
          golden.calls().values().stream()
              .flatMap(List::stream)
              .filter(call -> !call.fails())
              .count();
    }
  }

  private long sum(Column column) {
    return counts.values().stream().mapToLong(row -> row.getOrDefault(column, 0L)).sum();
  }

  /** One line for people. */
  String summary() {
    return String.format(
        "PyTorch's operator database: %d entries, %d calls (%d with gradients, %d that must fail);"
            + " %d passed, %d refused by Java's compiler as by Python, %d listed;"
            + " results of %d calls compared to the last bit, as the same LibTorch made them with %s",
        sum(Column.ENTRIES),
        sum(Column.CALLS),
        sum(Column.GRADIENTS),
        sum(Column.ERRORS),
        sum(Column.PASSED),
        sum(Column.REFUSED_BY_COMPILER),
        sum(Column.LISTED),
        toTheBit,
        String.join(", ", makers));
  }

  /** The table as it is committed. */
  String table() {
    String heading =
        "# namespace\t"
            + Arrays.stream(Column.values())
                .map(c -> c.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining("\t"));
    List<String> rows =
        counts.entrySet().stream()
            .map(
                row ->
                    row.getKey()
                        + "\t"
                        + Arrays.stream(Column.values())
                            .map(c -> row.getValue().getOrDefault(c, 0L).toString())
                            .collect(Collectors.joining("\t")))
            .toList();
    List<String> left =
        notRecorded.entrySet().stream()
            .map(e -> "not recorded\t" + e.getValue() + "\t" + e.getKey())
            .toList();
    return heading + "\n" + String.join("\n", rows) + "\n" + String.join("\n", left) + "\n";
  }
}
