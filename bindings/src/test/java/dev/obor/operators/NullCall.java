package dev.obor.operators;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A call that gives null, which is Python's None, to one parameter.
 *
 * @param statement with a bare null
 * @param without the same call without it, where null is the last argument, less a lambda
 */
record NullCall(String statement, @Nullable String without) {
  /** One call for each parameter of a class's public methods that may be null. */
  static List<NullCall> of(Class<?> type) {
    Map<String, NullCall> calls = new TreeMap<>();
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      for (Method method : at.getDeclaredMethods()) {
        if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
          of(type, method).forEach(call -> calls.put(call.statement, call));
        }
      }
    }
    return new ArrayList<>(calls.values());
  }

  private static List<NullCall> of(Class<?> owner, Method method) {
    List<String> values =
        Arrays.stream(method.getGenericParameterTypes()).map(t -> value(t.getTypeName())).toList();
    AnnotatedType[] types = method.getAnnotatedParameterTypes();
    List<NullCall> calls = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      if (!types[i].isAnnotationPresent(Nullable.class)) {
        continue;
      }
      List<String> arguments = new ArrayList<>(values);
      arguments.set(i, "null");
      boolean last = i == types.length - 1 - (takesLambda(method) ? 1 : 0);
      String statement = statement(owner, method, arguments);
      arguments.remove(i);
      calls.add(new NullCall(statement, last ? statement(owner, method, arguments) : null));
    }
    return calls;
  }

  private static boolean takesLambda(Method method) {
    Class<?>[] types = method.getParameterTypes();
    return types[types.length - 1] == Consumer.class;
  }

  /** An argument that the compiler takes for nothing else. */
  private static String value(String type) {
    return switch (type) {
      case "dev.obor.Tensor" -> "t";
      case "boolean" -> "true";
      case "byte", "short", "int", "long", "float", "double" -> "(" + type + ") 1";
      default -> "(" + type.replace('$', '.') + ") null";
    };
  }

  private static String statement(Class<?> owner, Method method, List<String> arguments) {
    String receiver = Modifier.isStatic(method.getModifiers()) ? owner.getSimpleName() : "t";
    return arguments.stream()
        .collect(Collectors.joining(", ", receiver + "." + method.getName() + "(", ");"));
  }
}
