package dev.obor.nn;

import java.util.ArrayList;
import java.util.List;

/** Prints modules as Python prints them. */
final class ModuleText {
  private ModuleText() {}

  /** The class name; an anonymous class goes by the name of the class that it extends. */
  static String name(Module module) {
    Class<?> type = module.getClass();
    while (type.getSimpleName().isEmpty()) {
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
        .modules()
        .forEach((key, m) -> lines.add("(" + key + "): " + m.toString().replace("\n", "\n  ")));
    if (lines.isEmpty()) {
      return name(module) + "()";
    }
    return isShort && lines.size() == 1
        ? name(module) + "(" + lines.get(0) + ")"
        : name(module) + "(\n  " + String.join("\n  ", lines) + "\n)";
  }

  /** Python's {@code True} and {@code False}. */
  static String python(boolean value) {
    return value ? "True" : "False";
  }
}
