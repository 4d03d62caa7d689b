package dev.obor.serialization;

import dev.obor.DType;
import dev.obor.TypeException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The classes by which Python's files name the dtype of a storage. */
final class StorageTypes {
  static final String UNTYPED = "UntypedStorage";

  private static final Map<String, DType> DTYPES =
      Map.ofEntries(
          Map.entry("DoubleStorage", DType.FLOAT64),
          Map.entry("FloatStorage", DType.FLOAT32),
          Map.entry("HalfStorage", DType.FLOAT16),
          Map.entry("LongStorage", DType.INT64),
          Map.entry("IntStorage", DType.INT32),
          Map.entry("ShortStorage", DType.INT16),
          Map.entry("CharStorage", DType.INT8),
          Map.entry("ByteStorage", DType.UINT8),
          Map.entry("BoolStorage", DType.BOOL),
          Map.entry("BFloat16Storage", DType.BFLOAT16),
          Map.entry("ComplexDoubleStorage", DType.COMPLEX128),
          Map.entry("ComplexFloatStorage", DType.COMPLEX64),
          Map.entry("QInt8Storage", DType.QINT8),
          Map.entry("QInt32Storage", DType.QINT32),
          Map.entry("QUInt8Storage", DType.QUINT8));

  private static final Map<DType, String> NAMES = new EnumMap<>(DType.class);

  /** Newer ones, which Python stores as bytes without a type. */
  private static final Set<DType> UNNAMED =
      EnumSet.of(
          DType.FLOAT8_E5M2,
          DType.FLOAT8_E4M3FN,
          DType.FLOAT8_E5M2FNUZ,
          DType.FLOAT8_E4M3FNUZ,
          DType.FLOAT8_E8M0FNU,
          DType.FLOAT4_E2M1FN_X2,
          DType.BITS8,
          DType.BITS16,
          DType.BITS1X8,
          DType.BITS2X4,
          DType.BITS4X2,
          DType.COMPLEX32,
          DType.UINT16,
          DType.UINT32,
          DType.UINT64);

  static {
    DTYPES.forEach((name, dtype) -> NAMES.put(dtype, name));
  }

  private StorageTypes() {}

  static Map<String, DType> all() {
    return DTYPES;
  }

  /**
   * The class for a dtype; null for those that are stored as bytes without a type.
   *
   * @throws TypeException if Python does not save the dtype
   */
  static @Nullable String nameOf(DType dtype) {
    String name = NAMES.get(dtype);
    if (name == null && !UNNAMED.contains(dtype)) {
      throw new TypeException(
          "dtype " + dtype + " is not recognized: torch.save has no place for it");
    }
    return name;
  }
}
