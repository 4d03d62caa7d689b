package dev.obor.probe;

import dev.obor.Aten;
import dev.obor.Fft;
import dev.obor.Linalg;
import dev.obor.Special;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The methods that are probed, always in the same order. */
final class Methods {
  /** What changes the thread or the whole process, leaves scopes open, or writes files. */
  private static final Pattern NOT_PROBED =
      Pattern.compile(
          "(set|use)[A-Z].*|scope|scoped|unscoped|noGrad|enableGrad|inferenceMode|handOver|save|load");

  private Methods() {}

  /**
   * The methods of a kind: {@code operators} by their names in ATen, or {@code functions}, what
   * Python's users call, methods of tensors among them.
   */
  static List<Method> of(String kind) {
    List<Class<?>> types =
        kind.equals("operators")
            ? List.of(Aten.class)
            : List.of(Tensor.class, Torch.class, Linalg.class, Fft.class, Special.class);
    return types.stream().flatMap(type -> of(type).stream()).toList();
  }

  private static List<Method> of(Class<?> type) {
    return Arrays.stream(type.getMethods())
        .filter(m -> m.getDeclaringClass().getPackage() == Tensor.class.getPackage())
        .filter(m -> isPublic(m) && !NOT_PROBED.matcher(m.getName()).matches())
        .sorted(Comparator.comparing(Methods::name))
        .toList();
  }

  /** The setters of a class of options, without those of how many steps to take at most. */
  static List<Method> setters(Class<?> options) {
    return Arrays.stream(options.getDeclaredMethods())
        .filter(m -> isPublic(m) && !m.getName().equals("niter"))
        .sorted(Comparator.comparing(Methods::name))
        .toList();
  }

  private static boolean isPublic(Method method) {
    return Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
  }

  /** Such as {@code relu(Tensor)}. */
  static String name(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }
}
