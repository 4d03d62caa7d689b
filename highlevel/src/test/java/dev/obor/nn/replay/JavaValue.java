package dev.obor.nn.replay;

import dev.obor.Size;
import dev.obor.Tensor;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns recorded values into what parameters of Java's methods take. */
public final class JavaValue {
  /** Says that a parameter does not take a value. */
  static final Object NONE = new Object();

  private JavaValue() {}

  /** The value for a parameter of a type, or {@link #NONE}. */
  static @Nullable Object of(@Nullable Object value, Class<?> type) {
    if (value == null) {
      return type.isPrimitive() || type.isArray() ? NONE : null;
    }
    if (value instanceof Long number) {
      return ofLong(number, type);
    }
    if (value instanceof Double number) {
      boolean takes = type == double.class || type == Double.class || type == Number.class;
      return takes ? number : type == double[].class ? new double[] {number} : NONE;
    }
    if (value instanceof Boolean) {
      return type == boolean.class || type == Boolean.class ? value : NONE;
    }
    if (value instanceof List<?> list) {
      return ofList(list, type);
    }
    boolean anything = type == Object.class && !(value instanceof Tensor);
    return type.isInstance(value) && !anything ? value : NONE;
  }

  private static Object ofLong(Long number, Class<?> type) {
    if (type == long.class || type == Long.class || type == Number.class) {
      return number;
    }
    if (type == int.class || type == Integer.class) {
      return Math.toIntExact(number);
    }
    if (type == double.class || type == Double.class) {
      return number.doubleValue();
    }
    return type == long[].class
        ? new long[] {number}
        : type == double[].class ? new double[] {number} : NONE;
  }

  private static Object ofList(List<?> list, Class<?> type) {
    boolean whole = list.stream().allMatch(Long.class::isInstance);
    if (type == Size.class) {
      return whole ? Size.of(longs(list)) : NONE;
    }
    if (type.isArray()) {
      return ofArray(list, type.getComponentType());
    }
    if (type.isRecord()) {
      return ofRecord(list, type);
    }
    return type != Object.class && type.isInstance(list) ? list : NONE;
  }

  private static long[] longs(List<?> list) {
    return list.stream().mapToLong(Long.class::cast).toArray();
  }

  private static Object ofArray(List<?> list, Class<?> component) {
    Object array = Array.newInstance(component, list.size());
    for (int i = 0; i < list.size(); i++) {
      Object element = of(list.get(i), component);
      if (element == NONE) {
        return NONE;
      }
      Array.set(array, i, element);
    }
    return array;
  }

  private static Object ofRecord(List<?> list, Class<?> type) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    Optional<Object[]> values = all(list, types);
    if (values.isEmpty()) {
      return NONE;
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(values.get());
    } catch (InvocationTargetException e) {
      throw unwrapped(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The values for all parameters, or empty where one does not take its value. */
  static Optional<Object[]> all(List<?> values, Class<?>[] types) {
    if (values.size() != types.length) {
      return Optional.empty();
    }
    Object[] converted = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      converted[i] = of(values.get(i), types[i]);
      if (converted[i] == NONE) {
        return Optional.empty();
      }
    }
    return Optional.of(converted);
  }

  /** The class of the options that a lambda gets, such as {@code Conv2d.Options}. */
  static Class<?> optionsType(Type consumer) {
    Type argument = ((ParameterizedType) consumer).getActualTypeArguments()[0];
    if (argument instanceof WildcardType wildcard) {
      argument = wildcard.getLowerBounds()[0];
    }
    return (Class<?>)
        (argument instanceof ParameterizedType generic ? generic.getRawType() : argument);
  }

  /** What the called code threw. */
  public static RuntimeException unwrapped(InvocationTargetException thrown) {
    if (thrown.getCause() instanceof RuntimeException e) {
      return e;
    }
    return new IllegalStateException(thrown.getCause());
  }

  /** {@code return_indices} as Java has it; an underscore in front goes. */
  public static String camelCase(String python) {
    String name = python.startsWith("_") ? python.substring(1) : python;
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean up = c == '_' && i > 0 && i + 1 < name.length();
      result.append(up ? Character.toUpperCase(name.charAt(++i)) : c);
    }
    return result.toString();
  }
}
