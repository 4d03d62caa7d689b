package dev.obor.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Prints what a side-by-side run found: every system's figures, and Obor's ratios beside their
 * limits.
 *
 * <p>Usage: {@code Report results.tsv [README.md]}. With a second argument the tables also replace
 * what stands between the markers {@code <!-- figures -->} and {@code <!-- end of figures -->} of
 * that file. The exit status is 1 if the systems did not do the same work, which their losses show.
 */
public final class Report {
  private static final String BEGIN = "<!-- figures -->";
  private static final String END = "<!-- end of figures -->";

  /**
   * How far two systems' losses may be apart, relative to their size: the rounding of different
   * BLAS libraries.
   */
  private static final double SAME_LOSS = 1e-4;

  private final Results results;

  Report(Results results) {
    this.results = results;
  }

  /**
   * Runs the report.
   *
   * @param arguments the file of results, and the Markdown file to put the tables into, if any
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 1 || arguments.length > 2) {
      System.err.println("usage: Report results.tsv [README.md]");
      System.exit(2);
    }
    Report report = new Report(Results.read(Path.of(arguments[0])));
    String text = report.text();
    System.out.println(text);
    if (arguments.length == 2) {
      record(Path.of(arguments[1]), text);
    }
    if (!report.differences().isEmpty()) {
      System.exit(1);
    }
  }

  /** Puts the report between the markers of a Markdown file. */
  static void record(Path readme, String text) throws IOException {
    String page = Files.readString(readme);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(readme + " has no lines '" + BEGIN + "' and '" + END + "'");
    }
    String changed =
        page.substring(0, begin + BEGIN.length()) + "\n\n" + text + "\n" + page.substring(end);
    Path beside = readme.resolveSibling(readme.getFileName() + ".new");
    Files.writeString(beside, changed, StandardCharsets.UTF_8);
    Files.move(beside, readme, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns the report as Markdown. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> fact : results.facts().entrySet()) {
      text.append("- ").append(fact.getKey()).append(": ").append(fact.getValue()).append('\n');
    }
    text.append('\n').append(limits()).append('\n').append(figures());
    text.append('\n').append(new OperatorReport(results).text());
    List<String> differences = differences();
    text.append('\n');
    if (differences.isEmpty()) {
      text.append("All systems reach the same losses, so they do the same work.\n");
    } else {
      text.append("**The systems do not do the same work:**\n\n");
      differences.forEach(line -> text.append("- ").append(line).append('\n'));
    }
    return text.toString();
  }

  private String limits() {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"work", "Obor", "beside", "its figure", "ratio", "limit", ""});
    for (Limit limit : Limit.ALL) {
      OptionalDouble ratio = limit.ratio(results);
      rows.add(
          new String[] {
            limit.work(),
            shown(results.best(limit.obor(), limit.oborCase(), limit.unit()), limit.unit()),
            limit.of(),
            shown(results.best(limit.peer(), limit.peerCase(), limit.unit()), limit.unit()),
            ratio.isPresent() ? String.format(Locale.ROOT, "%.2f", ratio.getAsDouble()) : "—",
            String.format(Locale.ROOT, limit.atMost() ? "≤ %.2f" : "≥ %.2f", limit.factor()),
            ratio.isEmpty() ? "not run" : limit.isMet(ratio.getAsDouble()) ? "met" : "**missed**"
          });
    }
    return table(rows);
  }

  private String figures() {
    List<String[]> rows = new ArrayList<>();
    List<String> peers = new ArrayList<>(results.peers());
    List<String> head = new ArrayList<>(List.of("case"));
    head.addAll(peers);
    rows.add(head.toArray(String[]::new));
    for (String unit : List.of("ns", "calls/s")) {
      for (String name : results.cases(unit)) {
        if (OperatorReport.isCase(name)) {
          continue;
        }
        List<String> row = new ArrayList<>(List.of(name));
        peers.forEach(peer -> row.add(shown(results.best(peer, name, unit), unit)));
        rows.add(row.toArray(String[]::new));
      }
    }
    return table(rows);
  }

  /** Returns a line for every system whose loss is not the others'. */
  List<String> differences() {
    List<String> lines = new ArrayList<>();
    for (String name : results.cases("loss")) {
      double[] losses =
          results.peers().stream()
              .map(peer -> results.best(peer, name, "loss"))
              .filter(OptionalDouble::isPresent)
              .mapToDouble(OptionalDouble::getAsDouble)
              .sorted()
              .toArray();
      double middle = losses[losses.length / 2];
      for (String peer : results.peers()) {
        OptionalDouble loss = results.best(peer, name, "loss");
        // Written so that a loss that is not a number counts as different.
        if (loss.isPresent()
            && !(Math.abs(loss.getAsDouble() - middle) <= SAME_LOSS * Math.abs(middle))) {
          lines.add(
              String.format(
                  Locale.ROOT,
                  "%s, %s: %.6f where others have %.6f",
                  peer,
                  name,
                  loss.getAsDouble(),
                  middle));
        }
      }
    }
    return lines;
  }

  static String shown(OptionalDouble figure, String unit) {
    if (figure.isEmpty()) {
      return "—";
    }
    double value = figure.getAsDouble();
    if (unit.equals("calls/s")) {
      return String.format(Locale.ROOT, "%,.0f /s", value);
    }
    if (value < 10_000) {
      return String.format(Locale.ROOT, "%,.0f ns", value);
    }
    if (value < 10_000_000) {
      return String.format(Locale.ROOT, "%,.1f µs", value / 1e3);
    }
    return String.format(Locale.ROOT, "%,.0f ms", value / 1e6);
  }

  static String table(List<String[]> rows) {
    int[] widths = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    String[] rule = new String[widths.length];
    Arrays.setAll(rule, i -> "-".repeat(Math.max(3, widths[i])));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      append(text, rows.get(i), widths);
      if (i == 0) {
        append(text, rule, widths);
      }
    }
    return text.toString();
  }

  private static void append(StringBuilder text, String[] row, int[] widths) {
    for (int i = 0; i < row.length; i++) {
      text.append("| ").append(row[i]).append(" ".repeat(Math.max(0, widths[i] - row[i].length())));
      text.append(' ');
    }
    text.append("|\n");
  }
}
