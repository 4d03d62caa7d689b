package dev.obor.parity;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The text of {@code docs/parity.md}. */
final class ParityReport {
  static final String FILE = "docs/parity.md";
  static final String COUNTS = "ci/parity/counts.tsv";
  private static final String EXCLUDED = "ci/parity/excluded.tsv";
  static final String COMMAND = "ci/parity.sh";

  private final List<Namespace> namespaces;

  ParityReport(List<Namespace> namespaces) {
    this.namespaces = namespaces;
  }

  /** The document. */
  String markdown() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        <!-- Written by %s from the compiled classes and ci/parity; do not edit. -->

        # What Java has of Python's names

        Every public name that PyTorch 2.10 documents, looked for in Obor's compiled classes. A name counts as present
        when its Java form is there: by the rule (`snake_case` becomes `camelCase`, properties become methods, modules
        become classes as `ci/parity/places.tsv` says), or by one of the exceptions in `ci/parity/exceptions.tsv`. Names that have no meaning in Java (Python's own protocols, its
        compiler, its typing) are listed with the reason and are not counted as present.

        | namespace | documented | present | share | no meaning in Java | missing |
        |---|---:|---:|---:|---:|---:|
        """
            .formatted(COMMAND));
    for (Namespace n : namespaces) {
      out.append(
          "| %s | %d | %d | %s | %d | %d |%n"
              .formatted(
                  n.title(), n.documented(), n.present(), share(n), n.meaningless(), n.missing())
              .replace(System.lineSeparator(), "\n"));
    }
    for (Namespace n : namespaces) {
      if (n.present() < n.documented()) {
        out.append("\n## ").append(n.title()).append('\n');
        section(out, "Missing", n, Namespace.Name::isMissing);
        section(out, "No meaning in Java", n, Namespace.Name::isMeaningless);
      }
    }
    leftOut(out);
    return out.append(OperatorCalls.section()).toString();
  }

  /** The public members of Python's classes that the lists leave out, with the reasons. */
  private static void leftOut(StringBuilder out) {
    out.append(
        """

        ## Left out of the lists

        Public members of Python's modules and classes that are not counted above: PyTorch does not document them, or
        they belong to Python itself, to its compiler, its tracing or its storage.

        """);
    for (List<String> row : ProjectFiles.rows(EXCLUDED, 3)) {
      String names =
          Arrays.stream(row.get(2).split(" "))
              .map(name -> "`" + name + "`")
              .collect(Collectors.joining(", "));
      out.append("- `%s`, %s: %s\n".formatted(row.get(0), row.get(1), names));
    }
  }

  private static String share(Namespace n) {
    return String.format(
        Locale.ROOT, "%.1f %%", Math.floor(1000.0 * n.present() / n.documented()) / 10);
  }

  private static void section(
      StringBuilder out, String title, Namespace namespace, Predicate<Namespace.Name> which) {
    Map<String, List<String>> byReason =
        namespace.names().stream()
            .filter(which)
            .collect(
                Collectors.groupingBy(
                    name -> name.reason().map(Reasons.Reason::text).orElse("no reason given"),
                    LinkedHashMap::new,
                    Collectors.mapping(Namespace.Name::python, Collectors.toList())));
    if (byReason.isEmpty()) {
      return;
    }
    out.append("\n").append(title).append(":\n\n");
    byReason.forEach(
        (reason, names) ->
            out.append("- ")
                .append(names.stream().map(n -> "`" + n + "`").collect(Collectors.joining(", ")))
                .append(": ")
                .append(reason)
                .append('\n'));
  }

  /** The counts, one line for each namespace. */
  String counts() {
    return "# How many names each list has in Java; they may only rise. Written by "
        + COMMAND
        + ".\n"
        + namespaces.stream()
            .map(n -> n.file() + "\t" + n.present() + "\n")
            .collect(Collectors.joining());
  }
}
