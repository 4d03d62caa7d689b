package dev.obor.nn;

import dev.obor.Tensor;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tensors in what a module returns: a tensor, or a record with tensors among its parts. */
final class ResultTensors {
  private ResultTensors() {}

  static List<Tensor> of(Object result) {
    List<Tensor> found = new ArrayList<>();
    if (result instanceof Tensor tensor) {
      found.add(tensor);
    } else if (result instanceof Record) {
      for (Object part : parts(result)) {
        if (part instanceof Tensor tensor) {
          found.add(tensor);
        }
      }
    }
    return found;
  }

  /** A result of the same class with other tensors in place of those that {@link #of} finds. */
  static Object with(Object result, List<Tensor> tensors) {
    if (result instanceof Tensor) {
      return tensors.get(0);
    }
    if (!(result instanceof Record)) {
      return result;
    }
    @Nullable Object[] parts = parts(result);
    Iterator<Tensor> next = tensors.iterator();
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] instanceof Tensor) {
        parts[i] = next.next();
      }
    }
    try {
      RecordComponent[] components = result.getClass().getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      for (int i = 0; i < types.length; i++) {
        types[i] = components[i].getType();
      }
      Constructor<?> constructor = result.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(parts);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(result.getClass() + " cannot be made anew", e);
    }
  }

  private static @Nullable Object[] parts(Object result) {
    try {
      RecordComponent[] components = result.getClass().getRecordComponents();
      @Nullable Object[] parts = new @Nullable Object[components.length];
      for (int i = 0; i < parts.length; i++) {
        components[i].getAccessor().setAccessible(true);
        parts[i] = components[i].getAccessor().invoke(result);
      }
      return parts;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(result.getClass() + " cannot be read", e);
    }
  }
}
