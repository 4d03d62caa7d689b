package dev.obor.nn.replay;

import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the constructor or method that takes given arguments: the first ones as parameters, the
 * others as options of a lambda, with Python's names in camel case. A tuple may also be several
 * parameters.
 *
 * @param executable the constructor or method
 * @param arguments for its parameters
 */
public record JavaCall<E extends Executable>(E executable, List<@Nullable Object> arguments) {
  static <E extends Executable> JavaCall<E> of(E executable, Object[] arguments) {
    return new JavaCall<>(executable, Arrays.asList(arguments));
  }

  /** An argument with Python's name. */
  public record Argument(String name, @Nullable Object value) {}

  /**
   * The first executable that takes all arguments; {@code leading} of them may be parameters, and
   * so may others that have the parameter's name.
   */
  public static <E extends Executable> Optional<JavaCall<E>> find(
      List<E> executables, List<Argument> arguments, int leading) {
    // A variable number of tensors has no names: what takes them by name comes first.
    List<E> fixed = executables.stream().filter(e -> !e.isVarArgs()).toList();
    return findAmong(fixed, arguments, leading)
        .or(() -> findAmong(executables, arguments, leading));
  }

  private static <E extends Executable> Optional<JavaCall<E>> findAmong(
      List<E> executables, List<Argument> arguments, int leading) {
    for (int count = leading; count >= 0; count--) {
      for (E executable : executables) {
        List<Argument> first = new ArrayList<>(arguments.subList(0, count));
        List<Argument> options = new ArrayList<>(arguments.subList(count, arguments.size()));
        moveNamed(executable, first, options);
        for (List<?> values : spellings(executable, first)) {
          Optional<Object[]> found = fitted(executable, values, options);
          if (found.isPresent()) {
            return Optional.of(of(executable, found.get()));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Moves the options that the next parameters are named after to the parameters. */
  private static void moveNamed(
      Executable executable, List<Argument> first, List<Argument> options) {
    Parameter[] parameters = executable.getParameters();
    for (int i = first.size(); i < parameters.length; i++) {
      String name = parameters[i].getName();
      Optional<Argument> named =
          options.stream().filter(o -> JavaValue.camelCase(o.name()).equals(name)).findFirst();
      if (named.isEmpty()) {
        return;
      }
      first.add(named.get());
      options.remove(named.get());
    }
  }

  /** The values as they are, with a tuple taken apart, and together as a variable argument. */
  private static List<List<?>> spellings(Executable executable, List<Argument> arguments) {
    List<@Nullable Object> values = new ArrayList<>();
    List<@Nullable Object> apart = new ArrayList<>();
    for (Argument argument : arguments) {
      values.add(argument.value());
      if (argument.value() instanceof List<?> tuple) {
        apart.addAll(tuple);
      } else {
        apart.add(argument.value());
      }
    }
    return executable.isVarArgs()
        ? List.of(values, apart, List.of(values))
        : List.of(values, apart);
  }

  private static Optional<Object[]> fitted(
      Executable executable, List<?> values, List<Argument> options) {
    Class<?>[] types = executable.getParameterTypes();
    boolean hasOptions = types.length > 0 && types[types.length - 1] == Consumer.class;
    if (!hasOptions) {
      return options.isEmpty() ? JavaValue.all(values, types) : Optional.empty();
    }
    Class<?> type = JavaValue.optionsType(executable.getGenericParameterTypes()[types.length - 1]);
    Optional<Object[]> first =
        JavaValue.all(values, Arrays.copyOf(types, types.length - 1))
            .filter(v -> options.stream().allMatch(o -> setter(type, o).isPresent()));
    return first.map(
        v -> {
          Object[] all = Arrays.copyOf(v, types.length);
          all[types.length - 1] = (Consumer<Object>) o -> options.forEach(a -> set(o, a));
          return all;
        });
  }

  private static void set(Object options, Argument argument) {
    setter(options.getClass(), argument)
        .orElseThrow()
        .ifPresent(setter -> invoke(setter.executable, options, setter.arguments));
  }

  /**
   * The method that sets an option; empty in the inner one where None is to be set and no method
   * takes a null, because None then is what the option is when it is not set.
   */
  private static Optional<Optional<JavaCall<Method>>> setter(Class<?> options, Argument argument) {
    boolean named = false;
    for (Method method : options.getMethods()) {
      if (!method.isBridge() && method.getName().equals(JavaValue.camelCase(argument.name()))) {
        named = true;
        List<@Nullable Object> value = Collections.singletonList(argument.value());
        Optional<Object[]> converted = JavaValue.all(value, method.getParameterTypes());
        if (converted.isPresent()) {
          return Optional.of(Optional.of(of(method, converted.get())));
        }
      }
    }
    return named && argument.value() == null ? Optional.of(Optional.empty()) : Optional.empty();
  }

  public static @Nullable Object invoke(
      Method method, @Nullable Object target, List<@Nullable Object> arguments) {
    try {
      method.setAccessible(true);
      return method.invoke(target, arguments.toArray());
    } catch (InvocationTargetException e) {
      throw JavaValue.unwrapped(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
