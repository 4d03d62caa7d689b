package dev.obor.generator;

import java.util.ArrayList;
import java.util.List;

/** Writes {@code dev.obor.Aten}: every bound operator as a typed static method. */
final class AtenClass {
  private AtenClass() {}

  static String write(List<BoundOperator> operators, String libtorchVersion) {
    StringBuilder out = new StringBuilder(Generated.JAVA_HEADER);
    out.append(
        """
        package dev.obor;

        import java.lang.ref.Reference;
        import org.jspecify.annotations.Nullable;

        /**
         * Every ATen operator of LibTorch %s, one static method for each overload, named as in C++'s {@code at::_ops}
         * and in Python's {@code torch.ops.aten}: {@code torch.ops.aten.add.Tensor} is {@code Aten.add_Tensor}.
         *
         * <p>The arguments are the schema's, in its order, without defaults. A null stands for None where the schema
         * allows it. Several tensor results come as an array in the schema's order. Prefer the methods of {@link
         * Tensor} and {@link Torch}, which follow Python's documented signatures; this class is the complete layer
         * below them. All methods may be called from any thread.
         */
        public final class Aten {
          private Aten() {}
        """
            .formatted(libtorchVersion));
    for (BoundOperator operator : operators) {
      out.append(method(operator));
    }
    return out.append("}\n").toString();
  }

  /** Writes {@code dev.obor.AtenNumbers}: what {@link NumberOperands} binds a second time. */
  static String numbers(List<BoundOperator> operators) {
    StringBuilder out = new StringBuilder(Generated.JAVA_HEADER);
    out.append(
        """
        package dev.obor;

        import java.lang.ref.Reference;
        import org.jspecify.annotations.Nullable;

        /** Operators on a number that takes part as a tensor without dimensions, as in Python's {@code x + 1}. */
        final class AtenNumbers {
          private AtenNumbers() {}
        """);
    operators.forEach(operator -> out.append(method(operator)));
    return out.append("}\n").toString();
  }

  private static String method(BoundOperator operator) {
    List<String> parameters = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    StringBuilder copies = new StringBuilder();
    StringBuilder changes = new StringBuilder();
    StringBuilder fences = new StringBuilder();
    for (int i = 0; i < operator.crossings().size(); i++) {
      String name = operator.parameter(i);
      Crossing crossing = operator.crossings().get(i);
      parameters.add(crossing.javaType() + " " + name);
      // Another thread may exchange an array's elements while native code reads the first ones.
      if (crossing.javaType().equals("Tensor[]")) {
        copies.append("    %s = Crossings.copied(%s, %d);\n".formatted(name, name, i));
      } else if (crossing.javaType().equals("@Nullable Tensor[]")) {
        copies.append("    %s = %s.clone();\n".formatted(name, name));
      }
      if (operator.schema().arguments().get(i).type().isWritten()) {
        changes.append(changed(crossing.javaType(), name));
      }
      crossing.javaArguments().forEach(a -> arguments.add(a.replace("$", name)));
      if (crossing.fenced()) {
        fences.append("    Reference.reachabilityFence(").append(name).append(");\n");
      }
    }
    fences.insert(0, changes);
    ResultCrossing result = operator.result();
    String call =
        NativeLayer.CLASS
            + "."
            + operator.schema().symbol()
            + "("
            + String.join(", ", arguments)
            + ")";
    StringBuilder body = new StringBuilder(copies);
    if (result.nativeType().equals("void")) {
      body.append("    ").append(call).append(";\n").append(fences);
      body.append(result.java().isEmpty() ? "" : "    return " + result.java() + ";\n");
    } else if (fences.length() == 0) {
      body.append("    return ").append(result.java().replace("$", call)).append(";\n");
    } else {
      body.append("    ").append(result.nativeType()).append(" result_ = ").append(call);
      body.append(";\n").append(fences);
      body.append("    return ").append(result.java().replace("$", "result_")).append(";\n");
    }
    return "\n  /** {@code "
        + Javadoc.code(operator.schema().line())
        + "} */\n  public static "
        + result.javaType()
        + " "
        + operator.schema().symbol()
        + "("
        + String.join(", ", parameters)
        + ") {\n"
        + body
        + "  }\n";
  }

  /** Tells tensors that the operator has written to them. */
  private static String changed(String javaType, String name) {
    return switch (javaType) {
      case "Tensor" -> "    " + name + ".changed();\n";
      case "@Nullable Tensor" ->
          "    if (" + name + " != null) {\n      " + name + ".changed();\n    }\n";
      case "Tensor[]" -> "    Tensor.changed(" + name + ");\n";
      default -> throw new IllegalStateException("an operator writes to a " + javaType);
    };
  }
}
