package dev.obor.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The classes behind trailing lambdas: one for each set of keyword-only arguments. */
final class KeywordOptions {
  /** What {@code TensorOptions}, which is written by hand, holds. */
  private static final List<String> TENSOR_OPTIONS =
      List.of("dtype", "layout", "device", "pin_memory", "memory_format", "generator");

  private final Map<String, List<SchemaArgument>> classes = new TreeMap<>();

  /** Whether these keyword arguments are those with which Python's factories make tensors. */
  static boolean isTensorOptions(List<SchemaArgument> keywords) {
    List<String> names = keywords.stream().map(SchemaArgument::name).toList();
    return names.contains("layout") && names.contains("dtype") && TENSOR_OPTIONS.containsAll(names);
  }

  /** The Java class that holds these keyword arguments. */
  String className(List<SchemaArgument> keywords) {
    if (isTensorOptions(keywords)) {
      return "TensorOptions";
    }
    String name =
        keywords.stream().map(k -> JavaNames.typeName(k.name())).collect(Collectors.joining())
            + "Options";
    List<SchemaArgument> known = classes.putIfAbsent(name, keywords);
    if (known != null && !types(known).equals(types(keywords))) {
      name = name.replaceFirst("Options$", keywords.get(0).type().base() + "Options");
      classes.putIfAbsent(name, keywords);
    }
    return "Keywords." + name;
  }

  private static List<String> types(List<SchemaArgument> keywords) {
    return keywords.stream().map(k -> k.type().text()).toList();
  }

  /**
   * What {@code Aten} takes for a keyword argument when the caller gave options named {@code o}.
   */
  static String value(SchemaArgument keyword, boolean tensorOptions) {
    String field = "o." + JavaNames.camelParameter(keyword.name());
    if (tensorOptions || "None".equals(keyword.defaultValue())) {
      return field;
    }
    if (keyword.defaultValue() == null) {
      return keyword.type().optional()
          ? field
          : "Crossings.required(" + field + ", \"" + keyword.name() + "\")";
    }
    return "Crossings.orDefault(" + field + ", " + Defaults.expression(keyword) + ")";
  }

  /** Writes {@code dev.obor.Keywords}; call it after the public classes were written. */
  String write() {
    StringBuilder out = new StringBuilder(Generated.JAVA_HEADER);
    out.append(
        """
        package dev.obor;

        import org.jspecify.annotations.Nullable;

        /**
         * The keyword arguments of operators, filled in by a trailing lambda: Python's {@code x.add(y, alpha=2)} is
         * {@code x.add(y, o -> o.alpha(2))}. An object of these classes lives for one call; it is not safe for use
         * by several threads.
         */
        public final class Keywords {
          private Keywords() {}
        """);
    classes.forEach((name, keywords) -> out.append(optionsClass(name, keywords)));
    return out.append("}\n").toString();
  }

  private static String optionsClass(String name, List<SchemaArgument> keywords) {
    List<String> fields = new ArrayList<>();
    List<String> setters = new ArrayList<>();
    for (SchemaArgument keyword : keywords) {
      String field = JavaNames.camelParameter(keyword.name());
      Crossing crossing = Crossing.of(keyword.type()).orElseThrow();
      String plain = crossing.javaType().replace(" @Nullable ", "").replace("@Nullable ", "");
      String boxed = boxed(plain);
      String declared =
          boxed.endsWith("[]") ? boxed.replace("[]", " @Nullable []") : "@Nullable " + boxed;
      fields.add("    " + declared + " " + field + ";\n");
      String parameter = plain.equals("long[]") ? "long..." : plain;
      setters.add(
          """

              /** Sets Python's {@code %s}. */
              public %s %s(%s value) {
                this.%s = value;
                return this;
              }
          """
              .formatted(keyword.name(), name, field, parameter, field));
    }
    String names =
        keywords.stream().map(k -> "{@code " + k.name() + "}").collect(Collectors.joining(", "));
    return "\n  /** Keyword arguments: "
        + names
        + ". */\n  public static final class "
        + name
        + " {\n"
        + String.join("", fields)
        + "\n    "
        + name
        + "() {}\n"
        + String.join("", setters)
        + "  }\n";
  }

  private static String boxed(String type) {
    return switch (type) {
      case "long" -> "Long";
      case "double" -> "Double";
      case "boolean" -> "Boolean";
      default -> type;
    };
  }
}
