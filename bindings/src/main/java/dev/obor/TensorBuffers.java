package dev.obor;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * A tensor's memory as buffers of Java, without a copy: what Python's {@code x.numpy()} is for.
 *
 * <pre>{@code
 * Tensor x = Torch.zeros(3);
 * FloatBuffer b = x.asFloatBuffer();
 * x.add_(1);
 * b.get(0);        // 1.0
 * b.put(1, 5);
 * x.get(1);        // tensor(5.)
 * }</pre>
 *
 * <p>All buffers can be written and have the machine's byte order. A buffer, and every slice,
 * duplicate and view of it, keeps the memory for as long as it can be reached, even after the
 * tensor is closed. From then on the tensor cannot be made longer in place, as in Python.
 *
 * <p>On JDK 22 and later {@code MemorySegment.ofBuffer(x.asByteBuffer())} is a segment over the
 * same memory, which keeps it too.
 *
 * <p>All methods may be called from any thread. What threads write at once is unspecified.
 */
public abstract sealed class TensorBuffers extends TensorIndexing permits TensorTypes {
  TensorBuffers() {}

  /**
   * The memory of a contiguous tensor on the CPU, as bytes in the machine's order: Python's {@code
   * x.numpy()}.
   *
   * @throws TorchException if the tensor requires gradients or is lazily conjugated or negated
   * @throws TypeException if the tensor is sparse or not on the CPU
   * @throws ValueException if the tensor is not contiguous, or has more bytes than a buffer can
   */
  public ByteBuffer asByteBuffer() {
    return SharedMemory.buffer(self(), null);
  }

  /**
   * The memory of a float32 tensor, as {@link #asByteBuffer}.
   *
   * @throws TypeException if the tensor has another dtype
   */
  public FloatBuffer asFloatBuffer() {
    return SharedMemory.buffer(self(), DType.FLOAT32).asFloatBuffer();
  }

  /**
   * The memory of a float64 tensor, as {@link #asByteBuffer}.
   *
   * @throws TypeException if the tensor has another dtype
   */
  public DoubleBuffer asDoubleBuffer() {
    return SharedMemory.buffer(self(), DType.FLOAT64).asDoubleBuffer();
  }

  /**
   * The memory of an int64 tensor, as {@link #asByteBuffer}.
   *
   * @throws TypeException if the tensor has another dtype
   */
  public LongBuffer asLongBuffer() {
    return SharedMemory.buffer(self(), DType.INT64).asLongBuffer();
  }

  /**
   * The memory of an int32 tensor, as {@link #asByteBuffer}.
   *
   * @throws TypeException if the tensor has another dtype
   */
  public IntBuffer asIntBuffer() {
    return SharedMemory.buffer(self(), DType.INT32).asIntBuffer();
  }

  /**
   * The memory of an int16 tensor, as {@link #asByteBuffer}.
   *
   * @throws TypeException if the tensor has another dtype
   */
  public ShortBuffer asShortBuffer() {
    return SharedMemory.buffer(self(), DType.INT16).asShortBuffer();
  }
}
