package dev.obor.optim;

import dev.obor.PythonNumber;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints option values as Python prints them. */
final class PythonText {
  private PythonText() {}

  static String of(@Nullable Object value) {
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
      return values.stream().map(PythonText::of).collect(Collectors.joining(", ", "(", ")"));
    }
    return value.toString();
  }
}
