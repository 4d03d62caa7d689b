package dev.obor.nn;

import dev.obor.PythonNumber;
import dev.obor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints modules as Python prints them. */
final class ModuleText {
  private ModuleText() {}

  /** The class name; an anonymous class goes by the name of the class that it extends. */
  static String name(Module module) {
    Class<?> type = module.getClass();
    while (type.getSimpleName().isEmpty()) {
      type = type.getSuperclass();
    }
    if (module instanceof LazyModule lazy && !lazy.isLazy()) {
      type = type.getSuperclass();
    }
    return type.getSimpleName();
  }

  static String of(Module module) {
    String extra = module.extraRepr();
    List<String> lines = new ArrayList<>();
    if (!extra.isEmpty()) {
      lines.addAll(List.of(extra.split("\n", -1)));
    }
    boolean isShort = lines.size() == 1;
    module
        .members()
        .printedModules()
        .forEach((key, m) -> lines.add("(" + key + "): " + indented(m == null ? "None" : m)));
    String name = module.getName();
    return isShort && lines.size() == 1 ? name + "(" + lines.get(0) + ")" : block(name, lines);
  }

  /** A name with lines in brackets, as modules with sub-modules print. */
  static String block(String name, List<String> lines) {
    return lines.isEmpty() ? name + "()" : name + "(\n  " + String.join("\n  ", lines) + "\n)";
  }

  /** A text of several lines for the inside of a block. */
  static String indented(Object text) {
    return text.toString().replace("\n", "\n  ");
  }

  /** How lists of parameters print each of them. */
  static String parameterLine(String key, Tensor tensor, String type) {
    String size =
        Arrays.stream(tensor.shape().toArray())
            .mapToObj(String::valueOf)
            .collect(Collectors.joining("x"));
    return "  ("
        + key
        + "): "
        + (tensor.isParameter() ? "Parameter" : "Tensor")
        + " containing: ["
        + type
        + " of size "
        + size
        + (tensor.device().type().equals("cuda") ? " (" + tensor.device() + ")" : "")
        + "]";
  }

  /** A number as Python prints it: {@code 1}, {@code 0.2}, {@code 1e-05}. */
  static String python(@Nullable Number value) {
    if (value == null) {
      return "None";
    }
    return value instanceof Double || value instanceof Float
        ? PythonNumber.repr(value.doubleValue())
        : value.toString();
  }

  /** Python's tuple of numbers, such as {@code (2.0, 1.5)}. */
  static String tuple(double... values) {
    String text =
        Arrays.stream(values).mapToObj(PythonNumber::repr).collect(Collectors.joining(", "));
    return values.length == 1 ? "(" + text + ",)" : "(" + text + ")";
  }

  /** What follows the other arguments of a layer that may work in place. */
  static String inplace(boolean inplace) {
    return inplace ? ", inplace=True" : "";
  }

  /** Python's {@code True} and {@code False}. */
  static String python(boolean value) {
    return value ? "True" : "False";
  }

  /** Python's text of a float, such as {@code 0.1}, {@code 1e-05} and {@code 2.0}. */
  static String python(double value) {
    return PythonNumber.repr(value);
  }
}
