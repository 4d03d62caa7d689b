package dev.obor.operators;

import dev.obor.Complex;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Index;
import dev.obor.MemoryFormat;
import dev.obor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of {@code operator_values.py} as Java values: Long, Double, Boolean, Complex,
 * String, DType, Layout, MemoryFormat, Device, Index, Tensor, null and lists of them. It also knows
 * the modules that {@code module_goldens.py} of the high level writes.
 */
public final class GoldenValues {
  private final String text;
  private final Map<String, GoldenTensor> tensors;
  private final List<Tensor> leaves;
  private int at;

  private GoldenValues(String text, Map<String, GoldenTensor> tensors, List<Tensor> leaves) {
    this.text = text;
    this.tensors = tensors;
    this.leaves = leaves;
  }

  /**
   * Reads a value.
   *
   * @param leaves takes the tensors that require gradients, from left to right
   */
  public static @Nullable Object read(
      String text, Map<String, GoldenTensor> tensors, List<Tensor> leaves) {
    return new GoldenValues(text, tensors, leaves).value();
  }

  /** A tensor of whose elements nothing is known. */
  record Unknown(DType dtype, List<?> shape) {}

  /**
   * A module that is made on the spot: its class, positional arguments and keywords as pairs.
   *
   * @param name such as {@code Linear}
   */
  public record Made(String name, List<?> positional, List<?> keywords) {}

  /** A list that Python may take apart: as an index it is several indices. */
  public static final class Tuple extends ArrayList<@Nullable Object> {
    private static final long serialVersionUID = 1L;

    Tuple(List<@Nullable Object> elements) {
      super(elements);
    }
  }

  private @Nullable Object value() {
    char c = text.charAt(at++);
    return switch (c) {
      case 'N' -> null;
      case 'T' -> true;
      case 'F' -> false;
      case 'i' -> Long.parseLong(word());
      case 'd' -> number(word());
      case 'c' -> complex();
      case '"' -> string();
      case '@' -> DType.of("torch." + word());
      case '%' -> GoldenTensor.layout(word());
      case '&' -> memoryFormat(word());
      case '#' -> Device.of(word());
      case '[' -> list(']');
      case '(' -> new Tuple(list(')'));
      case 'm' -> {
        at++;
        List<@Nullable Object> parts = list(')');
        yield new Made(
            (String) Objects.requireNonNull(parts.get(0)),
            (List<?>) Objects.requireNonNull(parts.get(1)),
            (List<?>) Objects.requireNonNull(parts.get(2)));
      }
      case 's' -> slice();
      case 't' -> tensor();
      case 'u' -> {
        at++;
        List<@Nullable Object> parts = list(')');
        yield new Unknown(
            (DType) Objects.requireNonNull(parts.get(0)),
            (List<?>) Objects.requireNonNull(parts.get(1)));
      }
      default -> throw new IllegalArgumentException(text.substring(at - 1));
    };
  }

  private String word() {
    int start = at;
    while (at < text.length() && ",])".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private static double number(String word) {
    return switch (word) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(word);
    };
  }

  private Complex complex() {
    at++;
    List<@Nullable Object> parts = list(')');
    return new Complex(
        (double) Objects.requireNonNull(parts.get(0)),
        (double) Objects.requireNonNull(parts.get(1)));
  }

  private static MemoryFormat memoryFormat(String name) {
    return Arrays.stream(MemoryFormat.values())
        .filter(format -> format.toString().equals("torch." + name))
        .findFirst()
        .orElseThrow();
  }

  private String string() {
    StringBuilder result = new StringBuilder();
    for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
      result.append(c == '\\' ? escaped(text.charAt(at++)) : c);
    }
    return result.toString();
  }

  private char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> c;
    };
  }

  private List<@Nullable Object> list(char end) {
    List<@Nullable Object> list = new ArrayList<>();
    while (text.charAt(at) != end) {
      list.add(value());
      if (text.charAt(at) == ',') {
        at++;
      }
    }
    at++;
    return list;
  }

  private Index slice() {
    if (text.startsWith("...", at)) {
      at += 3;
      return Index.ELLIPSIS;
    }
    at++;
    List<@Nullable Object> parts = list(')');
    return Index.slice(parts.get(0), parts.get(1), parts.get(2));
  }

  private Tensor tensor() {
    String word = word();
    boolean leaf = word.endsWith("g");
    String number = leaf ? word.substring(0, word.length() - 1) : word;
    Tensor tensor = Objects.requireNonNull(tensors.get(number), number).make();
    if (leaf) {
      tensor.requiresGrad_();
      leaves.add(tensor);
    }
    return tensor;
  }
}
