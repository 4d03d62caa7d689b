package dev.obor.serialization;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array of bytes that NumPy has pickled, as {@link PickledData} gives it.
 *
 * <p>Not changed once it is read; any thread may use it.
 */
public final class PickledArray extends Unpickler.Stateful {
  private int[] shape = {0};
  private byte[] data = {};

  PickledArray() {}

  /** The sizes of its dimensions. */
  public int[] shape() {
    return shape.clone();
  }

  /** The elements in row-major order, each a byte without sign: the array itself, not a copy. */
  public byte[] data() {
    return data;
  }

  /** Takes the version, the sizes, the type, whether columns come first, and the elements. */
  @Override
  void setState(@Nullable Object state) {
    if (!(state instanceof Tuple values)
        || values.size() != 5
        || !(values.get(1) instanceof List<?> declared)
        || !(values.get(2) instanceof ElementType type)) {
      throw UnpicklingException.of("the state of an array must be a tuple of five values");
    }
    if (!type.code.equals("u1") || !Boolean.FALSE.equals(values.get(3))) {
      throw UnpicklingException.of("an array is not of unsigned bytes in row-major order");
    }
    byte[] bytes = bytes(values.get(4));
    int[] sizes = new int[declared.size()];
    long product = 1;
    for (int i = 0; i < sizes.length; i++) {
      boolean isSize = declared.get(i) instanceof Long size && size >= 0 && size <= bytes.length;
      if (!isSize) {
        throw UnpicklingException.of("an array has the size " + declared.get(i));
      }
      sizes[i] = (int) (long) (Long) declared.get(i);
      product = Math.min(product * sizes[i], Integer.MAX_VALUE);
    }
    if (product != bytes.length) {
      throw UnpicklingException.of("an array has " + bytes.length + " bytes instead of " + product);
    }
    shape = sizes;
    data = bytes;
  }

  private static byte[] bytes(@Nullable Object content) {
    if (content instanceof byte[] bytes) {
      return bytes;
    }
    if (content instanceof String text && text.chars().allMatch(c -> c <= 0xff)) {
      return text.getBytes(StandardCharsets.ISO_8859_1);
    }
    throw UnpicklingException.of(
        "the elements of an array must be bytes, not " + PythonTypes.nameOf(content));
  }

  /** The type of the elements; its state tells what single bytes do not have. */
  static final class ElementType extends Unpickler.Stateful {
    private final String code;

    ElementType(String code) {
      this.code = code;
    }

    @Override
    void setState(@Nullable Object state) {}
  }
}
