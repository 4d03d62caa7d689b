package dev.obor.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where Python shows each operator.
 *
 * @param places by operator name: {@code torch}, {@code Tensor}, {@code nn}, {@code linalg}, {@code
 *     fft}, {@code special}
 */
record PythonNames(Map<String, Set<String>> places) {

  static PythonNames read(Path file) throws IOException {
    Map<String, Set<String>> places = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.startsWith("#") && !line.isBlank()) {
        List<String> fields = List.of(line.split("\t"));
        places.put(fields.get(0), Set.copyOf(fields.subList(1, fields.size())));
      }
    }
    return new PythonNames(Map.copyOf(places));
  }

  boolean shows(String place, String operator) {
    return places.getOrDefault(operator, Set.of()).contains(place);
  }
}
