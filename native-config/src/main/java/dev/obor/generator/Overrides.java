package dev.obor.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the schemas alone do not decide: operators that are not bound, each with its reason, public
 * names that are written by hand, and operators with a quicker way to the same result.
 *
 * @param unbound reasons by qualified operator name or by type name
 * @param writtenByHand names such as {@code Tensor.size} that the generated public classes leave
 *     out
 * @param quicker operators such as {@code aten::mean}, which {@code obor/quicker.h} calls in
 *     another way
 */
record Overrides(Map<String, String> unbound, Set<String> writtenByHand, Set<String> quicker) {

  /**
   * Reads the overrides file: lines of {@code unbound<TAB>name<TAB>reason}, {@code
   * handwritten<TAB>Class.name<TAB>reason} and {@code quicker<TAB>name<TAB>reason}; {@code #}
   * begins a comment.
   */
  static Overrides read(Path file) throws IOException {
    Map<String, String> unbound = new HashMap<>();
    Set<String> writtenByHand = new HashSet<>();
    Set<String> quicker = new HashSet<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] fields = line.split("\t", -1);
      if (fields.length != 3 || fields[2].isBlank()) {
        throw new IllegalArgumentException(
            file.getFileName() + ": expected kind, name and reason, separated by tabs: " + line);
      }
      switch (fields[0]) {
        case "unbound" -> unbound.put(fields[1], fields[2]);
        case "handwritten" -> writtenByHand.add(fields[1]);
        case "quicker" -> quicker.add(fields[1]);
        default ->
            throw new IllegalArgumentException(
                file.getFileName()
                    + ": '"
                    + fields[0]
                    + "' is none of unbound, handwritten, quicker");
      }
    }
    return new Overrides(Map.copyOf(unbound), Set.copyOf(writtenByHand), Set.copyOf(quicker));
  }
}
