package dev.obor.generator;

import dev.obor.generator.PublicParameter.Flavor;
import dev.obor.generator.PythonSignatures.Signature;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One operator as a public class shows it.
 *
 * @param python the name in Python's module
 * @param record the record of its results; empty when they have no names
 * @param words what its Javadoc says
 */
record PublicOverload(
    PublicClass.Kind kind,
    String python,
    BoundOperator operator,
    Signature signature,
    String record,
    MethodWords words) {

  Schema schema() {
    return operator.schema();
  }

  String method() {
    return JavaNames.camelCase(python);
  }

  SchemaArgument argument(int position) {
    return schema().arguments().get(position);
  }

  List<SchemaArgument> arguments(List<Integer> positions) {
    return positions.stream().map(this::argument).toList();
  }

  /** Whether its keyword arguments are those of the functions that make tensors. */
  boolean takesTensorOptions() {
    return KeywordOptions.isTensorOptions(arguments(signature.keywords()));
  }

  /** Whether it makes a tensor out of no other one, so that the default device decides where. */
  private boolean isFactory() {
    return takesTensorOptions()
        && schema().arguments().stream().noneMatch(a -> a.type().base().equals("Tensor"))
        && !schema().name().matches("normal|from_file");
  }

  PublicParameter parameter(int position, Flavor flavor) {
    return PublicParameter.of(argument(position), operator.crossings().get(position), flavor);
  }

  /**
   * Python calls the first tensor of a function {@code input} where the schema says {@code self}.
   */
  String name(int position) {
    String name = argument(position).name();
    return name.equals("self") ? "input" : JavaNames.camelParameter(name);
  }

  /** What {@code Aten} takes for an argument that the caller did not give. */
  String absent(int position) {
    SchemaArgument argument = argument(position);
    if (argument.name().equals("device") && isFactory()) {
      return "DefaultDevice.get()";
    }
    return argument.hasDefault() ? Defaults.expression(argument) : "null";
  }

  /** What {@code Aten} takes for an argument of {@code TensorOptions} in the variable {@code o}. */
  String tensorOption(int position) {
    SchemaArgument argument = argument(position);
    String field = "o." + JavaNames.camelParameter(argument.name());
    if (argument.name().equals("device") && isFactory()) {
      return "DefaultDevice.or(" + field + ")";
    }
    boolean none = argument.defaultValue() == null || argument.defaultValue().equals("None");
    return none
        ? field
        : "Crossings.orDefault(" + field + ", " + Defaults.expression(argument) + ")";
  }

  /** The type that the public method returns. */
  String resultType() {
    String type = operator.result().javaType();
    if (!type.equals("Tensor[]")) {
      return type;
    }
    return record.isEmpty() ? "List<Tensor>" : record;
  }

  /** The call of the operator with all its arguments in order. */
  String call(List<String> arguments) {
    return NumberOperands.method(schema()) + "(" + String.join(", ", arguments) + ")";
  }

  /** The statements that return what a call gives. */
  String returned(String call, String indent) {
    String type = operator.result().javaType();
    if (type.equals("Tensor[]") && !record.isEmpty()) {
      String parts =
          IntStream.range(0, schema().results().size())
              .mapToObj(i -> "results[" + i + "]")
              .collect(Collectors.joining(", "));
      return indent
          + "Tensor[] results = "
          + call
          + ";\n"
          + indent
          + "return new "
          + record
          + "("
          + parts
          + ");\n";
    }
    if (type.equals("Tensor[]")) {
      return indent + "return Crossings.list(" + call + ");\n";
    }
    return indent
        + (type.equals("void") ? call + ";\n" + indent + "return" : "return " + call)
        + ";\n";
  }

  /**
   * The text of one public method.
   *
   * @param arguments what is said of the arguments that have defaults; may be empty
   */
  String method(List<String> parameters, String arguments, String body) {
    return words.comment(schema(), arguments)
        + "  public "
        + (kind.methods() ? "final " : "static ")
        + resultType()
        + ' '
        + method()
        + '('
        + String.join(", ", parameters)
        + ") {\n"
        + body
        + "  }\n";
  }

  /** A Java type as the compiler compares overloads. */
  static String erased(String type) {
    return type.replace("@Nullable ", "").replaceAll("<.*>", "").replace(" ", "");
  }
}
