package dev.obor.operators;

import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Layout;
import dev.obor.MemoryFormat;
import dev.obor.Scalar;
import dev.obor.Size;
import dev.obor.Tensor;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Calls as a person writes them in Java, with {@code t} for every tensor. */
final class JavaText {
  private JavaText() {}

  /**
   * The statement for a call.
   *
   * @param function Python's name with its place, such as {@code torch.add}
   */
  static String statement(String function, JavaCall call) {
    String owner = call.receiver() != null ? "t" : PublicNames.owner(function);
    return owner + "." + invocation(call) + ";";
  }

  private static String invocation(JavaCall call) {
    Class<?>[] types = call.method().getParameterTypes();
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < types.length; i++) {
      Object value = call.arguments().get(i);
      boolean last = i == types.length - 1;
      if (value == null) {
        // At the end null could be a lambda, and the ord of a norm is a number or a text.
        boolean unclear = last || types[i] == Number.class;
        arguments.add(unclear ? "(" + types[i].getCanonicalName() + ") null" : "null");
      } else if (value instanceof JavaCall.Setting setting) {
        arguments.add(lambda(setting));
      } else if (last && call.method().isVarArgs()) {
        arguments.addAll(elements(value));
      } else {
        arguments.add(literal(value));
      }
    }
    return call.method().getName() + "(" + String.join(", ", arguments) + ")";
  }

  private static String lambda(JavaCall.Setting setting) {
    return setting.setters().isEmpty()
        ? "o -> {}"
        : setting.setters().stream()
            .map(JavaText::invocation)
            .collect(Collectors.joining(".", "o -> o.", ""));
  }

  private static String literal(@Nullable Object value) {
    if (value instanceof Long number) {
      return number == number.intValue() ? Long.toString(number) : number + "L";
    }
    if (value instanceof Double number) {
      return Double.isFinite(number)
          ? Double.toString(number)
          : "Double.valueOf(\"" + number + "\")";
    }
    if (value instanceof Scalar scalar) {
      return scalar.isBoolean() ? "Scalar.of(true)" : "Scalar.of(1.0, 2.0)";
    }
    if (value instanceof String text) {
      return "\"" + text + "\"";
    }
    if (value instanceof DType || value instanceof Layout || value instanceof MemoryFormat) {
      return value.getClass().getSimpleName() + "." + ((Enum<?>) value).name();
    }
    if (value instanceof Device device) {
      return "Device.of(\"" + device + "\")";
    }
    if (value instanceof Tensor) {
      return "t";
    }
    if (value instanceof Size size) {
      return "Torch.size(" + String.join(", ", elements(size.toArray())) + ")";
    }
    if (value instanceof List<?> list) {
      return "Arrays.asList("
          + list.stream().map(JavaText::literal).collect(Collectors.joining(", "))
          + ")";
    }
    if (value != null && value.getClass().isArray()) {
      String component = value.getClass().getComponentType().getSimpleName();
      return "new " + component + "[] {" + String.join(", ", elements(value)) + "}";
    }
    return String.valueOf(value);
  }

  private static List<String> elements(Object array) {
    return IntStream.range(0, Array.getLength(array))
        .mapToObj(i -> literal(Array.get(array, i)))
        .toList();
  }

  /** A source file with one method for each statement. */
  static String source(List<String> statements) {
    StringBuilder text = new StringBuilder("import dev.obor.*;\nimport java.util.Arrays;\n");
    text.append("class Calls {\n");
    for (int i = 0; i < statements.size(); i++) {
      text.append("  static void call").append(i).append("(Tensor t) { ");
      text.append(statements.get(i)).append(" }\n");
    }
    return text.append("}\n").toString();
  }
}
