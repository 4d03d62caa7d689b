package dev.obor.optim;

import dev.obor.PythonNumber;
import dev.obor.Tensor;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints option values as Python prints them. */
public final class PythonText {
  private PythonText() {}

  /**
   * A value as Python's {@code f"{value}"} prints it: a list as a tuple, and a tensor without
   * dimensions as its number.
   */
  public static String of(@Nullable Object value) {
    if (value instanceof Tensor tensor && tensor.dim() == 0) {
      return tensor.item().toString();
    }
    return repr(value, false);
  }

  /** A list as Python prints a list, not a tuple. */
  static String list(@Nullable Object value) {
    return value instanceof List<?> values
        ? values.stream().map(v -> repr(v, true)).collect(Collectors.joining(", ", "[", "]"))
        : of(value);
  }

  private static String repr(@Nullable Object value, boolean quoted) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean truth) {
      return truth ? "True" : "False";
    }
    if (value instanceof Double || value instanceof Float) {
      return PythonNumber.repr(((Number) value).doubleValue());
    }
    if (value instanceof List<?> values) {
      return values.stream()
          .map(v -> repr(v, true))
          .collect(Collectors.joining(", ", "(", values.size() == 1 ? ",)" : ")"));
    }
    return quoted && value instanceof String text ? "'" + text + "'" : value.toString();
  }
}
