package dev.obor.nn.replay;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.Module;
import dev.obor.nn.replay.JavaCall.Argument;
import dev.obor.operators.GoldenValues;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a recorded module through a public constructor, and calls it through a public method. */
final class ModuleMaking {
  private final ModuleCase golden;
  private final List<Argument> arguments = new ArrayList<>();
  private final int leading;

  /** Reads the arguments, and makes the modules among them. */
  ModuleMaking(ModuleCase golden) {
    this.golden = golden;
    arguments.addAll(arguments(list(golden.positional())));
    this.leading = arguments.size();
    arguments.addAll(arguments(list(golden.keywords())));
  }

  /** Says that nothing in Java takes the arguments. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  /** Whether there is a class of this name. */
  static boolean exists(String name) {
    return find(name).isPresent();
  }

  private static Optional<Class<?>> find(String name) {
    try {
      return Optional.of(Class.forName("dev.obor.nn." + name));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  Module make() {
    return make(golden.module(), arguments, leading);
  }

  private List<?> list(String text) {
    return (List<?>)
        Objects.requireNonNull(GoldenValues.read(text, golden.tensors(), new ArrayList<>()));
  }

  private static Module make(String name, List<Argument> arguments, int leading) {
    Class<?> type = find(name).orElseThrow();
    JavaCall<Constructor<?>> call =
        JavaCall.find(List.of(type.getConstructors()), arguments, leading)
            .orElseThrow(() -> new Refused("no constructor takes " + arguments));
    try {
      return (Module) call.executable().newInstance(call.arguments().toArray());
    } catch (InvocationTargetException e) {
      throw JavaValue.unwrapped(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Argument> arguments(List<?> pairs) {
    List<Argument> arguments = new ArrayList<>();
    for (Object pair : pairs) {
      List<?> parts = (List<?>) pair;
      Object value = parts.get(1);
      arguments.add(
          new Argument(
              (String) parts.get(0), value instanceof GoldenValues.Made made ? made(made) : value));
    }
    return arguments;
  }

  private static Module made(GoldenValues.Made made) {
    List<Argument> arguments = arguments(made.positional());
    int leading = arguments.size();
    arguments.addAll(arguments(made.keywords()));
    return make(made.name(), arguments, leading);
  }

  /**
   * Calls the module after seed 1, by {@code call} or a method whose name begins with {@code
   * forward}, whichever gives as many results as Python's.
   *
   * @param inputs pairs of names and values
   */
  @Nullable Object call(Module module, List<?> inputs) {
    boolean several = golden.outcome().matches("= [(\\[].*");
    List<Method> methods =
        Arrays.stream(module.getClass().getMethods())
            .filter(m -> m.getName().equals("call") || m.getName().startsWith("forward"))
            .filter(m -> golden.fails() || several != (m.getReturnType() == Tensor.class))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    List<Argument> arguments = arguments(inputs);
    JavaCall<Method> call = null;
    // Arguments that are None may be left out at the end.
    for (int count = arguments.size(); call == null && count >= 0; count--) {
      List<Argument> given = arguments.subList(0, count);
      if (arguments.stream().skip(count).allMatch(a -> a.value() == null)) {
        call = JavaCall.find(methods, given, count).orElse(null);
      }
    }
    if (call == null) {
      throw new Refused("no method takes " + inputs + " and gives what Python's forward gives");
    }
    Torch.manualSeed(1);
    return JavaCall.invoke(call.executable(), module, call.arguments());
  }
}
