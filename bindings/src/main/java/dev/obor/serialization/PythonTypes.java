package dev.obor.serialization;

import dev.obor.Complex;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Layout;
import dev.obor.Size;
import dev.obor.Tensor;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names that Python gives the types of what is in a pickle. */
final class PythonTypes {
  /** How many parts a key may have at all depths together: its hash code asks for all of theirs. */
  private static final int MOST_PARTS = 1000;

  private static final int LONGEST_SHOWN = 100;

  private PythonTypes() {}

  /** A value for a message: itself where it is short and simple, else the name of its type. */
  static String shown(@Nullable Object value) {
    boolean isSimple =
        value instanceof String
            || value instanceof Long
            || value instanceof Boolean
            || value instanceof Double
            || value instanceof Layout
            || value instanceof QuantizationScheme;
    String text = isSimple ? String.valueOf(value) : nameOf(value);
    return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "..." : text;
  }

  static String nameOf(@Nullable Object value) {
    if (value == null) {
      return "NoneType";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof Long || value instanceof BigInteger) {
      return "int";
    }
    if (value instanceof Double) {
      return "float";
    }
    if (value instanceof String) {
      return "str";
    }
    if (value instanceof byte[]) {
      return "bytes";
    }
    return nameOfObject(value);
  }

  private static String nameOfObject(Object value) {
    if (value instanceof Tuple) {
      return "tuple";
    }
    if (value instanceof List) {
      return "list";
    }
    if (value instanceof OrderedDict) {
      return "collections.OrderedDict";
    }
    if (value instanceof Map) {
      return "dict";
    }
    if (value instanceof Set) {
      return "set";
    }
    if (value instanceof Tensor) {
      return "torch.Tensor";
    }
    if (value instanceof PythonFunction function) {
      return function.name();
    }
    if (value instanceof LoadedStorage || value instanceof StorageType) {
      return "torch.storage.UntypedStorage";
    }
    return value.getClass().getSimpleName();
  }

  /**
   * A key of a dict, or an element of a set.
   *
   * @throws UnpicklingException if Python or Java cannot have it there
   */
  static @Nullable Object key(@Nullable Object value) {
    if (value instanceof Tuple) {
      checkTuple(value, new ArrayDeque<>());
    } else if (!isPlain(value)) {
      throw unhashable(value);
    }
    return value;
  }

  /** Tuples may hold one another many times, so that few bytes make more parts than can be seen. */
  private static void checkTuple(Object value, Deque<Object> open) {
    open.add(value);
    int parts = 0;
    while (!open.isEmpty()) {
      Tuple tuple = (Tuple) open.remove();
      parts += tuple.size();
      if (parts > MOST_PARTS) {
        throw UnpicklingException.of(
            "a tuple with more than " + MOST_PARTS + " parts cannot be a key of a dict");
      }
      for (Object element : tuple) {
        if (element instanceof Tuple) {
          open.add(element);
        } else if (!isPlain(element)) {
          throw unhashable(element);
        }
      }
    }
  }

  private static UnpicklingException unhashable(@Nullable Object value) {
    return UnpicklingException.of("unhashable type: '" + nameOf(value) + "'");
  }

  private static boolean isPlain(@Nullable Object value) {
    return value == null
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof BigInteger
        || value instanceof Double
        || value instanceof String
        || value instanceof Complex
        || value instanceof DType
        || value instanceof Device
        || value instanceof Size;
  }
}
