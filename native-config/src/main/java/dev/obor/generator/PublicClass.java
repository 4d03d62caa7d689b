package dev.obor.generator;

import dev.obor.generator.PublicParameter.Flavor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes one public class of operators in Python's signatures, such as the methods of {@code
 * Tensor}.
 */
final class PublicClass {
  /**
   * What the class is.
   *
   * @param name the Java class
   * @param declaration its Javadoc and its first line
   * @param methods whether the first argument is the receiver
   * @param python how Python writes a function of it: {@code torch.} or {@code Tensor.}
   */
  record Kind(String name, String declaration, boolean methods, String python) {}

  private final Kind kind;
  private final UnaryOperator<String> pythonName;
  private final KeywordOptions keywords;
  private final ReturnTypes returnTypes;
  private final Set<String> signatures = new HashSet<>();
  private final Set<String> collisions = new TreeSet<>();
  private final Set<String> names = new TreeSet<>();
  private final StringBuilder out = new StringBuilder();

  PublicClass(
      Kind kind,
      UnaryOperator<String> pythonName,
      KeywordOptions keywords,
      ReturnTypes returnTypes) {
    this.kind = kind;
    this.pythonName = pythonName;
    this.keywords = keywords;
    this.returnTypes = returnTypes;
  }

  /** Overloads that were left out because another one has the same Java parameters. */
  Collection<String> collisions() {
    return collisions;
  }

  /** The Python names that the class has. */
  Collection<String> names() {
    return names;
  }

  String write(List<BoundOperator> operators) {
    out.append(Generated.JAVA_HEADER)
        .append(
            """
            package dev.obor;

            import java.util.List;
            import java.util.function.Consumer;
            import org.jspecify.annotations.Nullable;

            """)
        .append(kind.declaration());
    operators.forEach(this::operator);
    return out.append("}\n").toString();
  }

  private void operator(BoundOperator operator) {
    Schema schema = operator.schema();
    if (operator.result().javaType().equals("Object[]")) {
      collisions.add(schema.qualifiedName() + "\tresults of several kinds");
      return;
    }
    int receiver = kind.methods() ? receiver(schema) : -1;
    List<Integer> positional = new ArrayList<>();
    List<SchemaArgument> keywordOnly = new ArrayList<>();
    for (int i = 0; i < schema.arguments().size(); i++) {
      SchemaArgument argument = schema.arguments().get(i);
      if (argument.keywordOnly()) {
        keywordOnly.add(argument);
      } else if (i != receiver) {
        positional.add(i);
      }
    }
    int required = positional.size();
    while (required > 0 && schema.arguments().get(positional.get(required - 1)).hasDefault()) {
      required--;
    }
    boolean bare =
        keywordOnly.stream().allMatch(k -> k.hasDefault() || isTensorOption(k, keywordOnly));
    for (int count = required; count <= positional.size(); count++) {
      List<Integer> taken = positional.subList(0, count);
      if (bare) {
        overloads(operator, taken, List.of(), receiver);
      }
      if (!keywordOnly.isEmpty()) {
        overloads(operator, taken, keywordOnly, receiver);
      }
    }
    names.add(pythonName.apply(schema.name()));
  }

  private static boolean isTensorOption(SchemaArgument keyword, List<SchemaArgument> all) {
    return KeywordOptions.isTensorOptions(all) && keyword.type().optional();
  }

  static int receiver(Schema schema) {
    for (int i = 0; i < schema.arguments().size(); i++) {
      SchemaArgument argument = schema.arguments().get(i);
      if (argument.name().equals("self")
          && argument.type().isTensor()
          && !argument.type().optional()) {
        return i;
      }
    }
    return -1;
  }

  private void overloads(
      BoundOperator operator, List<Integer> taken, List<SchemaArgument> options, int receiver) {
    List<SchemaArgument> arguments =
        taken.stream().map(i -> operator.schema().arguments().get(i)).toList();
    for (Flavor flavor : PublicParameter.flavors(arguments, !options.isEmpty())) {
      overload(operator, taken, options, receiver, flavor);
    }
  }

