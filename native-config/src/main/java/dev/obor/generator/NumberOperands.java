package dev.obor.generator;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Operators for which Python makes a tensor of a number: {@code x + 1} calls {@code add.Tensor},
 * not {@code add.Scalar}, and its gradient function is {@code AddBackward0}.
 *
 * <p>They are bound a second time under the name {@code add_Number}, which takes the number and
 * calls the overload for tensors.
 */
final class NumberOperands {
  /** The Java class that has them. */
  static final String CLASS = "AtenNumbers";

  private static final Set<String> NAMES =
      Set.of("add", "add_", "sub", "sub_", "mul", "mul_", "div", "div_");

  private NumberOperands() {}

  /** The operator that takes the number as a tensor, for one that takes it as a scalar. */
  static Optional<Schema> of(Schema schema) {
    if (!NAMES.contains(schema.name()) || !schema.overload().matches("Scalar(_mode)?")) {
      return Optional.empty();
    }
    return Optional.of(
        new Schema(
            schema.namespace(),
            schema.name(),
            schema.overload().replaceFirst("Scalar", "Number"),
            schema.arguments(),
            schema.results(),
            schema.line()));
  }

  /** The operators that are bound a second time. */
  static List<BoundOperator> of(List<BoundOperator> operators) {
    return operators.stream().flatMap(operator -> wrapped(operator).stream()).toList();
  }

  private static Optional<BoundOperator> wrapped(BoundOperator operator) {
    List<SchemaArgument> arguments = operator.schema().arguments();
    List<Crossing> crossings =
        IntStream.range(0, arguments.size())
            .mapToObj(
                i ->
                    arguments.get(i).name().equals("other")
                        ? Crossing.wrappedNumber()
                        : operator.crossings().get(i))
            .toList();
    return of(operator.schema())
        .map(schema -> new BoundOperator(schema, crossings, operator.result()));
  }

  /** The name in {@code at::_ops} of what C++ calls. */
  static String target(Schema schema) {
    return schema.overload().startsWith("Number")
        ? schema.symbol().replaceFirst("_Number", "_Tensor")
        : schema.symbol();
  }

  /** The class and the name of the method that the public classes call. */
  static String method(Schema schema) {
    return of(schema)
        .map(number -> CLASS + "." + number.symbol())
        .orElse("Aten." + schema.symbol());
  }
}
