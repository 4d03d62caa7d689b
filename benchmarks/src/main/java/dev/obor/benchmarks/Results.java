package dev.obor.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The figures of one side-by-side run, as {@code run.sh} writes them.
 *
 * <p>The file has one figure a line, in tab-separated fields: round, peer, case, unit, value. Lines
 * that start with {@code #} say where and on what the run was made: {@code # key TAB value}.
 */
final class Results {
  private record Key(String peer, String name, String unit) {}

  private final Map<Key, List<Double>> figures = new LinkedHashMap<>();
  private final Map<String, String> facts = new LinkedHashMap<>();

  private Results() {}

  /**
   * Reads the file of one run.
   *
   * @param file the file
   * @return its figures
   * @throws IOException if it cannot be read, or a line of it is not what the format says
   */
  static Results read(Path file) throws IOException {
    Results results = new Results();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String[] fields = line.split("\t", -1);
      if (line.isBlank()) {
        continue;
      }
      if (line.startsWith("#")) {
        results.facts.put(fields[0].substring(1).strip(), fields.length > 1 ? fields[1] : "");
        continue;
      }
      if (fields.length != 5) {
        throw new IOException(
            file + ", line " + number + ": 5 fields expected, " + fields.length + " found");
      }
      try {
        results
            .figures
            .computeIfAbsent(new Key(fields[1], fields[2], fields[3]), key -> new ArrayList<>())
            .add(Double.valueOf(fields[4]));
      } catch (NumberFormatException e) {
        throw new IOException(
            file + ", line " + number + ": '" + fields[4] + "' is not a number", e);
      }
    }
    return results;
  }

  /** Returns what is known about the run, in the order of the file. */
  Map<String, String> facts() {
    return facts;
  }

  /** Returns the peers that have figures, in the order of the file. */
  Set<String> peers() {
    Set<String> peers = new LinkedHashSet<>();
    figures.keySet().forEach(key -> peers.add(key.peer));
    return peers;
  }

  /** Returns how many rounds the figure of a case comes from. */
  int rounds(String peer, String name, String unit) {
    return figures.getOrDefault(new Key(peer, name, unit), List.of()).size();
  }

  /**
   * Returns the best figure of a case over all rounds: the least time, or the most calls per
   * second.
   *
   * @param peer the system
   * @param name the case
   * @param unit the unit
   * @return the figure, or nothing if the system did not run the case
   */
  OptionalDouble best(String peer, String name, String unit) {
    List<Double> values = figures.getOrDefault(new Key(peer, name, unit), List.of());
    return unit.equals("calls/s")
        ? values.stream().mapToDouble(Double::doubleValue).max()
        : values.stream().mapToDouble(Double::doubleValue).min();
  }

  /** Returns the cases of one unit, in the order of the file. */
  Set<String> cases(String unit) {
    Set<String> cases = new LinkedHashSet<>();
    figures.keySet().stream()
        .filter(key -> key.unit.equals(unit))
        .forEach(key -> cases.add(key.name));
    return cases;
  }
}