  private void overload(
      BoundOperator operator,
      List<Integer> taken,
      List<SchemaArgument> options,
      int receiver,
      Flavor flavor) {
    Schema schema = operator.schema();
    List<String> parameters = new ArrayList<>();
    List<String> signature = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    boolean tensorOptions = KeywordOptions.isTensorOptions(keywordOnly(schema));
    for (int i = 0; i < schema.arguments().size(); i++) {
      SchemaArgument argument = schema.arguments().get(i);
      String name = name(argument);
      if (i == receiver) {
        arguments.add("(Tensor) this");
      } else if (taken.contains(i)) {
        PublicParameter parameter =
            PublicParameter.of(argument, operator.crossings().get(i), flavor);
        boolean last = options.isEmpty() && i == taken.get(taken.size() - 1);
        String type = parameter.isVarargs(last) ? "long..." : parameter.javaType();
        parameters.add(type + " " + name);
        signature.add(erased(parameter.javaType()));
        arguments.add(parameter.argument().replace("$", name));
      } else if (argument.keywordOnly() && !options.isEmpty()) {
        arguments.add(KeywordOptions.value(argument, tensorOptions));
      } else {
        arguments.add(argument.hasDefault() ? Defaults.expression(argument) : "null");
      }
    }
    String options1 = options.isEmpty() ? "" : keywords.className(options);
    if (!options.isEmpty()) {
      parameters.add("Consumer<" + options1 + "> options");
      signature.add("Consumer");
    }
    String method = methodName(schema);
    if (!signatures.add(method + signature)) {
      collisions.add(schema.qualifiedName() + "\t" + method + signature);
      return;
    }
    emit(operator, method, parameters, arguments, options1, tensorOptions);
  }

  private void emit(
      BoundOperator operator,
      String method,
      List<String> parameters,
      List<String> arguments,
      String options,
      boolean tensorOptions) {
    Schema schema = operator.schema();
    String call = "Aten." + schema.symbol() + "(" + String.join(", ", arguments) + ")";
    String record = returnTypes.recordName(schema);
    String type = operator.result().javaType();
    StringBuilder body = new StringBuilder();
    if (!options.isEmpty()) {
      body.append("    ").append(options).append(" o = new ").append(options).append("();\n");
      body.append("    options.accept(o);\n");
      if (tensorOptions) {
        call = "o.finish(" + call + ")";
      }
    }
    if (!record.isEmpty() && type.equals("Tensor[]")) {
      body.append("    Tensor[] results = ")
          .append(call)
          .append(";\n    return new ")
          .append(record);
      String parts =
          java.util.stream.IntStream.range(0, schema.results().size())
              .mapToObj(i -> "results[" + i + "]")
              .collect(Collectors.joining(", "));
      body.append("(").append(parts).append(");\n");
      type = record;
    } else if (type.equals("Tensor[]")) {
      body.append("    return Crossings.list(").append(call).append(");\n");
      type = "List<Tensor>";
    } else {
      body.append("    ").append(type.equals("void") ? "" : "return ").append(call).append(";\n");
    }
    out.append("\n  /**\n   * ")
        .append(documentation(schema))
        .append("\n   */\n  public ")
        .append(kind.methods() ? "final " : "static ")
        .append(type)
        .append(' ')
        .append(method)
        .append('(')
        .append(String.join(", ", parameters))
        .append(") {\n")
        .append(body)
        .append("  }\n");
  }

  private String documentation(Schema schema) {
    String result;
    if (schema.writtenResult().isPresent()) {
      result = "Returns the tensor that was changed in place.";
    } else if (schema.results().stream().anyMatch(r -> r.type().alias() != null)) {
      result = "Returns a view that shares memory with its input, or its input's alias.";
    } else if (schema.results().isEmpty()) {
      result = "Returns nothing.";
    } else if (schema.results().get(0).type().base().equals("Tensor")) {
      result =
          "Returns new tensors."
              .replace(
                  "tensors",
                  schema.results().size() == 1 && schema.results().get(0).type().isTensor()
                      ? "tensor"
                      : "tensors");
      result = result.replace("Returns new tensor.", "Returns a new tensor.");
    } else {
      result = "Returns a plain value.";
    }
    return "Python's {@code "
        + kind.python()
        + pythonName.apply(schema.name())
        + "}. "
        + result
        + "\n   *\n   * <p>Operator: {@code "
        + Javadoc.code(schema.line())
        + "}";
  }

  private String methodName(Schema schema) {
    return JavaNames.camelCase(pythonName.apply(schema.name()));
  }

  private static List<SchemaArgument> keywordOnly(Schema schema) {
    return schema.arguments().stream().filter(SchemaArgument::keywordOnly).toList();
  }

  /**
   * Python calls the first tensor of a function {@code input} where the schema says {@code self}.
   */
  private String name(SchemaArgument argument) {
    return argument.name().equals("self") ? "input" : JavaNames.camelParameter(argument.name());
  }

  private static String erased(String type) {
    return type.replace("@Nullable ", "").replaceAll("<.*>", "").replace(" ", "");
  }
}
