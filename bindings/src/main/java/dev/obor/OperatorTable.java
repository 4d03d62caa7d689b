package dev.obor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operators by their names in LibTorch, with what their schemas say. */
final class OperatorTable {
  /**
   * One operator.
   *
   * @param name with namespace and overload, such as {@code aten::add.Tensor}
   * @param schema the whole schema as LibTorch prints it
   */
  record Operator(String name, String schema, List<Argument> arguments, Method method) {}

  /**
   * One argument of an operator.
   *
   * @param type as the schema has it, without aliases, such as {@code int[2]?}
   * @param defaultValue as the schema has it; null where there is none
   */
  record Argument(String name, String type, @Nullable String defaultValue, boolean keywordOnly) {}

  private static final class Holder {
    static final OperatorTable TABLE = new OperatorTable(read());
  }

  private final Map<String, Operator> operators = new TreeMap<>();
  private final Map<String, List<Operator>> overloads = new HashMap<>();

  private OperatorTable(List<String> schemas) {
    Map<String, Method> methods = new HashMap<>();
    for (Method method : Aten.class.getDeclaredMethods()) {
      methods.put(method.getName(), method);
    }
    for (String schema : schemas) {
      String name = schema.substring(0, schema.indexOf('('));
      Method method = methods.get(name.substring(name.indexOf("::") + 2).replace('.', '_'));
      if (method == null) {
        throw new IllegalStateException("Aten lacks " + name);
      }
      Operator operator = new Operator(name, schema, arguments(schema), method);
      operators.put(name, operator);
      overloads.computeIfAbsent(base(name), key -> new ArrayList<>()).add(operator);
    }
  }

  static OperatorTable get() {
    return Holder.TABLE;
  }

  private static List<String> read() {
    try (InputStream in = OperatorTable.class.getResourceAsStream("operators.txt")) {
      if (in == null) {
        throw new IllegalStateException("dev/obor/operators.txt is missing from Obor's jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("dev/obor/operators.txt cannot be read", e);
    }
  }

  private static String base(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** All names with their overloads, in alphabetical order. */
  List<String> names() {
    return List.copyOf(operators.keySet());
  }

  /**
   * The operator of a name with an overload, or all of a name without one.
   *
   * @throws TorchException if there is none
   */
  List<Operator> find(String name) {
    String full = name.contains("::") ? name : "aten::" + name;
    Operator exact = operators.get(full.endsWith(".default") ? base(full) : full);
    if (exact != null && full.contains(".")) {
      return List.of(exact);
    }
    List<Operator> found = overloads.getOrDefault(full, List.of());
    if (found.isEmpty()) {
      throw new TorchException(
          "No such operator "
              + full
              + ". Ops.names() lists the operators; those of optional parts of LibTorch, and those"
              + " that take objects of TorchScript, are not among them.");
    }
    return Collections.unmodifiableList(found);
  }

  // ---- reading schemas

  private static List<Argument> arguments(String schema) {
    List<Argument> arguments = new ArrayList<>();
    boolean keywordOnly = false;
    for (String text : parts(schema)) {
      if (text.equals("*")) {
        keywordOnly = true;
      } else {
        int equals = text.indexOf('=');
        String declared = equals < 0 ? text : text.substring(0, equals);
        int space = declared.lastIndexOf(' ');
        arguments.add(
            new Argument(
                declared.substring(space + 1),
                declared.substring(0, space).replaceAll("\\([^)]*\\)", ""),
                equals < 0 ? null : text.substring(equals + 1),
                keywordOnly));
      }
    }
    return List.copyOf(arguments);
  }

  /** What stands between the commas of the argument list. */
  private static List<String> parts(String schema) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = schema.indexOf('(') + 1; depth >= 0; i++) {
      char c = schema.charAt(i);
      if (c == '\\') {
        part.append(c).append(schema.charAt(++i));
        continue;
      }
      quoted ^= c == '"';
      if (!quoted) {
        depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
      }
      if (depth < 0 || (c == ',' && depth == 0 && !quoted)) {
        if (part.length() > 0) {
          parts.add(part.toString().strip());
        }
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    return parts;
  }
}
