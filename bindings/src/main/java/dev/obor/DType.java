package dev.obor;

import org.jspecify.annotations.Nullable;

/**
 * The type of a tensor's elements: Python's {@code torch.dtype}.
 *
 * <p>{@link #toString} gives Python's name, such as {@code torch.float32}. Python's short names are
 * here too: {@link #FLOAT} is {@link #FLOAT32}. Values are immutable and safe for use by any
 * thread.
 */
public enum DType {
  /** {@code torch.uint8}, Java's {@code byte} read as unsigned. */
  UINT8("uint8", Kind.INTEGER, 1),
  /** {@code torch.int8}, Java's {@code byte}. */
  INT8("int8", Kind.INTEGER, 1),
  /** {@code torch.int16}, Java's {@code short}. */
  INT16("int16", Kind.INTEGER, 2),
  /** {@code torch.int32}, Java's {@code int}. */
  INT32("int32", Kind.INTEGER, 4),
  /** {@code torch.int64}, Java's {@code long}. */
  INT64("int64", Kind.INTEGER, 8),
  /** {@code torch.float16}, IEEE half precision. */
  FLOAT16("float16", Kind.REAL, 2),
  /** {@code torch.float32}, Java's {@code float}. */
  FLOAT32("float32", Kind.REAL, 4),
  /** {@code torch.float64}, Java's {@code double}. */
  FLOAT64("float64", Kind.REAL, 8),
  /** {@code torch.complex32}, two halves. */
  COMPLEX32("complex32", Kind.COMPLEX, 4),
  /** {@code torch.complex64}, two floats. */
  COMPLEX64("complex64", Kind.COMPLEX, 8),
  /** {@code torch.complex128}, two doubles. */
  COMPLEX128("complex128", Kind.COMPLEX, 16),
  /** {@code torch.bool}, Java's {@code boolean}. */
  BOOL("bool", Kind.BOOLEAN, 1),
  /** {@code torch.qint8}. */
  QINT8("qint8", Kind.QUANTIZED, 1),
  /** {@code torch.quint8}. */
  QUINT8("quint8", Kind.QUANTIZED, 1),
  /** {@code torch.qint32}. */
  QINT32("qint32", Kind.QUANTIZED, 4),
  /** {@code torch.bfloat16}, the upper half of a float. */
  BFLOAT16("bfloat16", Kind.REAL, 2),
  /** {@code torch.quint4x2}. */
  QUINT4X2("quint4x2", Kind.QUANTIZED, 1),
  /** {@code torch.quint2x4}. */
  QUINT2X4("quint2x4", Kind.QUANTIZED, 1),
  /** {@code torch.bits1x8}. */
  BITS1X8("bits1x8", Kind.BITS, 1),
  /** {@code torch.bits2x4}. */
  BITS2X4("bits2x4", Kind.BITS, 1),
  /** {@code torch.bits4x2}. */
  BITS4X2("bits4x2", Kind.BITS, 1),
  /** {@code torch.bits8}. */
  BITS8("bits8", Kind.BITS, 1),
  /** {@code torch.bits16}. */
  BITS16("bits16", Kind.BITS, 2),
  /** {@code torch.float8_e5m2}. */
  FLOAT8_E5M2("float8_e5m2", Kind.REAL, 1),
  /** {@code torch.float8_e4m3fn}. */
  FLOAT8_E4M3FN("float8_e4m3fn", Kind.REAL, 1),
  /** {@code torch.float8_e5m2fnuz}. */
  FLOAT8_E5M2FNUZ("float8_e5m2fnuz", Kind.REAL, 1),
  /** {@code torch.float8_e4m3fnuz}. */
  FLOAT8_E4M3FNUZ("float8_e4m3fnuz", Kind.REAL, 1),
  /** {@code torch.uint16}. */
  UINT16("uint16", Kind.INTEGER, 2),
  /** {@code torch.uint32}. */
  UINT32("uint32", Kind.INTEGER, 4),
  /** {@code torch.uint64}. */
  UINT64("uint64", Kind.INTEGER, 8),
  /** {@code torch.uint1}. */
  UINT1("uint1", Kind.BITS, 1),
  /** {@code torch.uint2}. */
  UINT2("uint2", Kind.BITS, 1),
  /** {@code torch.uint3}. */
  UINT3("uint3", Kind.BITS, 1),
  /** {@code torch.uint4}. */
  UINT4("uint4", Kind.BITS, 1),
  /** {@code torch.uint5}. */
  UINT5("uint5", Kind.BITS, 1),
  /** {@code torch.uint6}. */
  UINT6("uint6", Kind.BITS, 1),
  /** {@code torch.uint7}. */
  UINT7("uint7", Kind.BITS, 1),
  /** {@code torch.int1}. */
  INT1("int1", Kind.BITS, 1),
  /** {@code torch.int2}. */
  INT2("int2", Kind.BITS, 1),
  /** {@code torch.int3}. */
  INT3("int3", Kind.BITS, 1),
  /** {@code torch.int4}. */
  INT4("int4", Kind.BITS, 1),
  /** {@code torch.int5}. */
  INT5("int5", Kind.BITS, 1),
  /** {@code torch.int6}. */
  INT6("int6", Kind.BITS, 1),
  /** {@code torch.int7}. */
  INT7("int7", Kind.BITS, 1),
  /** {@code torch.float8_e8m0fnu}. */
  FLOAT8_E8M0FNU("float8_e8m0fnu", Kind.REAL, 1),
  /** {@code torch.float4_e2m1fn_x2}. */
  FLOAT4_E2M1FN_X2("float4_e2m1fn_x2", Kind.BITS, 1);

