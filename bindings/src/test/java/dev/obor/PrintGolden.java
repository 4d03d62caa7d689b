package dev.obor;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A line of a fixture that {@code src/test/python/print_goldens.py} writes, which also says what
 * the fields mean.
 */
record PrintGolden(GoldenLine line) {
  /** Reads all lines of a fixture. */
  static List<PrintGolden> read(String name) {
    return GoldenLine.read(name).stream().map(PrintGolden::new).toList();
  }

  boolean has(String name) {
    return line.has(name);
  }

  @Nullable String optional(String name) {
    return line.optional(name);
  }

  String text(String name) {
    return line.text(name);
  }

  long[] shape(String name) {
    return line.integers(name);
  }

  /** Returns what the case changes of how tensors are printed, call by call. */
  List<Consumer<PrintOptions>> calls() {
    return has("options")
        ? Arrays.stream(text("options").split("\\|", -1)).map(PrintGolden::options).toList()
        : List.of();
  }

  /**
   * Returns the settings that the case is printed with: the default ones, changed by each call in
   * turn.
   */
  PrintSettings settings() {
    PrintSettings settings = PrintSettings.DEFAULT;
    for (Consumer<PrintOptions> call : calls()) {
      PrintOptions options = new PrintOptions();
      call.accept(options);
      settings = settings.with(options);
    }
    return settings;
  }

  private static Consumer<PrintOptions> options(String call) {
    return options -> {
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
    };
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
    return line.toString();
  }
}
