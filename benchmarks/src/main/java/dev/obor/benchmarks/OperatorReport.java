package dev.obor.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The part of the report that compares common operators with Python's, size by size. */
final class OperatorReport {
  /** How much of Python's time an operator may take on one element, and on more. */
  private static final double LIMIT_FOR_ONE = 0.75;

  private static final double LIMIT_FOR_MANY = 1.05;

  private static final double LIMIT_FOR_COPIES = 1.2;
  private static final double LIMIT_FOR_PRINT = 2e6;

  private final Results results;

  OperatorReport(Results results) {
    this.results = results;
  }

  /** Whether a case belongs to this part. */
  static boolean isCase(String name) {
    return name.endsWith("]") || name.contains("float[1000000]") || name.startsWith("print ");
  }

  /** Returns the tables as Markdown; nothing when the operators were not run. */
  String text() {
    List<String> operators =
        results.cases("ns").stream()
            .filter(name -> name.endsWith(" [1]"))
            .map(name -> name.substring(0, name.indexOf(' ')))
            .toList();
    if (operators.isEmpty()) {
      return "";
    }
    List<String[]> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("operator"));
    for (long size : Operators.SIZES) {
      String elements = String.format(Locale.ROOT, "%,d", size);
      head.addAll(List.of("Obor, " + elements, "Python", "ratio"));
    }
    rows.add(head.toArray(String[]::new));
    double[] worst = new double[Operators.SIZES.length];
    for (String operator : operators) {
      List<String> row = new ArrayList<>(List.of(operator));
      for (int i = 0; i < worst.length; i++) {
        String name = Operators.caseName(operator, Operators.SIZES[i]);
        OptionalDouble ours = results.best("obor", name, "ns");
        OptionalDouble theirs = results.best("python", name, "ns");
        double ratio = ours.orElse(Double.NaN) / theirs.orElse(Double.NaN);
        worst[i] = Math.max(worst[i], ratio);
        row.addAll(
            List.of(
                Report.shown(ours, "ns"),
                Report.shown(theirs, "ns"),
                Double.isNaN(ratio) ? "—" : String.format(Locale.ROOT, "%.2f", ratio)));
      }
      rows.add(row.toArray(String[]::new));
    }
    return "Operators in a scope beside Python's, one thread:\n\n"
        + Report.table(rows)
        + "\n"
        + line("the worst ratio on one element", worst[0], LIMIT_FOR_ONE)
        + line("the worst ratio on more", Math.max(worst[1], worst[2]), LIMIT_FOR_MANY)
        + line(
            "a tensor of float[1000000], beside the array's copy",
            copies("tensor from float[1000000]"),
            LIMIT_FOR_COPIES)
        + line(
            "float[1000000] of a tensor, likewise",
            copies("float[1000000] from tensor"),
            LIMIT_FOR_COPIES)
        + line(
            "the same into an array that is there",
            copies("float[1000000] filled"),
            LIMIT_FOR_COPIES)
        + String.format(
            Locale.ROOT,
            "- a new float[1000000], which Java clears: %.2f of the array's copy%n",
            copies("float[1000000] cleared"))
        + line(
            "printing 1000 x 1000 elements, beside 2 ms",
            figure("print 1000 x 1000") / LIMIT_FOR_PRINT,
            1);
  }

  private double copies(String name) {
    return figure(name) / figure("array copy [1000000]");
  }

  private double figure(String name) {
    return results.best("obor", name, "ns").orElse(Double.NaN);
  }

  private static String line(String what, double ratio, double limit) {
    return String.format(
        Locale.ROOT,
        "- %s: %.2f (≤ %.2f: %s)%n",
        what,
        ratio,
        limit,
        ratio <= limit ? "met" : "**missed**");
  }
}
