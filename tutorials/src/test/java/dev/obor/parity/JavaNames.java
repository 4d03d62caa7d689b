package dev.obor.parity;

import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the Java form of a Python name among the public classes: by the rule, or in the table of
 * exceptions from it.
 */
final class JavaNames {
  private static final String ROOT = "dev.obor.";

  /** Python's names that Java reserves for its own types; their methods are called toFloat etc. */
  private static final Set<String> PRIMITIVES =
      Set.of("boolean", "byte", "char", "double", "float", "int", "long", "short");

  private final Map<String, List<String>> places = new LinkedHashMap<>();
  private final Map<String, Exceptional> exceptions = new LinkedHashMap<>();

  /**
   * A name that does not follow the rule.
   *
   * @param java the member or class, under {@code dev.obor}
   * @param reason why the rule does not fit
   */
  record Exceptional(String python, String java, String reason) {}

  /** Reads the places and the exceptions from {@code ci/parity}. */
  JavaNames() {
    for (List<String> row : ProjectFiles.rows("ci/parity/places.tsv", 2)) {
      places.put(row.get(0), List.of(row.get(1).split(" ")));
    }
    for (List<String> row : ProjectFiles.rows("ci/parity/exceptions.tsv", 3)) {
      exceptions.put(row.get(0), new Exceptional(row.get(0), row.get(1), row.get(2)));
    }
  }

  /** The exceptions in the order of the file. */
  List<Exceptional> exceptions() {
    return List.copyOf(exceptions.values());
  }

  /** The Java form of a Python name, such as {@code Torch.manualSeed}; empty when there is none. */
  Optional<String> find(String python) {
    Exceptional exception = exceptions.get(python);
    if (exception != null) {
      return exists(exception.java()) ? Optional.of(exception.java()) : Optional.empty();
    }
    int dot = python.lastIndexOf('.');
    String module = python.substring(0, dot);
    List<String> holders = places.get(module);
    if (holders == null) {
      throw new IllegalStateException("ci/parity/places.tsv does not say where " + module + " is");
    }
    String name = python.substring(dot + 1);
    return holders.stream().flatMap(holder -> forms(holder, name).stream()).findFirst();
  }

  private static List<String> forms(String holder, String name) {
    String member = camelCase(name);
    String type = capital(member);
    if (holder.endsWith("**") && Character.isLowerCase(name.charAt(0))) {
      String inside = holder.substring(0, holder.length() - 3);
      return PackageClasses.in(ROOT + inside)
          .map(found -> found.substring(ROOT.length()))
          .flatMap(found -> forms(found, name).stream())
          .filter(JavaNames::isStatic)
          .toList();
    }
    if (holder.endsWith("**")) {
      return forms(holder.substring(0, holder.length() - 1), name);
    }
    if (holder.endsWith("*")) {
      String inside = holder.substring(0, holder.length() - 1) + type;
      return load(inside).isPresent() ? List.of(inside) : List.of();
    }
    Optional<Class<?>> found = load(holder);
    if (found.isEmpty()) {
      return List.of();
    }
    Class<?> in = found.get();
    if (hasMethod(in, member)) {
      return List.of(holder + "." + member);
    }
    if (PRIMITIVES.contains(member) && hasMethod(in, "to" + type)) {
      return List.of(holder + ".to" + type);
    }
    String constant = name.toUpperCase(Locale.ROOT);
    return hasField(in, constant) ? List.of(holder + "." + constant) : List.of();
  }

  private static String capital(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** Whether a found member belongs to its class and not to the class's objects. */
  private static boolean isStatic(String java) {
    int dot = java.lastIndexOf('.');
    String member = java.substring(dot + 1);
    Class<?> in = load(java.substring(0, dot)).orElseThrow();
    return Stream.<Member>concat(Arrays.stream(in.getMethods()), Arrays.stream(in.getFields()))
        .anyMatch(m -> m.getName().equals(member) && Modifier.isStatic(m.getModifiers()));
  }

  /** Whether a class, or a public member of a class, exists under {@code dev.obor}. */
  static boolean exists(String java) {
    if (load(java).isPresent()) {
      return true;
    }
    int dot = java.lastIndexOf('.');
    if (dot < 0) {
      return false;
    }
    String member = java.substring(dot + 1);
    return load(java.substring(0, dot))
        .map(in -> hasMethod(in, member) || hasField(in, member))
        .orElse(false);
  }

  /** Whether programs can call a method, or override it. */
  private static boolean hasMethod(Class<?> in, String name) {
    Stream<Method> shared =
        Arrays.stream(in.getMethods()).filter(method -> method.getDeclaringClass() != Object.class);
    Stream<Method> forSubclasses =
        Arrays.stream(in.getDeclaredMethods())
            .filter(method -> Modifier.isProtected(method.getModifiers()));
    return Stream.concat(shared, forSubclasses).map(Method::getName).anyMatch(name::equals);
  }

  private static boolean hasField(Class<?> in, String name) {
    return Arrays.stream(in.getFields()).map(Field::getName).anyMatch(name::equals);
  }

  private static Optional<Class<?>> load(String name) {
    try {
      Class<?> found = Class.forName(ROOT + name, false, JavaNames.class.getClassLoader());
      boolean shown = Modifier.isPublic(found.getModifiers());
      return shown ? Optional.of(found) : Optional.empty();
    } catch (ClassNotFoundException | NoClassDefFoundError e) {
      return Optional.empty(); // the error is for a name that differs in its capitals alone
    }
  }

  /**
   * snake_case to camelCase; underscores in front and at the end stay, as in {@code add_}, and
   * those between digits: {@code squeezenet1_0}.
   */
  static String camelCase(String python) {
    String inner = python.replaceAll("_+$", "");
    StringBuilder java = new StringBuilder();
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      boolean separates =
          c == '_'
              && !java.isEmpty()
              && java.charAt(java.length() - 1) != '_'
              && !isBetweenDigits(inner, i);
      if (separates && i + 1 < inner.length()) {
        i++;
        java.append(Character.toUpperCase(inner.charAt(i)));
      } else {
        java.append(c);
      }
    }
    return java + python.substring(inner.length());
  }

  private static boolean isBetweenDigits(String name, int i) {
    return i + 1 < name.length()
        && Character.isDigit(name.charAt(i - 1))
        && Character.isDigit(name.charAt(i + 1));
  }
}
