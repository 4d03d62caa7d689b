package dev.obor;

import dev.obor.OperatorArguments.Mismatch;
import dev.obor.OperatorTable.Argument;
import dev.obor.OperatorTable.Operator;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls operators by their names in LibTorch: Python's {@code torch.ops}.
 *
 * <p>For tools and loaders that meet the names in files; programs call {@link Tensor}, {@link
 * Torch} and {@link Aten}, which the compiler checks.
 *
 * <pre>{@code
 * Tensor sum = (Tensor) Ops.call("aten::add.Tensor", x, y);
 * Tensor scaled = (Tensor) Ops.call("aten::add.Tensor", List.of(x, y), Map.of("alpha", 2));
 * }</pre>
 *
 * <p>All functions may be called from any thread.
 */
public final class Ops {
  private Ops() {}

  /** The names of all operators with their overloads, in alphabetical order. */
  public static List<String> names() {
    return OperatorTable.get().names();
  }

  /**
   * The schemas of an operator, one for each overload, as LibTorch prints them.
   *
   * @param name with a namespace, or an ATen operator's without; with an overload, or all without
   * @throws TorchException if there is no such operator
   */
  public static List<String> schemas(String name) {
    return OperatorTable.get().find(name).stream().map(Operator::schema).toList();
  }

  /**
   * Calls an operator: Python's {@code torch.ops.aten.add.Tensor(x, y)}.
   *
   * <p>Tensors, numbers, truth values, texts, {@link DType}, {@link Device}, {@link Layout}, {@link
   * MemoryFormat} and {@link Generator} are taken as they are; lists, arrays and {@link Size} for
   * lists; null for None. What is not given takes the schema's default.
   *
   * @param name such as {@code aten::add.Tensor}; without an overload the first that fits is called
   * @param arguments in the schema's order, those that Python names at their places
   * @return what {@link Aten} returns, with a list in the place of an array; null for nothing
   * @throws TorchException if there is no such operator
   * @throws TypeException if the arguments fit no overload
   */
  public static @Nullable Object call(String name, @Nullable Object... arguments) {
    return call(name, Arrays.asList(arguments), Map.of());
  }

  /**
   * The same with arguments by name: Python's {@code torch.ops.aten.add.Tensor(x, y, alpha=2)}.
   *
   * @param keywords further arguments by their names in the schema
   */
  public static @Nullable Object call(
      String name, List<? extends @Nullable Object> arguments, Map<String, ?> keywords) {
    List<Operator> overloads = OperatorTable.get().find(name);
    List<String> reasons = new ArrayList<>();
    for (Operator operator : overloads) {
      try {
        return invoke(operator, converted(operator, arguments, keywords));
      } catch (Mismatch e) {
        reasons.add(operator.schema() + ": " + e.getMessage());
      }
    }
    throw new TypeException(
        name
            + "() received an invalid combination of arguments; it takes\n  "
            + String.join("\n  ", reasons));
  }

  private static @Nullable Object[] converted(
      Operator operator, List<? extends @Nullable Object> given, Map<String, ?> keywords)
      throws Mismatch {
    List<Argument> arguments = operator.arguments();
    if (given.size() > arguments.size()) {
      throw new Mismatch("expected at most " + arguments.size() + " argument(s)");
    }
    Map<String, Object> left = new HashMap<>(keywords);
    @Nullable Object[] converted = new Object[arguments.size()];
    for (int i = 0; i < converted.length; i++) {
      Argument argument = arguments.get(i);
      boolean named = left.containsKey(argument.name());
      if (i < given.size()) {
        if (named) {
          throw new Mismatch("argument '" + argument.name() + "' is given twice");
        }
        converted[i] = OperatorArguments.of(argument, given.get(i));
      } else if (named) {
        converted[i] = OperatorArguments.of(argument, left.remove(argument.name()));
      } else {
        converted[i] = OperatorArguments.absent(argument);
      }
    }
    if (!left.isEmpty()) {
      throw new Mismatch("unknown argument(s) " + left.keySet());
    }
    return converted;
  }

  private static @Nullable Object invoke(Operator operator, @Nullable Object[] arguments) {
    try {
      return listed(operator.method().invoke(null, arguments));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(operator.name() + " cannot be called", e);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(operator.name() + " failed", e.getCause());
    }
  }

  private static @Nullable Object listed(@Nullable Object result) {
    if (result instanceof Object[] several) {
      return Arrays.stream(several).map(Ops::listed).toList();
    }
    return result;
  }
}
