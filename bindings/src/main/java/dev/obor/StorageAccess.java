package dev.obor;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The memory under tensors as package {@code dev.obor.serialization} reaches it. Not for programs:
 * {@link Torch#save} and {@link Torch#load} are for them.
 *
 * <p>All methods may be called from any thread.
 */
public final class StorageAccess {
  private static final long LARGEST_BUFFER = 1 << 30;
  private static final int CHUNK = 1 << 20;

  private StorageAccess() {}

  /** Takes bytes. */
  @FunctionalInterface
  public interface ByteAction {
    /**
     * Takes some bytes; the buffer means nothing after the call.
     *
     * @throws IOException if the bytes cannot be moved
     */
    void accept(ByteBuffer bytes) throws IOException;
  }

  /**
   * A number that two tensors have in common if they stand on one storage, for as long as both
   * live; 0 for a tensor without a storage.
   */
  public static long identity(Tensor tensor) {
    long identity = StorageNatives.identity(tensor.handle());
    Reference.reachabilityFence(tensor);
    return identity;
  }

  /** Where the storage of a tensor begins in memory; 0 for one of no bytes. */
  public static long address(Tensor tensor) {
    long address = TensorNatives.storage_address(tensor.handle());
    Reference.reachabilityFence(tensor);
    return address;
  }

  /** Every byte of the storage below a tensor, as a new uint8 tensor on the same storage. */
  public static Tensor bytes(Tensor tensor) {
    long handle = StorageNatives.bytes(tensor.handle());
    Reference.reachabilityFence(tensor);
    return Tensor.own(handle);
  }

  /**
   * Some bytes of a uint8 tensor as a new tensor, whose storage they are; the memory is shared and
   * lives as long as one of the two does.
   */
  public static Tensor slice(Tensor bytes, long from, long count) {
    long handle = StorageNatives.slice(bytes.handle(), from, count);
    Reference.reachabilityFence(bytes);
    return Tensor.own(handle);
  }

  /**
   * Passes the memory of a contiguous tensor on the CPU to an action, part by part in order. What
   * the action writes, the tensor shows.
   *
   * @throws IOException if the action throws it
   */
  public static void forEachPart(Tensor bytes, ByteAction action) throws IOException {
    long length = bytes.nbytes();
    long elements = LARGEST_BUFFER / bytes.elementSize();
    try (Scope scope = Torch.scope()) {
      Tensor flat = Aten.view(bytes, new long[] {-1});
      long count = length / bytes.elementSize();
      for (long at = 0; at < count; at += elements) {
        Tensor part = Aten.narrow(flat, 0, at, Math.min(elements, count - at));
        ByteBuffer buffer = BufferNatives.as_buffer(part.handle());
        for (int from = 0; from < buffer.capacity(); from += CHUNK) {
          action.accept(
              buffer
                  .slice(from, Math.min(CHUNK, buffer.capacity() - from))
                  .order(ByteOrder.nativeOrder()));
        }
      }
    } finally {
      Reference.reachabilityFence(bytes);
    }
  }
}
