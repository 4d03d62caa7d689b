package dev.obor.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes the native declarations in Java and the thin C++ functions behind them. */
final class NativeLayer {
  static final String CLASS = "AtenNatives";

  private NativeLayer() {}

  /** The Java class whose native methods JavaCPP binds to the functions of {@link #header}. */
  static String javaClass(List<BoundOperator> operators) {
    StringBuilder out = new StringBuilder(Generated.JAVA_HEADER);
    out.append(
        """
        package dev.obor;

        import org.bytedeco.javacpp.annotation.Namespace;
        import org.bytedeco.javacpp.annotation.NoException;
        import org.bytedeco.javacpp.annotation.Platform;
        import org.bytedeco.javacpp.annotation.Raw;

        /** The raw operators: handles and primitives only, without any check. */
        @NoException
        @Platform(include = "obor/aten.h")
        @Namespace("obor::aten")
        final class AtenNatives {
          static {
            Natives.load();
          }

          private AtenNatives() {}
        """);
    for (BoundOperator operator : operators) {
      List<String> parameters = new ArrayList<>();
      for (int i = 0; i < operator.crossings().size(); i++) {
        for (Crossing.NativeParameter parameter : operator.crossings().get(i).nativeParameters()) {
          parameters.add(
              raw(parameters.isEmpty(), parameter)
                  + parameter.javaType()
                  + " "
                  + operator.parameter(i)
                  + parameter.suffix());
        }
      }
      boolean array = operator.result().nativeType().endsWith("]");
      out.append(array ? "\n  @Raw\n" : "\n")
          .append("  static native ")
          .append(operator.result().nativeType())
          .append(' ')
          .append(operator.schema().symbol())
          .append('(')
          .append(String.join(", ", parameters))
          .append(");\n");
    }
    return out.append("}\n").toString();
  }

  /**
   * JavaCPP passes its environment along with a raw parameter; without parameters there is none to
   * pass.
   */
  private static String raw(boolean first, Crossing.NativeParameter parameter) {
    return first ? "@Raw(withEnv = true) " : parameter.isPrimitive() ? "" : "@Raw ";
  }

  /** A new tensor has no version or view to keep yet: Python's factories leave these layers out. */
  private static final String FACTORY = "at::AutoDispatchBelowADInplaceOrView new_tensor; ";

  /**
   * The C++ header of inline functions that call {@code at::_ops}.
   *
   * @param quicker the operators for which they call {@code obor::quicker} instead
   */
  static String header(List<BoundOperator> operators, Checks checks, Set<String> quicker) {
    StringBuilder out = new StringBuilder(Generated.CPP_HEADER);
    out.append(
        """
        #pragma once

        #include <ATen/Operators.h>
        #include <ATen/core/LegacyTypeDispatch.h>

        #include "obor/arguments.h"
        #include "obor/checks.h"
        #include "obor/errors.h"
        #include "obor/guard.h"
        #include "obor/quicker.h"
        #include "obor/results.h"
        """);
    out.append("\nnamespace obor::aten {\n");
    for (BoundOperator operator : operators) {
      boolean other = quicker.contains(operator.schema().qualifiedName());
      String target =
          other
              ? "obor::quicker::" + operator.schema().symbol()
              : "at::_ops::" + NumberOperands.target(operator.schema()) + "::call";
      out.append(function(operator, checks.before(operator), target));
    }
    return out.append("\n}  // namespace obor::aten\n").toString();
  }

  private static String function(BoundOperator operator, String checks, String target) {
    boolean environment = !operator.crossings().isEmpty();
    List<String> parameters =
        new ArrayList<>(environment ? List.of("JNIEnv* env", "jclass") : List.of());
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < operator.crossings().size(); i++) {
      String name = operator.parameter(i);
      Crossing crossing = operator.crossings().get(i);
      for (Crossing.NativeParameter parameter : crossing.nativeParameters()) {
        parameters.add(parameter.cppType() + " " + name + parameter.suffix());
      }
      arguments.add(crossing.cpp().replace("$", name));
    }
    String call = target + "(" + String.join(", ", arguments) + ")";
    String nativeType = operator.result().nativeType();
    String cppType =
        nativeType.equals("void") ? "void" : new Crossing.NativeParameter(nativeType, "").cppType();
    return "\ninline "
        + cppType
        + " "
        + operator.schema().symbol()
        + "("
        + parameters.stream().collect(Collectors.joining(", "))
        + ") {\n  "
        + (nativeType.equals("void") ? "" : "return ")
        + "obor::guarded("
        + (environment ? "env" : "obor::attached_environment()")
        + ", [&]() "
        + (nativeType.equals("void") ? "" : "-> " + cppType + " ")
        + "{ "
        + checks
        + (operator.schema().isFactory() ? FACTORY : "")
        + operator.result().cpp().replace("$", call)
        + " });\n}\n";
  }
}
