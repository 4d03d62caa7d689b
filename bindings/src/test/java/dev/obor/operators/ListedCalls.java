package dev.obor.operators;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The calls that are known to end in another way than in Python, with the reasons. */
final class ListedCalls {
  static final String FILE = "operators-listed.tsv";

  private ListedCalls() {}

  /** The reasons by the calls' keys. */
  static Map<String, String> read() {
    Map<String, String> reasons = new LinkedHashMap<>();
    try (InputStream file =
        Objects.requireNonNull(ListedCalls.class.getResourceAsStream("/dev/obor/" + FILE), FILE)) {
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#")) {
          String[] fields = line.split("\t", -1);
          reasons.put(fields[0], fields[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reasons;
  }
}
