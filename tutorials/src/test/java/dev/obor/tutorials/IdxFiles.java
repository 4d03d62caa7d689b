package dev.obor.tutorials;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.GZIPOutputStream;

/** Makes IDX files of unsigned bytes. */
final class IdxFiles {
  private IdxFiles() {}

  static byte[] idx(byte[] data, int... shape) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * shape.length + data.length);
    buffer.putInt(0x0800 | shape.length);
    for (int size : shape) {
      buffer.putInt(size);
    }
    return buffer.put(data).array();
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
