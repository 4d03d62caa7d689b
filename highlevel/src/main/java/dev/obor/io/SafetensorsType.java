package dev.obor.io;

import dev.obor.DType;
import dev.obor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The element types that are written, by the names that the format gives them and in the order in
 * which Python sorts them.
 */
enum SafetensorsType {
  BOOL(1),
  U8(1),
  I8(1),
  I16(2),
  F16(2),
  BF16(2),
  I32(4),
  F32(4),
  F64(8),
  I64(8);

  private final int size;

  SafetensorsType(int size) {
    this.size = size;
  }

  static SafetensorsType of(String name, DType dtype) {
    return switch (dtype) {
      case FLOAT64 -> F64;
      case FLOAT32 -> F32;
      case FLOAT16 -> F16;
      case BFLOAT16 -> BF16;
      case INT64 -> I64;
      case INT32 -> I32;
      case INT16 -> I16;
      case INT8 -> I8;
      case UINT8 -> U8;
      case BOOL -> BOOL;
      default ->
          throw new IllegalArgumentException(
              "the tensor '"
                  + name
                  + "' has dtype "
                  + dtype
                  + ", which is not written as safetensors;"
                  + " convert it with to(DType.FLOAT32) for example");
    };
  }

  /** Returns the bytes of an element. */
  int size() {
    return size;
  }

  /**
   * Returns the elements of a tensor of this type as they stand in a file: row-major,
   * little-endian.
   */
  byte[] bytes(Tensor tensor) {
    int length = Math.toIntExact(tensor.numel());
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.multiplyExact(length, size)).order(ByteOrder.LITTLE_ENDIAN);
    switch (this) {
      case F64 -> buffer.asDoubleBuffer().put(tensor.toDoubleArray());
      case F32 -> buffer.asFloatBuffer().put(tensor.toFloatArray());
      case F16, BF16 -> buffer.asShortBuffer().put(tensor.view(DType.INT16).toShortArray());
      case I64 -> buffer.asLongBuffer().put(tensor.toLongArray());
      case I32 -> buffer.asIntBuffer().put(tensor.toIntArray());
      case I16 -> buffer.asShortBuffer().put(tensor.toShortArray());
      case I8, U8 -> buffer.put(tensor.toByteArray());
      case BOOL -> {
        for (boolean value : tensor.toBooleanArray()) {
          buffer.put((byte) (value ? 1 : 0));
        }
      }
    }
    return buffer.array();
  }
}
