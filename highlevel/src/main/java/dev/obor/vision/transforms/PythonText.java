package dev.obor.vision.transforms;

import dev.obor.PythonNumber;
import dev.obor.Tensor;
import java.awt.image.BufferedImage;
import java.lang.reflect.Array;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values as Python prints them, for the texts of transforms. */
public final class PythonText {
  private PythonText() {}

  /** Python's {@code str(value)}: lists in brackets, arrays as tuples. */
  public static String of(@Nullable Object value) {
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
      return values.stream().map(PythonText::of).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value.getClass().isArray()) {
      int length = Array.getLength(value);
      return IntStream.range(0, length)
          .mapToObj(i -> of(Array.get(value, i)))
          .collect(Collectors.joining(", ", "(", length == 1 ? ",)" : ")"));
    }
    return value.toString();
  }

  /** A transform with the transforms that it holds, each on a line. */
  static String nested(Object outer, List<?> inner, String first) {
    return outer.getClass().getSimpleName()
        + "("
        + first
        + inner.stream().map(t -> "\n    " + t).collect(Collectors.joining())
        + "\n)";
  }

  /** Python's {@code type(value)}: {@code <class 'torch.Tensor'>}. */
  public static String type(@Nullable Object value) {
    if (value == null) {
      return "<class 'NoneType'>";
    }
    if (value instanceof Tensor) {
      return "<class 'torch.Tensor'>";
    }
    if (value instanceof BufferedImage) {
      return "<class 'PIL.Image.Image'>";
    }
    return "<class '" + value.getClass().getName() + "'>";
  }
}
