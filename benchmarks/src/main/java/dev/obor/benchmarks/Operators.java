package dev.obor.benchmarks;

import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Common operators on tensors of different sizes, and what only Java does: moving elements between
 * arrays and tensors, and printing.
 *
 * <p>A case is named after its operator and the number of elements: {@code exp [1000]}.
 */
final class Operators {
  static final long[] SIZES = {1, 1000, 1_000_000};

  private static final int MILLION = 1_000_000;

  /** What was made last: the compiler cannot leave out what somebody could look at. */
  @SuppressWarnings({"unused", "UnusedVariable"})
  private static volatile @Nullable Object used;

  private Operators() {}

  /** The name of a case. */
  static String caseName(String operator, long size) {
    return operator + " [" + size + "]";
  }

  static void time(Stopwatch watch) {
    for (long size : SIZES) {
      Tensor x = Torch.linspace(0.1, 0.9, size);
      Tensor y = Torch.linspace(0.9, 0.2, size);
      operators(x, y)
          .forEach((name, operator) -> watch.time(caseName(name, size), () -> inScope(operator)));
    }
    float[] elements = new float[MILLION];
    for (int i = 0; i < MILLION; i++) {
      elements[i] = i / (float) MILLION;
    }
    Tensor tensor = Torch.tensor(elements);
    watch.time("array copy [1000000]", () -> use(elements.clone()));
    watch.time("tensor from float[1000000]", () -> inScope(() -> Torch.tensor(elements)));
    watch.time("float[1000000] from tensor", () -> use(tensor.toFloatArray()));
    float[] there = new float[MILLION];
    watch.time("float[1000000] filled", () -> tensor.copyTo(there));
    watch.time("float[1000000] cleared", () -> use(new float[MILLION]));
    Tensor square = tensor.reshape(1000, 1000);
    watch.time("print 1000 x 1000", () -> use(square.toString()));
  }

  private static Map<String, Runnable> operators(Tensor x, Tensor y) {
    Tensor condition = x.gt(y);
    Map<String, Runnable> operators = new LinkedHashMap<>();
    operators.put("add", () -> x.add(y));
    operators.put("sub", () -> x.sub(y));
    operators.put("mul", () -> x.mul(y));
    operators.put("div", () -> x.div(y));
    operators.put("neg", x::neg);
    operators.put("abs", x::abs);
    operators.put("exp", x::exp);
    operators.put("log", x::log);
    operators.put("sqrt", x::sqrt);
    operators.put("tanh", x::tanh);
    operators.put("sigmoid", x::sigmoid);
    operators.put("relu", () -> Torch.relu(x));
    operators.put("pow", () -> x.pow(2));
    operators.put("clamp", () -> x.clamp(0.2, 0.8));
    operators.put("maximum", () -> x.maximum(y));
    operators.put("eq", () -> x.eq(y));
    operators.put("where", () -> Torch.where(condition, x, y));
    operators.put("sum", x::sum);
    operators.put("mean", x::mean);
    operators.put("argmax", x::argmax);
    return operators;
  }

  private static void inScope(Runnable operator) {
    try (Scope scope = Torch.scope()) {
      operator.run();
    }
  }

  private static void use(Object result) {
    used = result;
  }
}
