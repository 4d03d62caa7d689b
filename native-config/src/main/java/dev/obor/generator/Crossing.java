package dev.obor.generator;

import java.util.List;
import java.util.Optional;

/**
 * How a value of one schema type crosses from typed Java over raw JNI to ATen.
 *
 * @param javaType the parameter's type in the class {@code Aten}
 * @param nativeParameters the raw parameters; {@code $} stands for the argument's name
 * @param javaArguments the expressions that fill them from the typed value
 * @param cpp the expression that ATen takes
 * @param fenced whether native code reads memory that the typed value keeps alive
 */
record Crossing(
    String javaType,
    List<NativeParameter> nativeParameters,
    List<String> javaArguments,
    String cpp,
    boolean fenced) {

  /**
   * A parameter of a native method.
   *
   * @param javaType a primitive, an array of primitives, {@code String} or {@code String[]}
   * @param suffix what is added to the argument's name
   */
  record NativeParameter(String javaType, String suffix) {
    boolean isPrimitive() {
      return !javaType.contains("[") && !javaType.equals("String");
    }

    String cppType() {
      return switch (javaType) {
        case "long" -> "jlong";
        case "int" -> "jint";
        case "double" -> "jdouble";
        case "boolean" -> "jboolean";
        case "long[]" -> "jlongArray";
        case "double[]" -> "jdoubleArray";
        case "boolean[]" -> "jbooleanArray";
        case "String" -> "jstring";
        case "String[]" -> "jobjectArray";
        default -> throw new IllegalStateException("no JNI type for " + javaType);
      };
    }
  }

  private static Crossing one(String javaType, String raw, String argument, String cpp) {
    return new Crossing(
        javaType, List.of(new NativeParameter(raw, "")), List.of(argument), cpp, false);
  }

  private static Crossing fenced(String javaType, String raw, String argument, String cpp) {
    return new Crossing(
        javaType, List.of(new NativeParameter(raw, "")), List.of(argument), cpp, true);
  }

  private static Crossing optionalNumber(String boxed, String raw, String zero, String cpp) {
    return new Crossing(
        "@Nullable " + boxed,
        List.of(new NativeParameter("boolean", "_present"), new NativeParameter(raw, "")),
        List.of("$ != null", "$ == null ? " + zero + " : $"),
        cpp,
        false);
  }

  private static Crossing scalar(String javaType, String cpp) {
    return new Crossing(
        javaType,
        List.of(
            new NativeParameter("int", "_kind"),
            new NativeParameter("long", "_first"),
            new NativeParameter("long", "_second")),
        List.of("Scalar.kind($)", "Scalar.first($)", "Scalar.second($)"),
        cpp,
        false);
  }

  /** A number that C++ takes as a tensor without dimensions. */
  static Crossing wrappedNumber() {
    return scalar("Number", "obor::wrapped_number($_kind, $_first, $_second)");
  }

  /** The crossing of an argument, or nothing when its type cannot cross. */
  static Optional<Crossing> of(SchemaType type) {
    String text = type.text().replaceAll("\\[\\d+]", "[]");
    Crossing crossing =
        switch (text) {
          case "Tensor" ->
              type.isWritten()
                  ? fenced("Tensor", "long", "$.handle()", "obor::borrow_writable($)")
                  : fenced("Tensor", "long", "$.handle()", "obor::borrow($)");
          case "Tensor?" ->
              fenced(
                  "@Nullable Tensor", "long", "Tensor.handleOrNone($)", "obor::optional_tensor($)");
          case "Tensor[]" ->
              fenced("Tensor[]", "long[]", "Tensor.handles($)", "obor::Tensors(env, $).plain()");
          case "Tensor?[]" ->
              fenced(
                  "@Nullable Tensor[]",
                  "long[]",
                  "Tensor.handles($)",
                  "obor::Tensors(env, $).of_optionals()");
          case "Scalar" -> scalar("Number", "obor::scalar($_kind, $_first, $_second)");
          case "Scalar?" ->
              scalar("@Nullable Number", "obor::optional_scalar($_kind, $_first, $_second)");
          case "Scalar[]" ->
              one("Number[]", "long[]", "Scalar.words($)", "obor::Scalars(env, $).plain()");
          case "int" -> one("long", "long", "$", "$");
          case "SymInt" -> one("long", "long", "$", "c10::SymInt(static_cast<int64_t>($))");
          case "int?" -> optionalNumber("Long", "long", "0L", "obor::optional_int($_present, $)");
          case "SymInt?" ->
              optionalNumber("Long", "long", "0L", "obor::optional_sym_int($_present, $)");
          case "float" -> one("double", "double", "$", "$");
          case "float?" ->
              optionalNumber("Double", "double", "0.0", "obor::optional_double($_present, $)");
          case "bool" -> one("boolean", "boolean", "$", "($ != JNI_FALSE)");
          case "bool?" ->
              one("@Nullable Boolean", "int", "Crossings.code($)", "obor::optional_bool($)");
          case "int[]" -> one("long[]", "long[]", "$", "obor::Integers(env, $).plain()");
          case "SymInt[]" -> one("long[]", "long[]", "$", "obor::Integers(env, $).symbolic()");
          case "int[]?" ->
              one("long @Nullable []", "long[]", "$", "obor::Integers(env, $).optional()");
          case "SymInt[]?" ->
              one("long @Nullable []", "long[]", "$", "obor::Integers(env, $).optional_symbolic()");
          case "float[]" -> one("double[]", "double[]", "$", "obor::Doubles(env, $).plain()");
          case "float[]?" ->
              one("double @Nullable []", "double[]", "$", "obor::Doubles(env, $).optional()");
          case "bool[]" ->
              one(
                  "boolean[]",
                  "boolean[]",
                  "$",
                  "obor::Booleans(env, $).fixed<" + type.fixedSize() + ">()");
          case "str" -> one("String", "String", "$", "obor::Text(env, $).plain()");
          case "str?" -> one("@Nullable String", "String", "$", "obor::Text(env, $).optional()");
          case "str[]" -> one("String[]", "String[]", "$", "obor::Strings(env, $).plain()");
          case "str[]?" ->
              one("String @Nullable []", "String[]", "$", "obor::Strings(env, $).optional()");
          case "Dimname" -> one("String", "String", "$", "obor::Text(env, $).name()");
          case "Dimname[]" -> one("String[]", "String[]", "$", "obor::Strings(env, $).names()");
          case "Dimname[]?" ->
              one("String @Nullable []", "String[]", "$", "obor::Strings(env, $).optional_names()");
          case "ScalarType" -> one("DType", "int", "$.code()", "obor::dtype($)");
          case "ScalarType?" ->
              one("@Nullable DType", "int", "Crossings.code($)", "obor::optional_dtype($)");
          case "Layout" -> one("Layout", "int", "$.code()", "obor::layout($)");
          case "Layout?" ->
              one("@Nullable Layout", "int", "Crossings.code($)", "obor::optional_layout($)");
          case "MemoryFormat" -> one("MemoryFormat", "int", "$.code()", "obor::memory_format($)");
          case "MemoryFormat?" ->
              one(
                  "@Nullable MemoryFormat",
                  "int",
                  "Crossings.code($)",
                  "obor::optional_memory_format($)");
          case "Device" -> one("Device", "int", "$.code()", "obor::device($)");
          case "Device?" ->
              one("@Nullable Device", "int", "Crossings.code($)", "obor::optional_device($)");
          case "Generator" -> fenced("Generator", "long", "$.handle()", "obor::generator($)");
          case "Generator?" ->
              fenced(
                  "@Nullable Generator",
                  "long",
                  "Generator.handleOrNone($)",
                  "obor::optional_generator($)");
          default -> null;
        };
    return Optional.ofNullable(crossing);
  }
}
