package dev.obor.serialization;

import dev.obor.DType;
import dev.obor.Tensor;

/**
 * A storage of a file on its way into tensors.
 *
 * @param bytes a uint8 tensor over all of its memory, on the device that it goes to
 * @param dtype the dtype that the file gives it
 */
record LoadedStorage(Tensor bytes, DType dtype) {}
