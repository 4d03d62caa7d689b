package dev.obor.golden;

import dev.obor.DType;
import dev.obor.PythonErrors;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Module;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a case looks at in the end, and what Python saw there.
 *
 * @param parts as {@code golden_cases.py} wrote them
 * @param tolerance how much of the largest magnitude in a tensor an element may be off
 */
record Look(List<?> parts, double tolerance) {
  /** Whether an error is expected. */
  boolean isError() {
    return kind().equals("error");
  }

  private String kind() {
    return text(0);
  }

  private String text(int place) {
    return (String) part(place);
  }

  private Object part(int place) {
    return Objects.requireNonNull(parts.get(place));
  }

  /** What is otherwise than in Python, or null. */
  @Nullable String difference(CaseReplay replay) {
    Object seen = replay.get(text(1));
    return switch (kind()) {
      case "tensor" -> tensor((Tensor) Objects.requireNonNull(seen), 2);
      case "parameter" -> parameter((Module) Objects.requireNonNull(seen));
      case "parameters" ->
          compared(part(2), List.copyOf(((Module) part(seen)).namedParameters().keySet()));
      case "plain" -> compared(parts.get(2), PythonRepr.plain(seen));
      case "repr" -> compared(part(2), PythonRepr.of(seen));
      case "format" -> compared(part(3), formatted(text(2), (Tensor) part(seen)));
      default -> throw new IllegalArgumentException(parts.toString());
    };
  }

  private static Object part(@Nullable Object value) {
    return Objects.requireNonNull(value);
  }

  /** What is otherwise with an error, or null. */
  @Nullable String difference(RuntimeException error) {
    String type = PythonErrors.text(error).split(":", 2)[0];
    String message = String.valueOf(error.getMessage());
    String expected = text(2);
    // Java may say in further lines how it is done in Java.
    boolean same = message.equals(expected) || message.startsWith(expected + "\n");
    return type.equals(text(1)) && same
        ? null
        : "expected " + text(1) + ": " + expected + ", got " + type + ": " + message;
  }

  private static @Nullable String compared(@Nullable Object expected, @Nullable Object actual) {
    return Objects.equals(expected, actual) ? null : "expected " + expected + ", got " + actual;
  }

  /** Python's {@code format.format(tensor)} with one pair of braces. */
  private static String formatted(String format, Tensor tensor) {
    int begin = format.indexOf('{');
    int end = format.indexOf('}', begin);
    String specification = format.substring(begin + 1, end).replaceFirst("^:", "");
    return format.substring(0, begin) + tensor.format(specification) + format.substring(end + 1);
  }

  private @Nullable String parameter(Module module) {
    Map<String, Tensor> parameters = module.namedParameters();
    Tensor parameter = parameters.get(text(2));
    if (parameter == null) {
      return "no parameter " + text(2) + " among " + parameters.keySet();
    }
    String difference = tensor(parameter, 3);
    return difference == null ? null : text(2) + ": " + difference;
  }

  private @Nullable String tensor(Tensor tensor, int place) {
    if (tensor.dtype() != part(place)) {
      return "expected " + part(place) + ", got " + tensor.dtype();
    }
    List<Long> shape = Arrays.stream(tensor.size().toArray()).boxed().toList();
    if (!shape.equals(part(place + 1))) {
      return "expected shape " + part(place + 1) + ", got " + shape;
    }
    double[] actual = numbers(tensor, (Long) parts.get(place + 2));
    String difference = compared(place + 3, actual, tensor);
    return difference != null && parts.get(place + 4) != null
        ? compared(place + 4, actual, tensor) == null ? null : difference
        : difference;
  }

  private static double[] numbers(Tensor tensor, @Nullable Long count) {
    Tensor flat =
        (tensor.isComplex() ? Torch.viewAsReal(tensor.detach()) : tensor.detach()).flatten();
    Tensor first = count == null ? flat : flat.narrow(0, 0, Math.min(count, flat.numel()));
    return first.to(DType.FLOAT64).toDoubleArray();
  }

  private @Nullable String compared(int place, double[] actual, Tensor tensor) {
    double[] expected =
        ((List<?>) part(place)).stream().mapToDouble(n -> ((Number) n).doubleValue()).toArray();
    if (expected.length != actual.length) {
      return "expected " + expected.length + " numbers, got " + actual.length;
    }
    double allowed =
        tolerance == 0 ? 0 : tolerance * tensor.detach().abs().max().item().doubleValue();
    for (int i = 0; i < expected.length; i++) {
      boolean same =
          Double.compare(expected[i], actual[i]) == 0
              || (allowed > 0 && Math.abs(expected[i] - actual[i]) <= allowed);
      if (!same) {
        return "expected " + expected[i] + " at " + i + ", got " + actual[i];
      }
    }
    return null;
  }
}
