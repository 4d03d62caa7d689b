package dev.obor.serialization;

import dev.obor.StorageAccess;
import dev.obor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Reads the content of a zip file's entries, and compares it with their check sums. */
final class ZipContent {
  // torch.save never compresses; a file that somebody has packed again may be, but not endlessly.
  private static final long HIGHEST_RATIO = 200;
  private static final long ALWAYS_ALLOWED = 1 << 20;
  private static final int CHUNK = 1 << 16;

  private final ByteSource source;
  private final ZipDirectory directory;

  ZipContent(ByteSource source, ZipDirectory directory) {
    this.source = source;
    this.directory = directory;
  }

  byte[] read(ZipDirectory.Entry entry, int largest) throws IOException {
    if (entry.size() > largest) {
      throw source.damaged(
          "the entry " + entry.name() + " is too large: it has " + entry.size() + " bytes");
    }
    byte[] bytes = new byte[(int) checked(entry).size()];
    CRC32 sum = new CRC32();
    try (Reader reader = reader(entry)) {
      reader.fill(ByteBuffer.wrap(bytes));
    }
    sum.update(bytes);
    check(entry, sum);
    return bytes;
  }

  /** Reads an entry into a contiguous tensor on the CPU, of as many bytes. */
  void read(ZipDirectory.Entry entry, Tensor to) throws IOException {
    CRC32 sum = new CRC32();
    try (Reader reader = reader(entry)) {
      StorageAccess.forEachPart(
          to,
          part -> {
            reader.fill(part.duplicate());
            sum.update(part);
          });
    }
    check(entry, sum);
  }

  /**
   * An entry whose content may be made room for.
   *
   * @throws dev.obor.TorchException if it claims to be compressed as nothing real is
   */
  ZipDirectory.Entry checked(ZipDirectory.Entry entry) {
    if (entry.size() > ALWAYS_ALLOWED && entry.size() / HIGHEST_RATIO > entry.packedSize()) {
      throw source.damaged(
          "the entry "
              + entry.name()
              + " claims to unpack from "
              + entry.packedSize()
              + " to "
              + entry.size()
              + " bytes: no checkpoint is compressed like that. torch.save does not compress.");
    }
    return entry;
  }

  private void check(ZipDirectory.Entry entry, CRC32 sum) {
    if (sum.getValue() != entry.crc()) {
      throw source.damaged(
          "PytorchStreamReader failed reading file " + entry.name() + ": CRC-32 check failed");
    }
  }

  private interface Reader extends AutoCloseable {
    void fill(ByteBuffer to) throws IOException;

    @Override
    default void close() {}
  }

  private Reader reader(ZipDirectory.Entry entry) throws IOException {
    long start = directory.dataOffset(entry);
    return entry.method() == ZipDirectory.STORED
        ? new StoredReader(start)
        : new InflatingReader(entry, start);
  }

  private final class StoredReader implements Reader {
    private long at;

    StoredReader(long start) {
      this.at = start;
    }

    @Override
    public void fill(ByteBuffer to) throws IOException {
      int count = to.remaining();
      source.read(at, to);
      at += count;
    }
  }

  private final class InflatingReader implements Reader {
    private final ZipDirectory.Entry entry;
    private final Inflater inflater = new Inflater(true);
    private final byte[] packed = new byte[CHUNK];
    private long at;
    private final long end;

    InflatingReader(ZipDirectory.Entry entry, long start) {
      this.entry = entry;
      this.at = start;
      this.end = start + entry.packedSize();
    }

    @Override
    public void fill(ByteBuffer to) throws IOException {
      try {
        while (to.hasRemaining()) {
          if (inflater.needsInput() && at < end) {
            int count = (int) Math.min(packed.length, end - at);
            source.read(at, ByteBuffer.wrap(packed, 0, count));
            at += count;
            inflater.setInput(packed, 0, count);
          }
          if (inflater.inflate(to) == 0
              && (inflater.finished()
                  || inflater.needsDictionary()
                  || (inflater.needsInput() && at == end))) {
            throw shorter(null);
          }
        }
      } catch (DataFormatException e) {
        throw shorter(e);
      }
    }

    private RuntimeException shorter(@Nullable DataFormatException cause) {
      RuntimeException refusal =
          source.damaged(
              "PytorchStreamReader failed reading file " + entry.name() + ": decompression failed");
      if (cause != null) {
        refusal.initCause(cause);
      }
      return refusal;
    }

    @Override
    public void close() {
      inflater.end();
    }
  }
}
