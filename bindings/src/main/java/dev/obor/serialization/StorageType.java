package dev.obor.serialization;

import dev.obor.DType;
import dev.obor.TorchException;

/**
 * A class of storages, as files name it.
 *
 * @param dtype the dtype of its elements; uint8 for bytes without a type
 */
record StorageType(DType dtype) {
  /**
   * The bytes of a number of elements.
   *
   * @throws TorchException if the number makes no sense
   */
  long bytes(long count, ByteSource source) {
    long itemsize = dtype.itemsize();
    if (count < 0 || count > Long.MAX_VALUE / itemsize) {
      throw source.damaged("a storage claims to have " + count + " elements");
    }
    return count * itemsize;
  }
}
