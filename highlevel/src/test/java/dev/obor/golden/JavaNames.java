package dev.obor.golden;

import dev.obor.nn.replay.JavaCall;
import dev.obor.nn.replay.JavaValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a person who knows a name of Python's would write in Java. */
final class JavaNames {
  private static final String ROOT = "dev.obor.";

  /** The packages with the classes of Python's modules. */
  private static final Map<String, String> PACKAGES =
      Map.of(
          "torch", "dev.obor",
          "torch.nn", "dev.obor.nn",
          "torch.optim", "dev.obor.optim",
          "torch.optim.lr_scheduler", "dev.obor.optim.lr",
          "torch.utils.data", "dev.obor.data",
          "torchvision.datasets", "dev.obor.vision.datasets",
          "torchvision.transforms", "dev.obor.vision.transforms",
          "torchvision.transforms.v2", "dev.obor.vision.transforms.v2");

  /** The classes with the functions of Python's modules. */
  private static final Map<String, String> FUNCTIONS =
      Map.of(
          "torch", "Torch",
          "torch.linalg", "Linalg",
          "torch.fft", "Fft",
          "torch.special", "Special",
          "torch.nn.functional", "nn.F",
          "torch.nn.init", "nn.Init",
          "torch.utils.data", "data.Data",
          "torchvision.models", "vision.models.Models",
          "torchvision.transforms.functional", "vision.transforms.F");

  private static final Set<String> RESERVED =
      Set.of("float", "double", "long", "int", "bool", "short", "byte", "char");

  private JavaNames() {}

  /** A name of a function, a method or an attribute. */
  static String of(String python) {
    return RESERVED.contains(python)
        ? "to" + Character.toUpperCase(python.charAt(0)) + python.substring(1)
        : JavaValue.camelCase(python);
  }

  /** The constructors or static methods that a path such as {@code torch.nn.Linear} stands for. */
  static List<Executable> executables(String path) {
    String owner = path.substring(0, path.lastIndexOf('.'));
    String name = path.substring(owner.length() + 1);
    Stream<? extends Executable> found =
        type(path)
            .<Stream<? extends Executable>>map(c -> Arrays.stream(c.getConstructors()))
            .orElse(Stream.empty());
    List<Executable> constructors = sorted(found);
    return constructors.isEmpty()
        ? sorted(functions(owner, of(decapitalized(name))))
        : constructors;
  }

  private static Stream<Method> functions(String owner, String name) {
    return Optional.ofNullable(FUNCTIONS.get(owner))
        .flatMap(type -> named(ROOT + type))
        .or(() -> type(owner))
        .map(JavaNames::methods)
        .orElse(Stream.empty())
        .filter(m -> Modifier.isStatic(m.getModifiers()) && m.getName().equals(name));
  }

  private static Stream<Method> methods(Class<?> type) {
    return Arrays.stream(type.getMethods()).map(JavaNames::written).filter(m -> !m.isBridge());
  }

  /** The method that a compiler made public from a class that is not, or the method itself. */
  private static Method written(Method method) {
    Class<?> type = method.getDeclaringClass();
    while (method.isBridge() && type.getSuperclass() != Object.class) {
      type = type.getSuperclass();
      for (Method above : type.getDeclaredMethods()) {
        if (!above.isBridge()
            && above.getName().equals(method.getName())
            && Arrays.equals(above.getParameterTypes(), method.getParameterTypes())) {
          return above;
        }
      }
    }
    return method;
  }

  /** The methods of an object's class that have a name. */
  static List<Executable> methods(Object object, String name) {
    return sorted(methods(object.getClass()).filter(m -> m.getName().equals(name)));
  }

  /** {@code torch.Size} is made by {@code Torch.size}. */
  private static String decapitalized(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static Optional<Class<?>> type(String path) {
    int dot = path.lastIndexOf('.');
    String inPackage = dot < 0 ? null : PACKAGES.get(path.substring(0, dot));
    boolean isClass = Character.isUpperCase(path.charAt(dot + 1));
    return inPackage == null || !isClass
        ? Optional.empty()
        : named(inPackage + "." + path.substring(dot + 1));
  }

  private static Optional<Class<?>> named(String name) {
    try {
      return Optional.of(Class.forName(name));
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The ones that take whole numbers come first: a compiler prefers them, too. */
  private static List<Executable> sorted(Stream<? extends Executable> executables) {
    return executables
        .<Executable>map(e -> e)
        .sorted(
            Comparator.comparing(JavaNames::reals)
                .thenComparing(Executable::getParameterCount)
                .thenComparing(Executable::toString))
        .toList();
  }

  private static long reals(Executable executable) {
    return Arrays.stream(executable.getParameterTypes())
        .filter(type -> type == double.class || type == double[].class)
        .count();
  }

  /** Calls a constructor or a method. */
  static @Nullable Object invoke(
      Executable executable, @Nullable Object target, List<@Nullable Object> arguments) {
    if (executable instanceof Method method) {
      return JavaCall.invoke(method, target, arguments);
    }
    try {
      return ((Constructor<?>) executable).newInstance(arguments.toArray());
    } catch (InvocationTargetException e) {
      throw JavaValue.unwrapped(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
