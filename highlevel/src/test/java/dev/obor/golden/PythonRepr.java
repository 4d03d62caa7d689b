package dev.obor.golden;

import dev.obor.PythonNumber;
import dev.obor.Tensor;
import dev.obor.nn.StateDict;
import dev.obor.serialization.Tuple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What Python's {@code repr} makes of a value. Java's own containers, arrays, strings and numbers
 * are written as Python's counterparts; everything else prints itself.
 */
final class PythonRepr {
  private PythonRepr() {}

  static String of(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof Double number) {
      return PythonNumber.repr(number);
    }
    if (value instanceof String text) {
      return "'" + text + "'";
    }
    if (value instanceof long[] sizes) { // a tuple's counterpart
      return of(Tuple.of(LongStream.of(sizes).boxed().toArray()));
    }
    if (value instanceof Tuple tuple) {
      return elements(tuple, "(", tuple.size() == 1 ? ",)" : ")");
    }
    if (value instanceof List<?> list) {
      return elements(list, "[", "]");
    }
    if (value instanceof Set<?> keys) { // of a state dict
      return elements(keys, "odict_keys([", "])");
    }
    if (value instanceof Map<?, ?> map && !(value instanceof StateDict)) {
      return map.entrySet().stream()
          .map(e -> of(e.getKey()) + ": " + of(e.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.toString();
  }

  private static String elements(Collection<?> elements, String begin, String end) {
    return elements.stream().map(PythonRepr::of).collect(Collectors.joining(", ", begin, end));
  }

  /** Long, Double, Boolean, String, null, and lists of them; tensors as lists of their elements. */
  static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Integer number) {
      return number.longValue();
    }
    if (value instanceof int[] numbers) {
      return Arrays.stream(numbers).mapToObj(n -> (Object) (long) n).toList();
    }
    if (value instanceof long[] numbers) {
      return LongStream.of(numbers).boxed().toList();
    }
    if (value instanceof Tensor tensor) {
      Object elements = tensor.tolist();
      return elements instanceof Number number && !tensor.dtype().isFloatingPoint()
          ? (Object) number.longValue()
          : plain(elements);
    }
    if (value instanceof Map<?, ?> map) {
      return plain(map.keySet());
    }
    if (value instanceof Iterable<?> elements) {
      List<@Nullable Object> list = new ArrayList<>();
      elements.forEach(e -> list.add(plain(e)));
      return list;
    }
    return value;
  }
}
