package dev.obor;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small conversions between what the generated public methods take and what operators take. */
final class Crossings {
  static final long[] NO_INTEGERS = {};

  private Crossings() {}

  static int code(@Nullable Boolean value) {
    return value == null ? -1 : value ? 1 : 0;
  }

  static int code(@Nullable DType value) {
    return value == null ? -1 : value.code();
  }

  static int code(@Nullable Layout value) {
    return value == null ? -1 : value.code();
  }

  static int code(@Nullable MemoryFormat value) {
    return value == null ? -1 : value.code();
  }

  static int code(@Nullable Device value) {
    return value == null ? -1 : value.code();
  }

  static Tensor[] tensors(Collection<? extends @Nullable Tensor> tensors) {
    return tensors.toArray(new Tensor[0]);
  }

  /**
   * A copy of an array, of which every element must be a tensor: many operators do not survive one
   * that is missing.
   *
   * @param argument the position of the array among the operator's arguments
   */
  static Tensor[] copied(@Nullable Tensor[] tensors, int argument) {
    Tensor[] copy = new Tensor[tensors.length];
    for (int i = 0; i < copy.length; i++) {
      Tensor tensor = tensors[i];
      if (tensor == null) {
        throw new TypeException(
            "expected Tensor as element " + i + " in argument " + argument + ", but got NoneType");
      }
      copy[i] = tensor;
    }
    return copy;
  }

  static Number[] numbers(Collection<? extends Number> numbers) {
    return numbers.toArray(new Number[0]);
  }

  static List<Tensor> list(Tensor[] tensors) {
    return Collections.unmodifiableList(Arrays.asList(tensors));
  }

  /** Python's rule for a list of fixed size that is given as one number. */
  static long[] repeat(long value, int times) {
    long[] values = new long[times];
    Arrays.fill(values, value);
    return values;
  }

  /** The same for a list in an array: one number stands for all. */
  static long @Nullable [] expand(long @Nullable [] values, int times) {
    return values == null || values.length != 1 ? values : repeat(values[0], times);
  }

  static <T> T orDefault(@Nullable T value, T defaultValue) {
    return value == null ? defaultValue : value;
  }

  static <T> T required(@Nullable T value, String name) {
    if (value == null) {
      throw new TypeException("missing a required keyword argument: '" + name + "'");
    }
    return value;
  }

  /**
   * Reads results of several kinds: T a tensor, L a list of tensors, i a whole number, d a double,
   * b a truth value.
   */
  static Object[] results(long[] words, String kinds) {
    Object[] results = new Object[kinds.length()];
    int at = 0;
    for (int i = 0; i < results.length; i++) {
      switch (kinds.charAt(i)) {
        case 'T' -> results[i] = Tensor.own(words[at++]);
        case 'L' -> {
          int count = Math.toIntExact(words[at++]);
          results[i] = Tensor.ownAll(Arrays.copyOfRange(words, at, at + count));
          at += count;
        }
        case 'd' -> results[i] = Double.longBitsToDouble(words[at++]);
        case 'b' -> results[i] = words[at++] != 0;
        default -> results[i] = words[at++];
      }
    }
    return results;
  }

  /** Named results as Python prints them; names and values alternate. */
  static String printed(String name, Object... parts) {
    StringBuilder text = new StringBuilder("torch.return_types.").append(name).append("(");
    for (int i = 0; i < parts.length; i += 2) {
      text.append(i == 0 ? "\n" : ",\n").append(parts[i]).append("=").append(parts[i + 1]);
    }
    return text.append(")").toString();
  }
}
