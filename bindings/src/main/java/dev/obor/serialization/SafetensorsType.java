package dev.obor.serialization;

import dev.obor.DType;
import dev.obor.TorchException;
import dev.obor.TypeException;
import org.jspecify.annotations.Nullable;

/**
 * The element types of the format, by the names that it gives them and in the order in which Python
 * sorts them.
 */
enum SafetensorsType {
  BOOL(DType.BOOL),
  F4(DType.FLOAT4_E2M1FN_X2),
  U8(DType.UINT8),
  I8(DType.INT8),
  F8_E5M2(DType.FLOAT8_E5M2),
  F8_E4M3(DType.FLOAT8_E4M3FN),
  F8_E8M0(DType.FLOAT8_E8M0FNU),
  F8_E4M3FNUZ(DType.FLOAT8_E4M3FNUZ),
  F8_E5M2FNUZ(DType.FLOAT8_E5M2FNUZ),
  I16(DType.INT16),
  U16(DType.UINT16),
  F16(DType.FLOAT16),
  BF16(DType.BFLOAT16),
  I32(DType.INT32),
  U32(DType.UINT32),
  F32(DType.FLOAT32),
  C64(DType.COMPLEX64),
  F64(DType.FLOAT64),
  I64(DType.INT64),
  U64(DType.UINT64);

  private final DType dtype;

  SafetensorsType(DType dtype) {
    this.dtype = dtype;
  }

  DType dtype() {
    return dtype;
  }

  /** How many of the format's elements lie in one of the tensor's. */
  int packed() {
    return this == F4 ? 2 : 1;
  }

  static SafetensorsType of(String name, DType dtype) {
    for (SafetensorsType type : values()) {
      if (type.dtype == dtype) {
        return type;
      }
    }
    throw new TypeException(
        "the tensor '"
            + name
            + "' has dtype "
            + dtype
            + ", which is not written as safetensors;"
            + " convert it with to(DType.FLOAT32) for example, or use Torch.save");
  }

  /** The type of a name in a file; null for those that torch has no dtype for. */
  static @Nullable SafetensorsType named(String name) {
    for (SafetensorsType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  /**
   * The shape in a file of a tensor's shape.
   *
   * @throws TorchException if the tensor has no last dimension to count parts of elements in
   */
  long[] shapeInFile(long[] shape) {
    return scaled(shape, true);
  }

  /** The other way round. */
  long[] shapeOfTensor(long[] shape) {
    return scaled(shape, false);
  }

  private long[] scaled(long[] shape, boolean toFile) {
    if (packed() == 1) {
      return shape;
    }
    int last = shape.length - 1;
    if (last < 0 || (!toFile && shape[last] % packed() != 0)) {
      throw new TorchException("a tensor of " + dtype + " needs a last dimension of even size");
    }
    long[] scaled = shape.clone();
    scaled[last] = toFile ? shape[last] * packed() : shape[last] / packed();
    return scaled;
  }
}
