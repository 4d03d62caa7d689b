package dev.obor.operators;

import dev.obor.Fft;
import dev.obor.Linalg;
import dev.obor.Sparse;
import dev.obor.Special;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.Windows;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The public methods behind Python's names, by the rule of docs/python-to-java.md. */
final class PublicNames {
  private static final Map<String, Class<?>> CLASSES =
      Map.of(
          "torch", Torch.class,
          "Tensor", Tensor.class,
          "linalg", Linalg.class,
          "fft", Fft.class,
          "special", Special.class,
          "signal.windows", Windows.class,
          "sparse", Sparse.class);

  private static final Set<String> RESERVED =
      Set.of("float", "double", "long", "int", "bool", "short", "byte", "char");

  private final Map<Class<?>, Map<String, List<Method>>> methods;

  private PublicNames(Map<Class<?>, Map<String, List<Method>>> methods) {
    this.methods = methods;
  }

  static PublicNames collect() {
    Map<Class<?>, Map<String, List<Method>>> methods = new HashMap<>();
    for (Class<?> type : CLASSES.values()) {
      Map<String, List<Method>> byName = new HashMap<>();
      for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
        for (Method method : at.getDeclaredMethods()) {
          if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
            byName.computeIfAbsent(method.getName(), key -> new ArrayList<>()).add(method);
          }
        }
      }
      byName.values().forEach(list -> list.sort(Comparator.comparing(Method::toString)));
      methods.put(type, byName);
    }
    return new PublicNames(methods);
  }

  /** All classes that have names of Python's. */
  static List<Class<?>> classes() {
    return List.copyOf(CLASSES.values());
  }

  /** The name of the class that has a function such as {@code torch.add}. */
  static String owner(String python) {
    String place = python.substring(0, python.lastIndexOf('.'));
    return Objects.requireNonNull(CLASSES.get(place), place).getSimpleName();
  }

  /** The overloads of a function such as {@code torch.add} or {@code Tensor.add_}. */
  List<Method> of(String python) {
    int dot = python.lastIndexOf('.');
    Class<?> type = CLASSES.get(python.substring(0, dot));
    return type == null
        ? List.of()
        : methods
            .getOrDefault(type, Map.of())
            .getOrDefault(java(python.substring(dot + 1)), List.of());
  }

  /** A Python name in Java. */
  static String java(String python) {
    if (RESERVED.contains(python)) {
      return "to" + Character.toUpperCase(python.charAt(0)) + python.substring(1);
    }
    if (python.equals("__getitem__")) {
      return "get";
    }
    StringBuilder java = new StringBuilder();
    int begin = 0;
    while (begin < python.length() && python.charAt(begin) == '_') {
      begin++;
    }
    java.append(python, 0, begin);
    for (int i = begin; i < python.length(); i++) {
      char c = python.charAt(i);
      boolean joint = c == '_' && i + 1 < python.length() && python.charAt(i + 1) != '_';
      java.append(joint ? Character.toUpperCase(python.charAt(++i)) : c);
    }
    return java.toString();
  }
}
