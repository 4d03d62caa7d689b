package dev.obor.serialization;

import dev.obor.DType;
import dev.obor.Size;
import dev.obor.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call in a pickle, each looked at before it is used.
 *
 * @param function Python's name, for messages
 * @param values the arguments
 */
record Arguments(String function, Tuple values) {
  int count() {
    return values.size();
  }

  void requireCount(int fewest, int most) {
    if (count() < fewest || count() > most) {
      throw UnpicklingException.of(
          function
              + "() takes from "
              + fewest
              + " to "
              + most
              + " positional arguments but "
              + count()
              + " were given");
    }
  }

  @Nullable Object any(int index) {
    return values.get(index);
  }

  private <T> T typed(int index, Class<T> type, String wanted) {
    Object value = values.get(index);
    if (!type.isInstance(value)) {
      throw wrong(index, wanted);
    }
    return type.cast(value);
  }

  private UnpicklingException wrong(int index, String wanted) {
    return UnpicklingException.of(
        "argument "
            + (index + 1)
            + " of "
            + function
            + "() must be "
            + wanted
            + ", not "
            + PythonTypes.nameOf(values.get(index)));
  }

  LoadedStorage storage(int index) {
    return typed(index, LoadedStorage.class, "a storage");
  }

  Tensor tensor(int index) {
    return typed(index, Tensor.class, "a tensor");
  }

  DType dtype(int index) {
    return typed(index, DType.class, "a dtype");
  }

  String text(int index) {
    return typed(index, String.class, "str");
  }

  boolean truth(int index) {
    return typed(index, Boolean.class, "bool");
  }

  long integer(int index) {
    return typed(index, Long.class, "an int of up to 64 bits");
  }

  double real(int index) {
    Object value = values.get(index);
    if (value instanceof Long number) {
      return number.doubleValue();
    }
    return typed(index, Double.class, "float");
  }

  Tuple tuple(int index) {
    return typed(index, Tuple.class, "tuple");
  }

  Map<?, ?> map(int index) {
    return typed(index, Map.class, "dict");
  }

  List<?> list(int index) {
    return typed(index, List.class, "list");
  }

  /** Whole numbers in a tuple, a list, or a {@code torch.Size}. */
  long[] integers(int index) {
    Object value = values.get(index);
    if (value instanceof Size size) {
      return size.toArray();
    }
    List<?> list = typed(index, List.class, "a tuple of ints");
    long[] integers = new long[list.size()];
    for (int i = 0; i < integers.length; i++) {
      if (!(list.get(i) instanceof Long number)) {
        throw wrong(index, "a tuple of ints");
      }
      integers[i] = number;
    }
    return integers;
  }
}
