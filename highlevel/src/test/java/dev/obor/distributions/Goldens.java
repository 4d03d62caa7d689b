package dev.obor.distributions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.DType;
import dev.obor.NotImplementedException;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.autograd.Autograd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what {@code distribution_goldens.py} wrote, and compares with it. */
final class Goldens {
  private Goldens() {}

  /** A tensor from {@code DTYPE/SHAPE/ELEMENTS}. */
  static Tensor tensor(String text) {
    String[] parts = text.split("/", -1);
    double[] values = numbers(parts[2]);
    DType dtype = dtype(parts[0]);
    try (Tensor flat = Torch.fromArray(values, values.length)) {
      return flat.to(dtype).reshape(sizes(parts[1]));
    }
  }

  static Size size(String text) {
    return Size.of(sizes(text));
  }

  private static long[] sizes(String text) {
    return text.isEmpty()
        ? new long[0]
        : Arrays.stream(text.split("x", -1)).mapToLong(Long::parseLong).toArray();
  }

  private static double[] numbers(String text) {
    return text.isEmpty()
        ? new double[0]
        : Arrays.stream(text.split(",", -1)).mapToDouble(Goldens::number).toArray();
  }

  static double number(String text) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  private static DType dtype(String name) {
    return switch (name) {
      case "f" -> DType.FLOAT32;
      case "d" -> DType.FLOAT64;
      case "l" -> DType.INT64;
      case "b" -> DType.BOOL;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Arguments by name, in Python's order: tensors, and numbers as whole or not as in Python. */
  static Map<String, Object> arguments(String text) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (String argument : text.split(";", -1)) {
      String name = argument.substring(0, argument.indexOf(':'));
      String value = argument.substring(name.length() + 1);
      arguments.put(name, value.contains("/") ? tensor(value) : number(value));
    }
    return arguments;
  }

  /** Compares a result, or what was thrown instead, with what Python had. */
  static void check(String what, String expected, Supplier<?> action) {
    Object result;
    try {
      result = action.get();
    } catch (TorchException e) {
      checkError(what, expected, e);
      return;
    }
    assertThat(expected)
        .as("%s: Python throws, but Java gave %s", what, result)
        .doesNotMatch("!.*");
    if (result instanceof Tensor tensor) {
      checkTensor(what, expected, tensor);
    } else {
      assertThat(String.valueOf(result)).as(what).isEqualTo(expected);
    }
  }

  private static void checkError(String what, String expected, TorchException e) {
    String kind =
        e instanceof ValueException
            ? "ValueError"
            : e instanceof NotImplementedException ? "NotImplementedError" : "RuntimeError";
    assertThat(expected).as("%s: Java throws %s", what, e).startsWith("!" + kind + ": ");
    String text = expected.substring(expected.indexOf(": ") + 2);
    if (!text.isEmpty()) { // many of Python's NotImplementedErrors have no text
      assertThat(e.getMessage()).as(what).isEqualTo(text);
    }
  }

  static void checkTensor(String what, String expected, Tensor tensor) {
    String[] parts = expected.split("/", -1);
    assertThat(parts).as("%s: expected %s, but got %s", what, expected, tensor).hasSize(3);
    assertThat(tensor.dtype()).as(what).isEqualTo(dtype(parts[0]));
    assertThat(tensor.size()).as(what).isEqualTo(size(parts[1]));
    double[] wanted = numbers(parts[2]);
    double[] found = tensor.detach().to(DType.FLOAT64).toDoubleArray();
    double relative = tensor.dtype() == DType.FLOAT32 ? 2e-5 : 1e-9;
    for (int i = 0; i < wanted.length; i++) {
      boolean same =
          Double.compare(wanted[i], found[i]) == 0
              || Math.abs(wanted[i] - found[i]) <= relative * (0.1 + Math.abs(wanted[i]));
      assertThat(same).as("%s: element %d is %s, not %s", what, i, found[i], wanted[i]).isTrue();
    }
  }

  /** Lets gradients flow to the tensors among arguments. */
  static List<Tensor> leaves(Map<String, Object> arguments) {
    List<Tensor> leaves = new ArrayList<>();
    for (Object argument : arguments.values()) {
      if (argument instanceof Tensor tensor) {
        leaves.add(tensor.requiresGrad_());
      }
    }
    return leaves;
  }

  /** The gradients of a sum, as the script writes them. */
  static void checkGradients(String what, String expected, Tensor result, List<Tensor> leaves) {
    if (expected.equals("none")) {
      assertThat(result.requiresGrad()).as(what).isFalse();
      return;
    }
    assertThat(result.requiresGrad()).as(what + " has gradients").isTrue();
    String[] parts = expected.split(";", -1);
    List<? extends @Nullable Tensor> gradients =
        Autograd.grad(List.of(result.sum()), leaves, o -> o.allowUnused(true));
    assertThat(gradients).as(what).hasSameSizeAs(parts);
    for (int i = 0; i < parts.length; i++) {
      Tensor gradient = gradients.get(i);
      if (parts[i].equals("none")) {
        assertThat(gradient == null || !gradient.any().item().booleanValue()).as(what).isTrue();
      } else {
        assertThat(gradient).as(what).isNotNull();
        if (gradient != null) {
          checkTensor(what + " of argument " + i, parts[i], gradient);
        }
      }
    }
  }
}
