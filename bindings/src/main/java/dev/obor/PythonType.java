package dev.obor;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that Python's error texts have for the types of values. */
final class PythonType {
  private PythonType() {}

  /** Python's name for the type of a value; Java's name where Python has no such type. */
  static String nameOf(@Nullable Object value) {
    if (value == null) {
      return "NoneType";
    }
    if (value instanceof Scalar scalar) {
      return scalar.isComplex()
          ? "complex"
          : scalar.isBoolean() ? "bool" : scalar.isInteger() ? "int" : "float";
    }
    if (value instanceof String) {
      return "str";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof Double || value instanceof Float) {
      return "float";
    }
    if (value instanceof Complex) {
      return "complex";
    }
    if (value instanceof Map) {
      return "dict";
    }
    if (value instanceof Collection) {
      return "list";
    }
    if (value instanceof Tensor) {
      return "Tensor";
    }
    return IndexSequence.wholeNumber(value) != null ? "int" : value.getClass().getSimpleName();
  }
}
