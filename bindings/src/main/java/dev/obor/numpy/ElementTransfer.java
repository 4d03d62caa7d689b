package dev.obor.numpy;

import dev.obor.DType;
import dev.obor.Scope;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Moves elements between tensors and channels through a small buffer that both sides share. */
final class ElementTransfer {
  private static final int LARGEST_CHUNK = 1 << 20;

  private final int chunkSize;
  private final ByteBuffer buffer;

  /** Prepares for tensors of the given number of bytes, or of more. */
  ElementTransfer(long bytes) {
    chunkSize = (int) Math.min(LARGEST_CHUNK, bytes);
    buffer = ByteBuffer.allocateDirect(chunkSize).order(ByteOrder.nativeOrder());
  }

  /**
   * Reads the elements of a one-dimensional dense tensor.
   *
   * @throws EOFException if the channel ends before
   */
  void read(ReadableByteChannel from, Tensor to, NpyType type) throws IOException {
    try (Scope scope = Torch.scope()) {
      Tensor chunk = Torch.fromBuffer(buffer, DType.UINT8);
      // A copy makes every byte but 0 a true; other types take the bytes as they are.
      Tensor target = to.dtype() == DType.BOOL ? to : to.view(DType.UINT8);
      long bytes = target.numel();
      for (long at = 0; at < bytes; at += chunkSize) {
        int count = (int) Math.min(chunkSize, bytes - at);
        fill(from, count, bytes, at);
        if (type.isBigEndian()) {
          swap(type.partSize(), count);
        }
        try (Scope step = Torch.scope()) {
          target.narrow(0, at, count).copy_(chunk.narrow(0, 0, count));
        }
      }
    }
  }

  private void fill(ReadableByteChannel from, int count, long expected, long got)
      throws IOException {
    buffer.clear().limit(count);
    while (buffer.hasRemaining()) {
      if (from.read(buffer) < 0) {
        throw new EOFException(
            "EOF: reading array data, expected "
                + expected
                + " bytes got "
                + (got + buffer.position()));
      }
    }
    buffer.clear();
  }

  private void swap(int partSize, int count) {
    for (int at = 0; at < count; at += partSize) {
      switch (partSize) {
        case Short.BYTES -> buffer.putShort(at, Short.reverseBytes(buffer.getShort(at)));
        case Integer.BYTES -> buffer.putInt(at, Integer.reverseBytes(buffer.getInt(at)));
        case Long.BYTES -> buffer.putLong(at, Long.reverseBytes(buffer.getLong(at)));
        default -> {
          return;
        }
      }
    }
  }

  /** Writes the elements of a one-dimensional dense tensor. */
  void write(Tensor from, WritableByteChannel to) throws IOException {
    try (Scope scope = Torch.scope()) {
      Tensor chunk = Torch.fromBuffer(buffer, DType.UINT8);
      Tensor source = from.view(DType.UINT8);
      long bytes = source.numel();
      for (long at = 0; at < bytes; at += chunkSize) {
        int count = (int) Math.min(chunkSize, bytes - at);
        try (Scope step = Torch.scope()) {
          chunk.narrow(0, 0, count).copy_(source.narrow(0, at, count));
        }
        buffer.clear().limit(count);
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
    }
  }
}
