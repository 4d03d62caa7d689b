package dev.obor.operators;

import dev.obor.Complex;
import dev.obor.Device;
import dev.obor.Scalar;
import dev.obor.Size;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Array;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value as a parameter takes it.
 *
 * @param cost how far the compiler goes to take it: less is chosen first
 */
record JavaArgument(@Nullable Object value, int cost) {

  /** A Python value for a parameter; empty where a Java program could not pass it. */
  static Optional<JavaArgument> of(Type type, AnnotatedType annotated, @Nullable Object value) {
    Class<?> raw = raw(type);
    if (value == null) {
      return nullable(annotated) ? found(null, 0) : Optional.empty();
    }
    if (value instanceof Long number) {
      return whole(raw, number);
    }
    if (value instanceof Double) {
      return raw == double.class
          ? found(value, 0)
          : raw == Number.class || raw == Double.class ? found(value, 2) : other(raw, value);
    }
    if (value instanceof Boolean truth) {
      return raw == boolean.class
          ? found(value, 0)
          : raw == Boolean.class
              ? found(value, 2)
              : raw == Number.class ? found(Scalar.of(truth), 3) : other(raw, value);
    }
    if (value instanceof Complex complex) {
      return raw == Number.class || raw == Scalar.class
          ? found(Scalar.of(complex), 3)
          : other(raw, value);
    }
    if (value instanceof List<?> list) {
      return list(type, raw, list);
    }
    if (value instanceof String name && raw == Device.class) {
      return found(Device.of(name), 1);
    }
    return other(raw, value);
  }

  private static Optional<JavaArgument> found(@Nullable Object value, int cost) {
    return Optional.of(new JavaArgument(value, cost));
  }

  private static Optional<JavaArgument> other(Class<?> raw, Object value) {
    return raw == value.getClass()
        ? found(value, 0)
        : raw.isInstance(value) ? found(value, 5) : Optional.empty();
  }

  private static Optional<JavaArgument> whole(Class<?> raw, Long number) {
    if (raw == Size.class) {
      return found(Size.of(number), 4);
    }
    if (raw == long.class) {
      return found(number, 0);
    }
    if (raw == int.class && number.intValue() == number) {
      return found(number.intValue(), 0);
    }
    if (raw == double.class) {
      return found(number.doubleValue(), 1);
    }
    return raw == Number.class || raw == Long.class ? found(number, 2) : other(raw, number);
  }

  private static Optional<JavaArgument> list(Type type, Class<?> raw, List<?> list) {
    if (raw == List.class || raw == Collection.class || raw == Iterable.class) {
      return elementsFit(type, list) ? found(list, 2) : Optional.empty();
    }
    if (raw == Size.class && list.stream().allMatch(e -> e instanceof Long)) {
      return found(Size.of(list.stream().mapToLong(e -> (Long) e).toArray()), 1);
    }
    if (raw.isArray()) {
      return array(raw.getComponentType(), list);
    }
    return raw == Object.class ? found(list, 5) : Optional.empty();
  }

  private static boolean elementsFit(Type type, List<?> list) {
    if (!(type instanceof ParameterizedType parameterized)) {
      return true;
    }
    Class<?> element = raw(parameterized.getActualTypeArguments()[0]);
    return list.stream().allMatch(e -> e == null || element.isInstance(e));
  }

  private static Optional<JavaArgument> array(Class<?> component, List<?> list) {
    if (component == Object.class && !(list instanceof JavaCall.Dots)) {
      return Optional.empty();
    }
    Object array = Array.newInstance(component, list.size());
    int cost = 0;
    for (int i = 0; i < list.size(); i++) {
      Object element = list.get(i);
      if (element == null) {
        if (component.isPrimitive()) {
          return Optional.empty();
        }
        continue;
      }
      Optional<JavaArgument> one = of(component, NO_ANNOTATIONS, element);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      Array.set(array, i, one.get().value());
      cost = Math.max(cost, one.get().cost());
    }
    return found(array, cost);
  }

  static Class<?> raw(Type type) {
    if (type instanceof Class<?> known) {
      return known;
    }
    if (type instanceof ParameterizedType parameterized) {
      return (Class<?>) parameterized.getRawType();
    }
    if (type instanceof WildcardType wildcard) {
      return raw(wildcard.getUpperBounds()[0]);
    }
    return Object.class;
  }

  private static boolean nullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  private static final AnnotatedType NO_ANNOTATIONS = noAnnotations();

  private static AnnotatedType noAnnotations() {
    return Object.class.getMethods()[0].getAnnotatedReturnType();
  }
}
