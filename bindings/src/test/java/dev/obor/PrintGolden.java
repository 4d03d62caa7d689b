package dev.obor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A line of a fixture that {@code src/test/python/print_goldens.py} writes, which also says what
 * the fields mean.
 *
 * @param number the number of the line, from 1
 * @param fields the values by name
 */
record PrintGolden(int number, Map<String, String> fields) {
  /** Reads all lines of a fixture. */
  static List<PrintGolden> read(String name) {
    try (InputStream stream =
        Objects.requireNonNull(PrintGolden.class.getResourceAsStream(name), name)) {
      List<PrintGolden> goldens = new ArrayList<>();
      for (String line :
          new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        goldens.add(new PrintGolden(goldens.size() + 1, parse(line)));
      }
      return goldens;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> parse(String line) {
    Map<String, String> fields = new HashMap<>();
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

  long[] shape(String name) {
    String sizes = text(name);
    return sizes.isEmpty()
        ? new long[0]
        : Arrays.stream(sizes.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  /**
   * Returns the settings that the case is printed with: the default ones, changed by each call in
   * turn.
   */
  PrintSettings settings() {
    PrintSettings settings = PrintSettings.DEFAULT;
    if (has("options")) {
      for (String call : text("options").split("\\|", -1)) {
        settings = settings.with(options(call));
      }
    }
    return settings;
  }

  private static PrintOptions options(String call) {
    PrintOptions options = new PrintOptions();
    for (String option : call.isEmpty() ? new String[0] : call.split("&")) {
      String value = option.substring(option.indexOf('=') + 1);
      switch (option.substring(0, option.indexOf('='))) {
        case "precision" -> options.precision(Integer.parseInt(value));
        case "threshold" -> options.threshold(parse(value, true));
        case "edgeitems" -> options.edgeitems(Integer.parseInt(value));
        case "linewidth" -> options.linewidth(Integer.parseInt(value));
        case "profile" -> options.profile(value);
        case "sci_mode" -> options.sciMode(value.equals("True"));
        default -> throw new AssertionError(option);
      }
    }
    return options;
  }

  /** Returns the values, or their real parts, at row-major positions. */
  double[] real(String name, String dtype, long[] positions) {
    return values(name, dtype, positions, 0);
  }

  /** Returns the imaginary parts at row-major positions. */
  double[] imaginary(String name, String dtype, long[] positions) {
    return values(name, dtype, positions, 1);
  }

  private double[] values(String name, String dtype, long[] positions, int part) {
    String data = text(name);
    if (data.startsWith("@")) {
      long[] formula =
          Arrays.stream(data.substring(1).split(",")).mapToLong(Long::parseLong).toArray();
      return Arrays.stream(positions)
          .mapToDouble(
              i -> (double) (((i + part) * formula[0]) % formula[1] - formula[2]) / formula[3])
          .toArray();
    }
    boolean isDouble = dtype.equals("torch.float64") || dtype.equals("torch.complex128");
    String[] items = data.split(",", -1);
    return Arrays.stream(positions)
        .mapToDouble(i -> parse(items[(int) i].split(" ", -1)[part], isDouble))
        .toArray();
  }

  /** Returns whole values at row-major positions; those of uint64 as bits. */
  long[] whole(String name, long[] positions) {
    String data = text(name);
    if (data.startsWith("@")) {
      return Arrays.stream(real(name, "torch.float64", positions))
          .mapToLong(value -> (long) value)
          .toArray();
    }
    String[] items = data.split(",", -1);
    return Arrays.stream(positions)
        .map(
            i ->
                items[(int) i].startsWith("-")
                    ? Long.parseLong(items[(int) i])
                    : Long.parseUnsignedLong(items[(int) i]))
        .toArray();
  }

  private static double parse(String text, boolean isDouble) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> isDouble ? Double.parseDouble(text) : Float.parseFloat(text);
    };
  }

  @Override
  public String toString() {
    return "line " + number + " " + fields;
  }
}
