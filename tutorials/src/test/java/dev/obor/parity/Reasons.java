package dev.obor.parity;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why Java lacks names: the table in {@code ci/parity/reasons.tsv}. */
final class Reasons {
  static final String FILE = "ci/parity/reasons.tsv";

  /**
   * One reason.
   *
   * @param meaningless whether the name has no meaning in Java
   */
  record Reason(boolean meaningless, String text) {}

  private final Map<String, Reason> exact = new LinkedHashMap<>();
  private final Map<String, Reason> prefixes = new LinkedHashMap<>();

  Reasons() {
    for (List<String> row : ProjectFiles.rows(FILE, 3)) {
      boolean meaningless =
          switch (row.get(0)) {
            case "meaningless" -> true;
            case "missing" -> false;
            default ->
                throw new IllegalStateException(
                    FILE + ": '" + row.get(0) + "' is neither meaningless nor missing");
          };
      String name = row.get(1);
      Reason reason = new Reason(meaningless, row.get(2));
      if (name.endsWith("*")) {
        prefixes.put(name.substring(0, name.length() - 1), reason);
      } else {
        exact.put(name, reason);
      }
    }
  }

  /** The reason of a name, or of the group of names that a line ending in {@code *} speaks of. */
  Optional<Reason> of(String python) {
    Reason own = exact.get(python);
    if (own != null) {
      return Optional.of(own);
    }
    return prefixes.entrySet().stream()
        .filter(entry -> python.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The lines, by their names, that speak of none of the names that Java lacks. */
  List<String> idle(Collection<String> lacking) {
    List<String> others = lacking.stream().filter(name -> !exact.containsKey(name)).toList();
    return Stream.concat(
            exact.keySet().stream().filter(name -> !lacking.contains(name)),
            prefixes.keySet().stream()
                .filter(prefix -> others.stream().noneMatch(name -> name.startsWith(prefix)))
                .map(prefix -> prefix + "*"))
        .toList();
  }

  /** The file without the lines of these names. */
  static String without(Collection<String> idle) {
    return ProjectFiles.text(FILE)
        .lines()
        .filter(line -> line.startsWith("#") || !idle.contains(line.split("\t", -1)[1]))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
