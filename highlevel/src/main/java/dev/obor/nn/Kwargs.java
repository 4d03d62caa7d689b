package dev.obor.nn;

import dev.obor.Tensor;
import dev.obor.TypeException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keyword arguments of a call by Python's names, as hooks see and change them. */
final class Kwargs {
  final Map<String, Object> values = new LinkedHashMap<>();

  void put(String name, @Nullable Object value) {
    if (value == null) {
      values.remove(name);
    } else {
      values.put(name, value);
    }
  }

  /**
   * The arguments after the first two, which are positional, by their names.
   *
   * @return null if there are fewer than two arguments or more than the names
   */
  static @Nullable Map<String, Object> afterTwo(@Nullable Tensor[] args, String... names) {
    if (args.length < 2 || args.length > names.length + 2) {
      return null;
    }
    Kwargs kwargs = new Kwargs();
    for (int i = 2; i < args.length; i++) {
      kwargs.put(names[i - 2], args[i]);
    }
    return kwargs.values;
  }

  static @Nullable Tensor tensor(Map<String, Object> kwargs, String name) {
    return value(kwargs, name, Tensor.class);
  }

  static boolean flag(Map<String, Object> kwargs, String name, boolean otherwise) {
    Boolean value = value(kwargs, name, Boolean.class);
    return value == null ? otherwise : value;
  }

  static <T> @Nullable T value(Map<String, Object> kwargs, String name, Class<T> type) {
    Object value = kwargs.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new TypeException(
          name
              + " must be a "
              + type.getSimpleName()
              + ", but got a "
              + value.getClass().getSimpleName());
    }
    return type.cast(value);
  }
}
