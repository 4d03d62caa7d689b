package dev.obor.serialization;

import dev.obor.StorageAccess;
import dev.obor.Tensor;
import java.io.IOException;

/** Turns numbers of the other byte order round. */
final class ByteOrders {
  private ByteOrders() {}

  /** Turns every number of the given width, in place. */
  static void swap(Tensor bytes, int width) throws IOException {
    StorageAccess.forEachPart(
        bytes,
        part -> {
          for (int at = 0; at + width <= part.limit(); at += width) {
            switch (width) {
              case Short.BYTES -> part.putShort(at, Short.reverseBytes(part.getShort(at)));
              case Integer.BYTES -> part.putInt(at, Integer.reverseBytes(part.getInt(at)));
              case Long.BYTES -> part.putLong(at, Long.reverseBytes(part.getLong(at)));
              default -> throw new IllegalArgumentException("width " + width);
            }
          }
        });
  }
}
