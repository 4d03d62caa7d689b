package dev.obor;

import dev.obor.OperatorTable.Argument;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converts Java values, and the schemas' defaults, to what the methods of {@link Aten} take. */
final class OperatorArguments {
  /** Says that a value does not fit an argument; another overload may take it. */
  static final class Mismatch extends Exception {
    private static final long serialVersionUID = 1L;

    Mismatch(String message) {
      super(message, null, false, false);
    }
  }

  private OperatorArguments() {}

  /** A caller's value for an argument; null is None. */
  static @Nullable Object of(Argument argument, @Nullable Object value) throws Mismatch {
    String type = argument.type();
    boolean optional = type.endsWith("?");
    if (value == null) {
      if (optional) {
        return null;
      }
      throw mismatch(argument, "None");
    }
    String plain = optional ? type.substring(0, type.length() - 1) : type;
    int bracket = plain.indexOf('[');
    return bracket < 0
        ? single(argument, plain, value)
        : list(argument, plain.substring(0, bracket), plain.substring(bracket), value);
  }

  private static Object single(Argument argument, String type, Object value) throws Mismatch {
    switch (type) {
      case "Tensor" -> {
        if (value instanceof Tensor) {
          return value;
        }
      }
      case "Scalar" -> {
        Object number = number(value);
        if (number != null) {
          return number;
        }
      }
      case "int", "SymInt" -> {
        if (value instanceof Number number && Scalar.ofNumber(number).isInteger()) {
          return number.longValue();
        }
      }
      case "float" -> {
        if (value instanceof Number number && !Scalar.ofNumber(number).isComplex()) {
          return number.doubleValue();
        }
      }
      case "bool" -> {
        if (value instanceof Boolean) {
          return value;
        }
      }
      case "str" -> {
        if (value instanceof String) {
          return value;
        }
      }
      case "ScalarType" -> {
        if (value instanceof DType) {
          return value;
        }
      }
      case "Device" -> {
        if (value instanceof Device) {
          return value;
        }
        if (value instanceof String name) {
          return Device.of(name);
        }
      }
      case "Layout" -> {
        if (value instanceof Layout) {
          return value;
        }
      }
      case "MemoryFormat" -> {
        if (value instanceof MemoryFormat) {
          return value;
        }
      }
      case "Generator" -> {
        if (value instanceof Generator) {
          return value;
        }
      }
      default -> throw new IllegalStateException("no Java value for the type " + type);
    }
    throw mismatch(argument, value);
  }

  private static @Nullable Object number(Object value) {
    if (value instanceof Number) {
      return value;
    }
    if (value instanceof Boolean truth) {
      return Scalar.of(truth);
    }
    return value instanceof Complex complex ? Scalar.of(complex) : null;
  }

  private static Object list(Argument argument, String type, String size, Object value)
      throws Mismatch {
    Object[] elements = elements(argument, type, size, value);
    boolean optionalElements = type.endsWith("?");
    String element = optionalElements ? type.substring(0, type.length() - 1) : type;
    Class<?> component =
        switch (element) {
          case "int", "SymInt" -> long.class;
          case "float" -> double.class;
          case "bool" -> boolean.class;
          case "str" -> String.class;
          case "Scalar" -> Number.class;
          default -> Tensor.class;
        };
    Object array = Array.newInstance(component, elements.length);
    for (int i = 0; i < elements.length; i++) {
      Object one = elements[i];
      if (one != null) {
        Array.set(array, i, single(argument, element, one));
      } else if (!optionalElements) {
        throw mismatch(argument, "None");
      }
    }
    return array;
  }

  private static @Nullable Object[] elements(
      Argument argument, String type, String size, Object value) throws Mismatch {
    if (value instanceof Size shape) {
      return Arrays.stream(shape.toArray()).boxed().toArray();
    }
    if (value instanceof Collection<?> collection) {
      return collection.toArray();
    }
    if (value.getClass().isArray()) {
      @Nullable Object[] elements = new Object[Array.getLength(value)];
      Arrays.setAll(elements, i -> Array.get(value, i));
      return elements;
    }
    // Python takes one number for a list of fixed size.
    int times = size.length() > 2 ? Integer.parseInt(size.substring(1, size.length() - 1)) : 0;
    if (times == 0 || type.startsWith("Tensor")) {
      throw mismatch(argument, value);
    }
    Object[] repeated = new Object[times];
    Arrays.fill(repeated, value);
    return repeated;
  }

  private static Mismatch mismatch(Argument argument, Object value) {
    String got = value instanceof String text ? text : value.getClass().getSimpleName();
    return new Mismatch(
        "argument '" + argument.name() + "' must be " + argument.type() + ", not " + got);
  }

  /** What an argument is when the caller does not give it. */
  static @Nullable Object absent(Argument argument) throws Mismatch {
    String text = argument.defaultValue();
    if (text == null) {
      if (argument.keywordOnly() && argument.type().endsWith("?")) {
        return null;
      }
      throw new Mismatch("missing value for argument '" + argument.name() + "'");
    }
    return text.equals("None") ? null : of(argument, literal(argument, text));
  }

  private static Object literal(Argument argument, String text) {
    if (text.startsWith("[")) {
      String inside = text.substring(1, text.length() - 1);
      return inside.isBlank()
          ? List.of()
          : Arrays.stream(inside.split(",\\s*")).map(e -> literal(argument, e)).toList();
    }
    if (text.startsWith("\"")) {
      return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
    }
    if (text.equals("True") || text.equals("False")) {
      return text.equals("True");
    }
    String type = argument.type().replaceAll("[\\[?].*", "");
    if (text.matches("-?\\d+")) {
      int code = Integer.parseInt(text);
      return switch (type) {
        case "ScalarType" -> DType.ofCode(code);
        case "Layout" -> Layout.ofCode(code);
        case "MemoryFormat" -> MemoryFormat.ofCode(code);
        default -> (Object) Long.valueOf(text);
      };
    }
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.valueOf(text);
    };
  }
}
