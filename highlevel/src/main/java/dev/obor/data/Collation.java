package dev.obor.data;

import dev.obor.Aten;
import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.TypeException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes one batch of many items by the rules of Python's {@code default_collate}. */
final class Collation {
  private Collation() {}

  /** Reads items of a dataset and makes a batch of their own type; the single items are closed. */
  static <T> T read(Dataset<T> dataset, int[] indices) {
    try (Scope scope = Torch.scope()) {
      return scope.keepAll(batch(dataset.getItems(indices)));
    }
  }

  /** Makes a batch of the items' own type. */
  static <T> T batch(List<? extends T> items) {
    return sameType(items, collate(items));
  }

  @SuppressWarnings("unchecked") // checked as far as a class can tell
  private static <T> T sameType(List<? extends T> items, Object batch) {
    Object first = items.get(0);
    boolean fits =
        first instanceof List<?>
            ? batch instanceof List<?>
            : first instanceof Map<?, ?>
                ? batch instanceof Map<?, ?>
                : first.getClass() == batch.getClass();
    if (!fits) {
      throw new TypeException(
          "default_collate makes one "
              + batch.getClass().getSimpleName()
              + " of many "
              + first.getClass().getSimpleName()
              + " items, so the batch has another type than an item\n"
              + "Give the loader a function that says so: new DataLoader<>(dataset, items ->"
              + " (Tensor) Data.defaultCollate(items), o -> ...).");
    }
    return (T) batch;
  }

  static Object collate(List<?> items) {
    if (items.isEmpty()) {
      throw new TorchException("default_collate: there must be at least one item in a batch");
    }
    Object first = items.get(0);
    if (first instanceof Tensor) {
      return Aten.stack(items.stream().map(Tensor.class::cast).toArray(Tensor[]::new), 0);
    } else if (first instanceof TensorValue) {
      return Aten.stack(
          items.stream().map(item -> ((TensorValue) item).data()).toArray(Tensor[]::new), 0);
    } else if (first instanceof Number || first instanceof Boolean) {
      return numbers(items, first);
    } else if (first instanceof String) {
      return List.copyOf(items);
    } else if (first instanceof Map<?, ?> map) {
      return maps(items, map);
    } else if (first instanceof List<?> list) {
      return lists(items, list.size());
    } else if (first instanceof Record record) {
      return records(items, record);
    } else if (first instanceof Object[] array) {
      return arrays(items, array);
    } else if (first.getClass().isArray()) {
      return primitives(items);
    }
    throw new TypeException(
        "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found "
            + first.getClass()
            + "\nIn Java: tensors, numbers, truth values, texts, arrays of numbers, and maps, lists,"
            + " arrays or records of them.");
  }

  /** Arrays of numbers are what numpy's arrays are in Python. */
  private static Tensor primitives(List<?> items) {
    try (Scope scope = Torch.scope()) {
      Tensor[] tensors = items.stream().map(Conversion::tensor).toArray(Tensor[]::new);
      for (Tensor tensor : tensors) {
        if (!tensor.size().equals(tensors[0].size())) {
          throw new TorchException("each element in list of batch should be of equal size");
        }
      }
      return scope.keep(Aten.stack(tensors, 0));
    }
  }

  private static Tensor numbers(List<?> items, Object first) {
    boolean isReal = first instanceof Double || first instanceof Float;
    return isReal
        ? Torch.tensor(items, o -> o.dtype(DType.FLOAT64))
        : Torch.tensor(new ArrayList<>(items));
  }

  private static Map<Object, Object> maps(List<?> items, Map<?, ?> first) {
    Map<Object, Object> batch = new LinkedHashMap<>();
    for (Object key : first.keySet()) {
      batch.put(key, column(items, item -> ((Map<?, ?>) item).get(key)));
    }
    return batch;
  }

  private static List<Object> lists(List<?> items, int size) {
    checkSizes(items, size, item -> ((List<?>) item).size());
    List<Object> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int place = i;
      batch.add(column(items, item -> ((List<?>) item).get(place)));
    }
    return batch;
  }

  private static Object[] arrays(List<?> items, Object[] first) {
    checkSizes(items, first.length, item -> ((Object[]) item).length);
    Class<?> type = first.getClass().getComponentType();
    Object[] batch = (Object[]) Array.newInstance(type, first.length);
    for (int i = 0; i < batch.length; i++) {
      int place = i;
      Object values = column(items, item -> ((Object[]) item)[place]);
      if (!type.isInstance(values)) {
        throw noRoom(values, first.getClass());
      }
      batch[i] = values;
    }
    return batch;
  }

  private static void checkSizes(List<?> items, int size, Function<Object, Integer> sizeOf) {
    for (Object item : items) {
      if (sizeOf.apply(item) != size) {
        throw new TorchException("each element in list of batch should be of equal size");
      }
    }
  }

  private static Object records(List<?> items, Record first) {
    RecordComponent[] components = first.getClass().getRecordComponents();
    Object[] batch = new Object[components.length];
    for (int i = 0; i < batch.length; i++) {
      Method accessor = components[i].getAccessor();
      accessor.setAccessible(true);
      batch[i] = column(items, item -> value(accessor, item));
      if (!components[i].getType().isInstance(batch[i])) {
        throw noRoom(batch[i], first.getClass());
      }
    }
    return sameRecord(first, batch);
  }

  /** A record of the same class with other values. */
  static Object sameRecord(Record first, @Nullable Object[] values) {
    Class<?> type = first.getClass();
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException("a batch of " + type + " cannot be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("a batch of " + type + " cannot be made", e);
    }
  }

  /** The values of a record's components, in their order. */
  static List<@Nullable Object> components(Record record) {
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      values.add(value(accessor, record));
    }
    return values;
  }

  private static @Nullable Object value(Method accessor, Object record) {
    try {
      return accessor.invoke(record);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(accessor + " failed", e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalArgumentException(accessor + " cannot be called", e);
    }
  }

  private static TypeException noRoom(Object values, Class<?> type) {
    return new TypeException(
        "default_collate: a batch has a "
            + values.getClass().getSimpleName()
            + " where "
            + type.getSimpleName()
            + " has room for one item's value only\nLet items hold tensors instead, or give the"
            + " loader a collateFn that makes a type for batches.");
  }

  private static Object column(List<?> items, Function<Object, @Nullable Object> part) {
    Object[] values = items.stream().map(part).toArray();
    for (Object value : values) {
      if (value == null) {
        throw new TypeException(
            "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists;"
                + " found null");
      }
    }
    return collate(Arrays.asList(values));
  }
}
