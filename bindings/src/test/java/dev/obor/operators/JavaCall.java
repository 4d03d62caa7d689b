package dev.obor.operators;

import dev.obor.Tensor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The call of a public method with Python's arguments: positional ones stay positional, keyword
 * arguments go into the trailing lambda, or to their places where they follow the positional ones.
 *
 * @param receiver null for a static method
 * @param cost how far the compiler goes to take the arguments
 */
record JavaCall(
    Method method, @Nullable Object receiver, List<@Nullable Object> arguments, int cost) {
  private static final int DOTS = 10;
  private static final int NAMED_BY_PLACE = 4;

  /** The overload that a Java program would reach, or empty where none takes the arguments. */
  static Optional<JavaCall> find(
      List<Method> overloads, List<?> positional, Map<String, ?> keywords) {
    List<JavaCall> fitting = new ArrayList<>();
    for (Method method : overloads) {
      boolean isStatic = Modifier.isStatic(method.getModifiers());
      if (!isStatic
          && (positional.isEmpty() || !method.getDeclaringClass().isInstance(positional.get(0)))) {
        continue;
      }
      Object receiver = isStatic ? null : positional.get(0);
      List<?> left = isStatic ? positional : positional.subList(1, positional.size());
      fixed(method, left, keywords)
          .or(() -> dots(method, left, keywords))
          .or(() -> tensorList(method, left, keywords))
          .ifPresent(a -> fitting.add(new JavaCall(method, receiver, a.values, a.cost)));
    }
    return fitting.stream().min(Comparator.comparingInt(JavaCall::cost));
  }

  private record Arguments(List<@Nullable Object> values, int cost) {}

  private static Optional<Arguments> fixed(
      Method method, List<?> positional, Map<String, ?> keywords) {
    Parameter[] parameters = method.getParameters();
    boolean lambda =
        parameters.length > 0 && parameters[parameters.length - 1].getType() == Consumer.class;
    int count = parameters.length - (lambda ? 1 : 0);
    if (positional.size() > count || (lambda && keywords.isEmpty())) {
      return Optional.empty();
    }
    Map<String, Object> left = new LinkedHashMap<>(keywords);
    List<@Nullable Object> values = new ArrayList<>();
    int cost = 0;
    for (int i = 0; i < count; i++) {
      Object value;
      if (i < positional.size()) {
        value = positional.get(i);
      } else {
        String name = keyword(left, parameters[i].getName());
        if (name == null) {
          return Optional.empty();
        }
        value = left.remove(name);
        cost += NAMED_BY_PLACE;
      }
      Optional<JavaArgument> argument =
          JavaArgument.of(
              parameters[i].getParameterizedType(), parameters[i].getAnnotatedType(), value);
      if (argument.isEmpty()) {
        return Optional.empty();
      }
      values.add(argument.get().value());
      cost += argument.get().cost();
    }
    if (!lambda) {
      return left.isEmpty() ? Optional.of(new Arguments(values, cost)) : Optional.empty();
    }
    left.values().removeIf(value -> value == null);
    Class<?> options = optionsClass(parameters[count]);
    Optional<Consumer<Object>> setting = setting(options, left);
    if (setting.isEmpty()) {
      return Optional.empty();
    }
    values.add(setting.get());
    return Optional.of(new Arguments(values, cost));
  }

  /** The argument that a parameter stands for; {@code lambda_} is Python's {@code lambda}. */
  private static @Nullable String keyword(Map<String, ?> keywords, String parameter) {
    for (String name : keywords.keySet()) {
      String java = PublicNames.java(name);
      if (java.equals(parameter) || (java + "_").equals(parameter)) {
        return name;
      }
    }
    return null;
  }

  /** What stands where a method has dots. */
  static final class Dots extends ArrayList<@Nullable Object> {
    private static final long serialVersionUID = 1L;

    Dots(List<?> arguments) {
      super(arguments);
    }
  }

  /** Several arguments for Java's dots. */
  private static Optional<Arguments> dots(
      Method method, List<?> positional, Map<String, ?> keywords) {
    Parameter[] parameters = method.getParameters();
    int before = parameters.length - 1;
    if (!method.isVarArgs() || positional.size() < before || !keywords.isEmpty()) {
      return Optional.empty();
    }
    List<@Nullable Object> packed = new ArrayList<>(positional.subList(0, before));
    packed.add(new Dots(positional.subList(before, positional.size())));
    return fixed(method, packed, keywords).map(a -> new Arguments(a.values, a.cost + DOTS));
  }

  /** Python's {@code *tensors} as a list, where no dots can stand in front of a lambda. */
  private static Optional<Arguments> tensorList(
      Method method, List<?> positional, Map<String, ?> keywords) {
    boolean tensors = positional.stream().allMatch(a -> a instanceof Tensor);
    return tensors && !keywords.isEmpty() && !positional.isEmpty()
        ? fixed(method, List.of(positional), keywords)
        : Optional.empty();
  }

  private static Class<?> optionsClass(Parameter lambda) {
    ParameterizedType type = (ParameterizedType) lambda.getParameterizedType();
    return JavaArgument.raw(type.getActualTypeArguments()[0]);
  }

  private static Optional<Consumer<Object>> setting(
      Class<?> options, Map<String, Object> keywords) {
    List<JavaCall> setters = new ArrayList<>();
    for (Map.Entry<String, Object> keyword : keywords.entrySet()) {
      String name = PublicNames.java(keyword.getKey());
      List<JavaCall> fitting = new ArrayList<>();
      for (Method setter : options.getMethods()) {
        boolean named = setter.getName().equals(name) || setter.getName().equals(name + "_");
        if (named && setter.getParameterCount() == 1) {
          List<Object> one = new ArrayList<>();
          one.add(keyword.getValue());
          fixed(setter, one, Map.of())
              .or(() -> dots(setter, one, Map.of()))
              .ifPresent(a -> fitting.add(new JavaCall(setter, null, a.values, a.cost)));
        }
      }
      Optional<JavaCall> best = fitting.stream().min(Comparator.comparingInt(JavaCall::cost));
      if (best.isEmpty()) {
        return Optional.empty();
      }
      setters.add(best.get());
    }
    return Optional.of(new Setting(setters));
  }

  /** A lambda that sets keyword arguments. */
  record Setting(List<JavaCall> setters) implements Consumer<Object> {
    @Override
    public void accept(Object options) {
      setters.forEach(setter -> call(setter.method, options, setter.arguments));
    }
  }

  @Nullable Object invoke() {
    return call(method, receiver, arguments);
  }

  private static @Nullable Object call(
      Method method, @Nullable Object receiver, List<@Nullable Object> arguments) {
    try {
      method.setAccessible(true);
      return method.invoke(receiver, arguments.toArray());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(method.toString(), e);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(method.toString(), e.getCause());
    }
  }
}
