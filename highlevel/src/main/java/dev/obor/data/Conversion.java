package dev.obor.data;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TypeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns arrays of numbers into tensors by the rules of Python's {@code default_convert}. */
final class Conversion {
  private Conversion() {}

  static Object convert(Object item) {
    if (item instanceof Map<?, ?> map) {
      Map<Object, Object> converted = new LinkedHashMap<>();
      map.forEach((key, value) -> converted.put(key, convert(value)));
      return converted;
    } else if (item instanceof List<?> list) {
      List<Object> converted = new ArrayList<>();
      list.forEach(value -> converted.add(convert(value)));
      return converted;
    } else if (item instanceof Object[] array) {
      return Arrays.stream(array).map(Conversion::convert).toArray();
    }
    return item.getClass().isArray() ? tensor(item) : item;
  }

  /** A tensor of an array of numbers, of the array's own type. */
  static Tensor tensor(Object array) {
    if (array instanceof double[] values) {
      return Torch.fromArray(values, values.length);
    } else if (array instanceof float[] values) {
      return Torch.fromArray(values, values.length);
    } else if (array instanceof long[] values) {
      return Torch.fromArray(values, values.length);
    } else if (array instanceof int[] values) {
      return Torch.fromArray(values, values.length);
    } else if (array instanceof short[] values) {
      return Torch.fromArray(values, values.length);
    } else if (array instanceof byte[] values) {
      return Torch.fromArray(values, values.length);
    } else if (array instanceof boolean[] values) {
      return Torch.fromArray(values, values.length);
    }
    throw new TypeException(
        "can't convert an array of "
            + array.getClass().getComponentType()
            + " to a tensor. The supported types are: double, float, long, int, short, byte, and"
            + " boolean.");
  }
}
