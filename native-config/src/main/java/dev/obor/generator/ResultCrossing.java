package dev.obor.generator;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How an operator's results cross from ATen over raw JNI to typed Java.
 *
 * @param javaType what the method of the class {@code Aten} returns
 * @param nativeType what the native method returns
 * @param cpp the statement body; {@code $} stands for the call
 * @param java the typed value; {@code $} stands for the native call, and an empty text for none
 */
record ResultCrossing(String javaType, String nativeType, String cpp, String java) {

  /** The crossing of all results of an operator, or nothing when one cannot cross. */
  static Optional<ResultCrossing> of(Schema schema) {
    Optional<SchemaArgument> written = schema.writtenResult();
    if (written.isPresent()) {
      return Optional.of(
          new ResultCrossing("Tensor", "void", "$;", JavaNames.parameter(written.get().name())));
    }
    if (schema.returnsNothingNew()) {
      return Optional.of(new ResultCrossing("void", "void", "$;", ""));
    }
    List<SchemaType> types = schema.results().stream().map(SchemaArgument::type).toList();
    return types.size() == 1 ? single(types.get(0)) : several(types);
  }

  private static Optional<ResultCrossing> single(SchemaType type) {
    ResultCrossing crossing =
        switch (type.text()) {
          case "Tensor" ->
              new ResultCrossing("Tensor", "long", "return obor::give_new($);", "Tensor.own($)");
          case "Tensor[]" ->
              new ResultCrossing(
                  "Tensor[]", "long[]", "return obor::give_list(env, $);", "Tensor.ownAll($)");
          case "bool" ->
              new ResultCrossing("boolean", "boolean", "return static_cast<jboolean>($);", "$");
          case "int" -> new ResultCrossing("long", "long", "return static_cast<jlong>($);", "$");
          case "SymInt" ->
              new ResultCrossing("long", "long", "return static_cast<jlong>($.expect_int());", "$");
          case "float" ->
              new ResultCrossing("double", "double", "return static_cast<jdouble>($);", "$");
          case "ScalarType" ->
              new ResultCrossing("DType", "int", "return static_cast<jint>($);", "DType.ofCode($)");
          case "QScheme" -> new ResultCrossing("int", "int", "return static_cast<jint>($);", "$");
          case "Scalar" ->
              new ResultCrossing(
                  "Scalar", "long[]", "return obor::give_scalar(env, $);", "Scalar.ofWords($)");
          default -> null;
        };
    return Optional.ofNullable(crossing);
  }

  private static Optional<ResultCrossing> several(List<SchemaType> types) {
    if (!types.stream().allMatch(ResultCrossing::canBePart)) {
      return Optional.empty();
    }
    if (types.stream().allMatch(SchemaType::isTensor)) {
      return Optional.of(
          new ResultCrossing(
              "Tensor[]", "long[]", "return obor::give_tuple(env, $);", "Tensor.ownAll($)"));
    }
    String kinds = types.stream().map(ResultCrossing::kind).collect(Collectors.joining());
    return Optional.of(
        new ResultCrossing(
            "Object[]",
            "long[]",
            "return obor::give_tuple(env, $);",
            "Crossings.results($, \"" + kinds + "\")"));
  }

  private static boolean canBePart(SchemaType type) {
    return type.base().equals("Tensor")
        || (!type.list() && (type.isInteger() || type.base().matches("float|bool")));
  }

  private static String kind(SchemaType type) {
    if (type.isTensorList()) {
      return "L";
    }
    return switch (type.base()) {
      case "Tensor" -> "T";
      case "float" -> "d";
      case "bool" -> "b";
      default -> "i";
    };
  }
}
