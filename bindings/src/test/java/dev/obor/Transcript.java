package dev.obor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a scenario tells, in the words of {@code scenarios.py}. */
final class Transcript {
  private final List<String> lines = new ArrayList<>();

  /** Something that is expected to fail. */
  @FunctionalInterface
  interface Action {
    @Nullable Object run();
  }

  /** Tells values as Python prints them. */
  void tell(@Nullable Object... values) {
    StringBuilder line = new StringBuilder();
    for (Object value : values) {
      line.append(line.length() == 0 ? "" : " ").append(python(value));
    }
    lines.add(line.toString());
  }

  private static String python(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    return value instanceof Boolean b ? (b ? "True" : "False") : value.toString();
  }

  /** Tells a tensor's dtype, its shape and its exact elements. */
  void bits(@Nullable Tensor tensor) {
    lines.add(
        tensor == null
            ? "none"
            : tensor.dtype()
                + " "
                + Arrays.toString(tensor.size().toArray())
                + " "
                + Bits.of(tensor));
  }

  /** Tells how an action fails. */
  void error(Action action) {
    Object result;
    try {
      result = action.run();
    } catch (TorchException e) {
      lines.add(PythonErrors.text(e));
      return;
    }
    lines.add("no error, but " + result);
  }

  /** Tells how an action without a result fails. */
  void failure(Runnable action) {
    error(
        () -> {
          action.run();
          return null;
        });
  }

  String text() {
    return String.join("\n", lines);
  }
}
