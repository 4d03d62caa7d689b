package dev.obor.generator;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The schemas' default values as Java expressions. */
final class Defaults {
  private Defaults() {}

  /** The expression for an argument's default, of the argument's type in {@code Aten}. */
  static String expression(SchemaArgument argument) {
    String value = argument.defaultValue();
    if (value == null) {
      throw new IllegalArgumentException(argument.name() + " has no default");
    }
    SchemaType type = argument.type();
    if (value.equals("None")) {
      return "null";
    }
    if (type.list()) {
      return list(type, value);
    }
    return switch (type.base()) {
      case "int", "SymInt" -> value + "L";
      case "float" -> number(value);
      case "bool" -> value.toLowerCase(java.util.Locale.ROOT);
      case "Scalar" -> scalar(value);
      case "str" -> value.replace("\\'", "'");
      case "ScalarType" -> "DType.ofCode(" + value + ")";
      case "Layout" -> "Layout.ofCode(" + value + ")";
      case "MemoryFormat" -> "MemoryFormat.ofCode(" + value + ")";
      default -> throw new IllegalArgumentException("no default for " + argument);
    };
  }

  private static String scalar(String value) {
    if (value.equals("True") || value.equals("False")) {
      return "Scalar.of(" + value.toLowerCase(java.util.Locale.ROOT) + ")";
    }
    return value.matches("-?\\d+") ? value + "L" : number(value);
  }

  private static String number(String value) {
    return switch (value) {
      case "inf" -> "Double.POSITIVE_INFINITY";
      case "-inf" -> "Double.NEGATIVE_INFINITY";
      default -> value.matches("-?\\d+") ? value + ".0" : value;
    };
  }

  private static String list(SchemaType type, String value) {
    String inside = value.startsWith("[") ? value.substring(1, value.length() - 1) : value;
    String[] elements = inside.isBlank() ? new String[0] : inside.split(",\\s*");
    if (elements.length == 1 && type.fixedSize() > 1) {
      String[] repeated = new String[type.fixedSize()];
      Arrays.fill(repeated, elements[0]);
      elements = repeated;
    }
    String component =
        switch (type.base()) {
          case "int", "SymInt" -> "long";
          case "float" -> "double";
          case "bool" -> "boolean";
          case "str" -> "String";
          default -> throw new IllegalArgumentException("no default list of " + type.text());
        };
    if (elements.length == 0 && component.equals("long")) {
      return "Crossings.NO_INTEGERS";
    }
    return Arrays.stream(elements)
        .map(e -> component.equals("boolean") ? e.toLowerCase(java.util.Locale.ROOT) : e)
        .collect(Collectors.joining(", ", "new " + component + "[] {", "}"));
  }
}