  /** {@code torch.float}. */
  public static final DType FLOAT = FLOAT32;

  /** {@code torch.double}. */
  public static final DType DOUBLE = FLOAT64;

  /** {@code torch.half}. */
  public static final DType HALF = FLOAT16;

  /** {@code torch.long}. */
  public static final DType LONG = INT64;

  /** {@code torch.int}. */
  public static final DType INT = INT32;

  /** {@code torch.short}. */
  public static final DType SHORT = INT16;

  /** {@code torch.cfloat}. */
  public static final DType CFLOAT = COMPLEX64;

  /** {@code torch.cdouble}. */
  public static final DType CDOUBLE = COMPLEX128;

  private enum Kind {
    BOOLEAN,
    INTEGER,
    REAL,
    COMPLEX,
    QUANTIZED,
    BITS
  }

  private static final DType[] ALL = values();

  private final String python;
  private final Kind kind;
  private final int itemsize;

  DType(String name, Kind kind, int itemsize) {
    this.python = "torch." + name;
    this.kind = kind;
    this.itemsize = itemsize;
  }

  /** LibTorch's own number for the type. */
  @SuppressWarnings("EnumOrdinal") // the constants stand in the order of LibTorch's own numbers
  int code() {
    return ordinal();
  }

  static DType ofCode(int code) {
    if (code < 0 || code >= ALL.length) {
      throw new TypeException("LibTorch gave a tensor whose dtype has no name: code " + code);
    }
    return ALL[code];
  }

  /** The size of one element in bytes: Python's {@code dtype.itemsize}. */
  public int itemsize() {
    return itemsize;
  }

  /**
   * Whether the elements are real numbers with a fraction: Python's {@code
   * dtype.is_floating_point}.
   */
  public boolean isFloatingPoint() {
    return kind == Kind.REAL || this == FLOAT4_E2M1FN_X2;
  }

  /** Whether the elements are complex numbers: Python's {@code dtype.is_complex}. */
  public boolean isComplex() {
    return kind == Kind.COMPLEX;
  }

  /** Whether the elements are whole numbers; bool is not. */
  boolean isInteger() {
    return kind == Kind.INTEGER;
  }

  /** Whether the elements are quantized numbers. */
  boolean isQuantized() {
    return kind == Kind.QUANTIZED;
  }

  /** Whether negative numbers exist: Python's {@code dtype.is_signed}. */
  public boolean isSigned() {
    return switch (this) {
      case UINT8, UINT16, UINT32, UINT64, BOOL, QUINT8, QUINT4X2, QUINT2X4 -> false;
      case UINT1, UINT2, UINT3, UINT4, UINT5, UINT6, UINT7, FLOAT8_E8M0FNU -> false;
      case BITS1X8, BITS2X4, BITS4X2, BITS8, BITS16 -> false;
      default -> true;
    };
  }

  /**
   * The complex type with parts of this type, or this type if it is complex: Python's {@code
   * dtype.to_complex()}.
   */
  public DType toComplex() {
    return switch (this) {
      case FLOAT16, COMPLEX32 -> COMPLEX32;
      case FLOAT64, COMPLEX128 -> COMPLEX128;
      default -> COMPLEX64;
    };
  }

  /**
   * The type of the parts of this complex type, or this type if it is real: Python's {@code
   * dtype.to_real()}.
   */
  public DType toReal() {
    return switch (this) {
      case COMPLEX32 -> FLOAT16;
      case COMPLEX64 -> FLOAT32;
      case COMPLEX128 -> FLOAT64;
      default -> this;
    };
  }

  /**
   * The type of Python's name, with or without {@code torch.}: {@code DType.of("float32")}.
   *
   * @throws TypeException if there is no such type
   */
  public static DType of(String name) {
    String full = name.startsWith("torch.") ? name : "torch." + name;
    for (DType type : ALL) {
      if (type.python.equals(full)) {
        return type;
      }
    }
    DType alias = shortName(full.substring("torch.".length()));
    if (alias == null) {
      throw new TypeException(
          "invalid dtype: '" + name + "'; dtypes are named as in torch.float32");
    }
    return alias;
  }

  private static @Nullable DType shortName(String name) {
    return switch (name) {
      case "float" -> FLOAT32;
      case "double" -> FLOAT64;
      case "half" -> FLOAT16;
      case "long" -> INT64;
      case "int" -> INT32;
      case "short" -> INT16;
      case "cfloat" -> COMPLEX64;
      case "cdouble" -> COMPLEX128;
      case "chalf" -> COMPLEX32;
      default -> null;
    };
  }

  /** Python's name, such as {@code torch.float32}. */
  @Override
  public String toString() {
    return python;
  }
}
