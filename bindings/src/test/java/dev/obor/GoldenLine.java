package dev.obor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of a fixture that a script in {@code src/test/python} writes; the script says what the
 * fields mean.
 *
 * @param number the number of the line, from 1
 * @param fields the values by name
 */
record GoldenLine(int number, Map<String, String> fields) {
  /** Reads all lines of a fixture. */
  static List<GoldenLine> read(String name) {
    try (InputStream stream =
        Objects.requireNonNull(GoldenLine.class.getResourceAsStream(name), name)) {
      List<GoldenLine> lines = new ArrayList<>();
      for (String line :
          new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        lines.add(new GoldenLine(lines.size() + 1, parse(line)));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> parse(String line) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : line.split("\t", -1)) {
      int equals = field.indexOf('=');
      fields.put(field.substring(0, equals), unescaped(field.substring(equals + 1)));
    }
    return fields;
  }

  private static String unescaped(String text) {
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
        result.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
      } else {
        result.append(c);
      }
    }
    return result.toString();
  }

  boolean has(String name) {
    return fields.containsKey(name);
  }

  @Nullable String optional(String name) {
    return fields.get(name);
  }

  String text(String name) {
    return Objects.requireNonNull(
        fields.get(name), () -> "line " + number + " has no field " + name);
  }

  /** A dtype, or null where there is none. */
  @Nullable DType dtype(String name) {
    String text = fields.get(name);
    return text == null ? null : DType.of(text);
  }

  /** Whole numbers separated by commas. */
  long[] integers(String name) {
    String numbers = text(name);
    return numbers.isEmpty()
        ? new long[0]
        : Arrays.stream(numbers.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  @Override
  public String toString() {
    return "line " + number + " " + fields;
  }
}
