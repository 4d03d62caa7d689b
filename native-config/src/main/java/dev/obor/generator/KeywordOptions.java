package dev.obor.generator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The classes behind trailing lambdas: one for each function that has optional arguments. */
final class KeywordOptions {
  /** What {@code TensorOptions}, which is written by hand, holds. */
  private static final List<String> TENSOR_OPTIONS =
      List.of(
          "dtype", "layout", "device", "pin_memory", "memory_format", "generator", "is_coalesced");

  private final Map<String, Options> classes = new TreeMap<>();

  /**
   * One keyword argument of one type.
   *
   * @param python its name in Python
   * @param field the Java field; its name tells the types apart where there are several
   * @param type the type that it is kept in, which is never a primitive
   * @param bit its number among the arguments of the class
   */
  record Field(String python, String field, String type, int bit) {
    long mask() {
      return 1L << bit;
    }
  }

  /** The arguments of one function that may be named. */
  static final class Options {
    private final String name;
    private final Map<String, Field> fields = new LinkedHashMap<>();

    Options(String name) {
      this.name = name;
    }

    String javaType() {
      return "Keywords." + name;
    }

    int size() {
      return fields.size();
    }

    /** The field for an argument of an operator, which is new if no operator had it before. */
    Field field(SchemaArgument argument) {
      String type = kept(argument);
      return fields.computeIfAbsent(argument.name() + " " + type, key -> fresh(argument, type));
    }

    private Field fresh(SchemaArgument argument, String type) {
      String plain = JavaNames.camelParameter(argument.name());
      boolean second = fields.values().stream().anyMatch(f -> f.python().equals(argument.name()));
      String field = second ? plain + "As" + type.replace("[]", "s") : plain;
      return new Field(argument.name(), field, type, fields.size());
    }

    private static String kept(SchemaArgument argument) {
      Crossing crossing = Crossing.of(argument.type()).orElseThrow();
      String plain = crossing.javaType().replace(" @Nullable ", "").replace("@Nullable ", "");
      return switch (plain) {
        case "long" -> "Long";
        case "double" -> "Double";
        case "boolean" -> "Boolean";
        default -> plain;
      };
    }
  }

  /** Whether these keyword arguments are those with which Python's factories make tensors. */
  static boolean isTensorOptions(List<SchemaArgument> keywords) {
    List<String> names = keywords.stream().map(SchemaArgument::name).toList();
    return names.contains("layout") && names.contains("dtype") && TENSOR_OPTIONS.containsAll(names);
  }

  /** The class that holds the named arguments of a function; {@code f} and {@code f_} share one. */
  Options of(Schema schema) {
    String function = schema.name().replaceFirst("_+$", "");
    String name = JavaNames.typeName(function) + "Options";
    return classes.computeIfAbsent(name, Options::new);
  }

  static String hexadecimal(long mask) {
    return "0x" + Long.toHexString(mask) + "L";
  }

  /** Writes {@code dev.obor.Keywords}; call it after the public classes were written. */
  String write() {
    StringBuilder out = new StringBuilder(Generated.JAVA_HEADER);
    out.append(
        """
        package dev.obor;

        import java.util.List;
        import org.jspecify.annotations.Nullable;

        /**
         * The keyword arguments of operators, filled in by a trailing lambda: Python's {@code x.add(y, alpha=2)} is
         * {@code x.add(y, o -> o.alpha(2))}. What Python's function takes by position or by name stands here too. An
         * object of these classes lives for one call; it is not safe for use by several threads.
         */
        public final class Keywords {
          private Keywords() {}
        """);
    classes.values().stream().filter(c -> c.size() > 0).forEach(c -> out.append(optionsClass(c)));
    return out.append("}\n").toString();
  }

  private static String optionsClass(Options options) {
    StringBuilder fields = new StringBuilder();
    StringBuilder setters = new StringBuilder();
    for (Field field : options.fields.values()) {
      String declared =
          field.type().endsWith("[]")
              ? field.type().replace("[]", " @Nullable []")
              : "@Nullable " + field.type();
      fields.append("    ").append(declared).append(' ').append(field.field()).append(";\n");
      setters(options, field, setters);
    }
    String function = options.name.replaceFirst("Options$", "");
    String names =
        options.fields.values().stream()
            .map(f -> "\"" + f.python() + "\"")
            .collect(Collectors.joining(", "));
    return """

          /** The arguments of {@code %s} that may be named. */
          public static final class %s extends KeywordArguments {
        %s
            %s() {
              super(%s);
            }
        %s  }
        """
        .formatted(
            Character.toLowerCase(function.charAt(0)) + function.substring(1),
            options.name,
            fields,
            options.name,
            names,
            setters);
  }

  private static void setters(Options options, Field field, StringBuilder out) {
    switch (field.type()) {
      case "long[]" -> {
        setter(options, field, "long...", "value", out);
        if (PublicParameter.isSizeName(field.python())) {
          setter(options, field, "Size", "value.toArray()", out);
        }
      }
      case "Tensor[]" -> setter(options, field, "List<Tensor>", "Crossings.tensors(value)", out);
      case "Number[]" -> setter(options, field, "Number...", "value", out);
      case "double[]" -> setter(options, field, "double...", "value", out);
      case "Device" -> {
        setter(options, field, "Device", "value", out);
        setter(options, field, "String", "Device.of(value)", out);
      }
      case "Long" -> setter(options, field, "long", "value", out);
      case "Double" -> setter(options, field, "double", "value", out);
      case "Boolean" -> setter(options, field, "boolean", "value", out);
      default -> setter(options, field, field.type(), "value", out);
    }
  }

  private static void setter(
      Options options, Field field, String parameter, String value, StringBuilder out) {
    out.append(
        """

            /** Sets Python's {@code %s}. */
            public %s %s(%s value) {
              give(%s);
              this.%s = %s;
              return this;
            }
        """
            .formatted(
                field.python(),
                options.name,
                JavaNames.camelParameter(field.python()),
                parameter,
                hexadecimal(field.mask()),
                field.field(),
                value));
  }
}
