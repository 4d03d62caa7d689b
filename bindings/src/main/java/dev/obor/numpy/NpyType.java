package dev.obor.numpy;

import dev.obor.DType;
import dev.obor.TypeException;
import dev.obor.ValueException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How numpy describes the elements of an array.
 *
 * @param dtype the type of the tensor
 * @param isBigEndian whether the bytes of a number come in the order opposite to x86's
 */
record NpyType(DType dtype, boolean isBigEndian) {
  private static final Map<String, DType> TYPES =
      Map.ofEntries(
          Map.entry("b1", DType.BOOL),
          Map.entry("i1", DType.INT8),
          Map.entry("i2", DType.INT16),
          Map.entry("i4", DType.INT32),
          Map.entry("i8", DType.INT64),
          Map.entry("u1", DType.UINT8),
          Map.entry("u2", DType.UINT16),
          Map.entry("u4", DType.UINT32),
          Map.entry("u8", DType.UINT64),
          Map.entry("f2", DType.FLOAT16),
          Map.entry("f4", DType.FLOAT32),
          Map.entry("f8", DType.FLOAT64),
          Map.entry("c8", DType.COMPLEX64),
          Map.entry("c16", DType.COMPLEX128));

  /**
   * Reads a description such as {@code <f4}.
   *
   * @throws TypeException if no tensor has such elements
   */
  static NpyType of(Object description) {
    if (!(description instanceof String text)) {
      throw unsupported("void");
    }
    boolean hasOrder = !text.isEmpty() && "<>=|".indexOf(text.charAt(0)) >= 0;
    String type = hasOrder ? text.substring(1) : text;
    DType dtype = TYPES.get(type);
    if (dtype == null) {
      throw refused(type);
    }
    return new NpyType(dtype, text.charAt(0) == '>');
  }

  private static RuntimeException refused(String type) {
    String name =
        switch (type.isEmpty() ? ' ' : type.charAt(0)) {
          case 'U' -> "str_";
          case 'S', 'a' -> "bytes_";
          case 'V' -> "void";
          case 'M' -> "datetime64";
          case 'm' -> "timedelta64";
          case 'f' -> "longdouble";
          case 'c' -> "clongdouble";
          default -> null;
        };
    if (name != null) {
      return unsupported(name);
    }
    return type.equals("O")
        ? new ValueException("Object arrays cannot be loaded when allow_pickle=False")
        : new ValueException("descr is not a valid dtype descriptor: '" + type + "'");
  }

  private static TypeException unsupported(String name) {
    return new TypeException(
        "can't convert np.ndarray of type numpy."
            + name
            + ". The only supported types are: float64, float32, float16, complex64, complex128,"
            + " int64, int32, int16, int8, uint64, uint32, uint16, uint8, and bool.");
  }

  /**
   * The description of a tensor's elements, in the order of x86.
   *
   * @throws TypeException if numpy has no such type
   */
  static String describe(DType dtype) {
    String type = nameOf(dtype);
    if (type == null) {
      throw new TypeException(
          "Got unsupported ScalarType "
              + dtype.toString().substring("torch.".length())
              + "; numpy has no such type: convert the tensor, for example with to(DType.FLOAT32)");
    }
    return (dtype.itemsize() == 1 ? "|" : "<") + type;
  }

  private static @Nullable String nameOf(DType dtype) {
    for (Map.Entry<String, DType> entry : TYPES.entrySet()) {
      if (entry.getValue() == dtype) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** The bytes that change places when the byte order changes: those of a part of a number. */
  int partSize() {
    return dtype.toReal().itemsize();
  }
}
