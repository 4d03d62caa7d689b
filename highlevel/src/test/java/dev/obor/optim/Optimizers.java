package dev.obor.optim;

import dev.obor.DType;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes optimizers of what {@code optim_goldens.py} writes: a name and options as text. */
final class Optimizers {
  private Optimizers() {}

  static Optimizer make(String name, List<ParamGroup> groups, String options) {
    try {
      Class<?> type = Class.forName("dev.obor.optim." + name);
      Constructor<?> constructor = type.getConstructor(List.class, Consumer.class);
      Consumer<Object> setting = target -> set(target, options);
      return (Optimizer) constructor.newInstance(groups, setting);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.toString(), e);
    }
  }

  /** Calls the method of each option. */
  private static void set(Object target, String options) {
    for (String option : options.split(";", -1)) {
      if (!option.isEmpty()) {
        int equals = option.indexOf('=');
        set(target, camel(option.substring(0, equals)), values(option.substring(equals + 1)));
      }
    }
  }

  private static void set(Object target, String name, List<@Nullable Object> values) {
    for (Method method : target.getClass().getMethods()) {
      if (method.getName().equals(name) && !method.isBridge() && fits(method, values)) {
        try {
          method.invoke(target, converted(method, values));
          return;
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(e.toString(), e);
        }
      }
    }
    throw new AssertionError("no method for " + name + " " + values);
  }

  private static boolean fits(Method method, List<@Nullable Object> values) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != values.size()) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      Object value = values.get(i);
      boolean number = value instanceof Number || value == null;
      if (types[i] == Number.class || types[i] == double.class || types[i] == int.class) {
        if (!number) {
          return false;
        }
      } else if (types[i] == boolean.class
          ? !(value instanceof Boolean)
          : !types[i].isInstance(value)) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object[] converted(Method method, List<@Nullable Object> values) {
    @Nullable Object[] converted = values.toArray();
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      if (converted[i] instanceof Number number) {
        if (types[i] == double.class) {
          converted[i] = number.doubleValue();
        } else if (types[i] == int.class) {
          converted[i] = number.intValue();
        }
      }
    }
    return converted;
  }

  private static String camel(String name) {
    StringBuilder text = new StringBuilder();
    boolean upper = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_') {
        upper = true;
      } else {
        text.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return text.toString();
  }

  private static List<@Nullable Object> values(String text) {
    if (!text.startsWith("(")) {
      return Arrays.asList(value(text));
    }
    List<@Nullable Object> values = new ArrayList<>();
    for (String part : text.substring(1, text.length() - 1).split("&", -1)) {
      values.add(value(part));
    }
    return values;
  }

  private static @Nullable Object value(String text) {
    if (text.startsWith("tensor:")) {
      String[] parts = text.split(":", -1);
      double[] numbers =
          Arrays.stream(parts[1].split(",")).mapToDouble(Double::parseDouble).toArray();
      long[] shape =
          parts[2].isEmpty()
              ? new long[0]
              : Arrays.stream(parts[2].split(",")).mapToLong(Long::parseLong).toArray();
      return Torch.fromArray(numbers).to(DType.FLOAT32).reshape(shape);
    }
    return switch (text) {
      case "None" -> null;
      case "True" -> true;
      case "False" -> false;
      default -> number(text);
    };
  }

  private static Object number(String text) {
    if (text.matches("-?\\d+")) {
      return Integer.valueOf(text);
    }
    return text.matches("-?[\\d.]+(e-?\\d+)?") ? (Object) Double.valueOf(text) : text;
  }

  /** The numbers of {@code optim_goldens.made}. */
  static Tensor made(int step, int count, int salt) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (((i * 37 + step * 11 + salt * 5) % 23 - 11) / 7.0);
    }
    return Torch.fromArray(values);
  }

  /** The numbers of {@code optim_goldens.numbered}. */
  static Tensor numbered(int step, long[] shape, int salt, DType type) {
    int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Tensor real = made(step, count, salt);
    Tensor numbers = type.isComplex() ? Torch.complex(real, made(step, count, salt + 1)) : real;
    return numbers.to(type).reshape(shape);
  }
}
