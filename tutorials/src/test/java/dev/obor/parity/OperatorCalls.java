package dev.obor.parity;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The section of the report on PyTorch's operator database, whose calls the bindings' tests replay.
 */
final class OperatorCalls {
  static final String FIXTURES = "bindings/src/test/resources/dev/obor/";
  static final String COUNTS = FIXTURES + "operators-counts.tsv";
  static final String LISTED = FIXTURES + "operators-listed.tsv";

  private OperatorCalls() {}

  static String section() {
    StringBuilder out = new StringBuilder();
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> left = new ArrayList<>();
    for (String line : ProjectFiles.lines(COUNTS)) {
      List<String> row = List.of(line.split("\t", -1));
      (row.get(0).equals("not recorded") ? left : rows).add(row);
    }
    out.append(
        """

        ## Calls of PyTorch's operator database

        PyTorch tests itself with a database of operators, sample arguments and inputs that must fail. Obor's tests make
        the same calls, and some of ours for documented names that the database lacks, through the public Java names: as
        function, method and in place. They compare results, their layout in memory, gradients and error texts with what
        Python gave. A call that Python refuses with a `TypeError` and that no Java program can write counts as refused
        by the compiler.

        | namespace | entries | calls | of these must fail | with gradients | as in Python | refused by the compiler | otherwise |
        |---|---:|---:|---:|---:|---:|---:|---:|
        """);
    rows.forEach(row -> out.append("| ").append(String.join(" | ", row)).append(" |\n"));
    out.append("| all | ");
    for (int column = 1; column < rows.get(0).size(); column++) {
      out.append(sum(rows, column)).append(column + 1 < rows.get(0).size() ? " | " : " |\n");
    }
    long same = sum(rows, 5) + sum(rows, 6);
    out.append(
        String.format(
            Locale.ROOT,
            "%n%.2f %% of the calls end as in Python. The others:%n%n",
            Math.floor(10000.0 * same / sum(rows, 2)) / 100));
    listed().forEach((reason, names) -> bullet(out, names, reason));
    out.append("\nEntries and calls that are not replayed:\n\n");
    left.forEach(
        row -> out.append("- ").append(row.get(1)).append(": ").append(row.get(2)).append('\n'));
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  private static void bullet(StringBuilder out, Map<String, Integer> names, String reason) {
    List<String> shown = new ArrayList<>();
    names.forEach(
        (name, count) -> shown.add("`" + name + "`" + (count > 1 ? " (" + count + ")" : "")));
    out.append("- ").append(String.join(", ", shown)).append(": ").append(reason).append('\n');
  }

  /** How often each function is listed, by reason. */
  private static Map<String, Map<String, Integer>> listed() {
    Map<String, Map<String, Integer>> reasons = new TreeMap<>();
    for (List<String> row : ProjectFiles.rows(LISTED, 2)) {
      String function = row.get(0).substring(0, row.get(0).indexOf(' '));
      reasons.computeIfAbsent(row.get(1), key -> new TreeMap<>()).merge(function, 1, Integer::sum);
    }
    return reasons;
  }

  private static long sum(List<List<String>> rows, int column) {
    return rows.stream().mapToLong(row -> Long.parseLong(row.get(column))).sum();
  }
}
