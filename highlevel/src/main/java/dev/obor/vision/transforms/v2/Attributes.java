package dev.obor.vision.transforms.v2;

import dev.obor.vision.transforms.PythonText;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a transform prints of itself. */
final class Attributes {
  private final StringJoiner parts = new StringJoiner(", ");

  /** Adds an attribute; as in Python, one that is None is left out. */
  Attributes add(String name, @Nullable Object value) {
    if (value != null) {
      parts.add(name + "=" + PythonText.of(value));
    }
    return this;
  }

  @Override
  public String toString() {
    return parts.toString();
  }

  /** Two numbers as a tuple. */
  static Number @Nullable [] tuple(@Nullable List<Number> values) {
    return values == null ? null : values.toArray(Number[]::new);
  }

  static List<Double> list(double... values) {
    return Arrays.stream(values).boxed().toList();
  }

  static List<Integer> list(int... values) {
    return Arrays.stream(values).boxed().toList();
  }

  /** The name of a module with what is in it, which may have several lines. */
  static String module(String name, String extra) {
    if (!extra.contains("\n")) {
      return name + "(" + extra + ")";
    }
    return name + "(\n  " + extra.replace("\n", "\n  ") + "\n)";
  }
}
