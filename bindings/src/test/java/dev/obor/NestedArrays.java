package dev.obor;

import java.lang.reflect.Array;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Nested lists of numbers as nested arrays of every primitive type that holds all of them. */
final class NestedArrays {
  private NestedArrays() {}

  /** The arrays by the name of their element type; none where the lists are not of one kind. */
  static Map<String, Object> of(@Nullable Object lists) {
    Map<String, Object> arrays = new LinkedHashMap<>();
    put(arrays, lists, boolean.class, Boolean.class, value -> value);
    put(arrays, lists, double.class, Double.class, value -> value);
    put(
        arrays,
        lists,
        float.class,
        Double.class,
        value -> exact(value, ((Number) value).floatValue()));
    put(arrays, lists, long.class, Long.class, value -> value);
    put(arrays, lists, int.class, Long.class, value -> exact(value, ((Number) value).intValue()));
    put(
        arrays,
        lists,
        short.class,
        Long.class,
        value -> exact(value, ((Number) value).shortValue()));
    put(arrays, lists, byte.class, Long.class, value -> exact(value, ((Number) value).byteValue()));
    return arrays;
  }

  private static @Nullable Number exact(Object value, Number narrow) {
    return Double.compare(narrow.doubleValue(), ((Number) value).doubleValue()) == 0
        ? narrow
        : null;
  }

  private static void put(
      Map<String, Object> arrays,
      @Nullable Object lists,
      Class<?> type,
      Class<?> kind,
      Function<Object, @Nullable Object> narrow) {
    int depth = depth(lists);
    if (depth > 0 && fits(lists, depth, kind, narrow)) {
      arrays.put(type.getSimpleName(), array(lists, type, depth, narrow));
    }
  }

  private static int depth(@Nullable Object lists) {
    if (!(lists instanceof List<?> list)) {
      return 0;
    }
    return list.isEmpty() ? Integer.MIN_VALUE : 1 + depth(list.get(0));
  }

  private static boolean fits(
      @Nullable Object value, int depth, Class<?> kind, Function<Object, @Nullable Object> narrow) {
    if (value instanceof List<?> list) {
      return depth > 0 && list.stream().allMatch(v -> fits(v, depth - 1, kind, narrow));
    }
    return depth == 0 && kind.isInstance(value) && narrow.apply(kind.cast(value)) != null;
  }

  private static Object array(
      @Nullable Object lists, Class<?> type, int depth, Function<Object, @Nullable Object> narrow) {
    List<?> list = (List<?>) java.util.Objects.requireNonNull(lists);
    Class<?> component = type;
    for (int i = 1; i < depth; i++) {
      component = component.arrayType();
    }
    Object array = Array.newInstance(component, list.size());
    for (int i = 0; i < list.size(); i++) {
      Object value = java.util.Objects.requireNonNull(list.get(i));
      Array.set(array, i, depth == 1 ? narrow.apply(value) : array(value, type, depth - 1, narrow));
    }
    return array;
  }
}
