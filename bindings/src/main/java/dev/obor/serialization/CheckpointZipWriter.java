package dev.obor.serialization;

import dev.obor.StorageAccess;
import dev.obor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/**
 * Writes a zip file as Python's checkpoints are laid out: entries without compression, whose data
 * begins at multiples of 64 bytes, check sums behind the data, and an end in the 64-bit form.
 */
final class CheckpointZipWriter {
  static final int ALIGNMENT = 64;

  private static final String FOLDER = "archive/";
  private static final long LIMIT_32 = 0xFFFFFFFFL;
  private static final int LOCAL_HEADER = 30;
  private static final int CENTRAL_HEADER = 46;
  private static final int ZIP64_FIELD = 1;
  private static final int PADDING_FIELD = 'F' | 'B' << 8;
  private static final int UTF8_NAME = 0x800;
  private static final int SUM_BEHIND_DATA = 0x8;

  private record Entry(String name, int flags, long crc, long size, long offset) {}

  private final WritableByteChannel out;
  private final List<Entry> entries = new ArrayList<>();
  private final CRC32 content = new CRC32();
  private long position;

  CheckpointZipWriter(WritableByteChannel out) {
    this.out = out;
  }

  private interface Data {
    void writeTo(StorageAccess.ByteAction sink) throws IOException;
  }

  void add(String name, byte[] data) throws IOException {
    add(name, data.length, sink -> sink.accept(ByteBuffer.wrap(data)));
  }

  /** Adds all bytes of a contiguous tensor on the CPU. */
  void add(String name, Tensor bytes) throws IOException {
    add(name, bytes.nbytes(), sink -> StorageAccess.forEachPart(bytes, sink));
  }

  private void add(String name, long size, Data data) throws IOException {
    String path = FOLDER + name;
    int flags = size == 0 ? UTF8_NAME : UTF8_NAME | SUM_BEHIND_DATA;
    long start = position;
    write(localHeader(path, flags, size));
    CRC32 sum = new CRC32();
    if (size > 0) {
      data.writeTo(
          part -> {
            sum.update(part.duplicate());
            write(part);
          });
      write(sumBehindData(sum.getValue(), size, start));
    }
    content.update(bytes(path));
    updateContent(sum.getValue());
    entries.add(new Entry(path, flags, sum.getValue(), size, start));
  }

  private static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.UTF_8);
  }

  private void updateContent(long sum) {
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      content.update((int) (sum >>> shift));
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    position += bytes.remaining();
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private ByteBuffer localHeader(String name, int flags, long size) {
    byte[] path = bytes(name);
    byte[] wide = wideFields(size, position);
    long unpadded = position + LOCAL_HEADER + path.length + wide.length + 4;
    int padding = (int) ((ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT);
    ByteBuffer header = littleEndian(LOCAL_HEADER + path.length + wide.length + 4 + padding);
    header.putInt(0x04034b50).putShort((short) 0).putShort((short) flags).putShort((short) 0);
    // No time, no date; the sum and the sizes stand behind the data.
    header.putInt(0).putInt(0).putInt(0).putInt(0);
    header.putShort((short) path.length).putShort((short) (wide.length + 4 + padding));
    header.put(path).put(wide);
    header.putShort((short) PADDING_FIELD).putShort((short) padding);
    while (header.hasRemaining()) {
      header.put((byte) 'Z');
    }
    return header.flip();
  }

  /** The field for what does not fit into 32 bits; nothing where all does. */
  private static byte[] wideFields(long size, long offset) {
    int longs = (size >= LIMIT_32 ? 2 : 0) + (offset >= LIMIT_32 ? 1 : 0);
    if (longs == 0) {
      return new byte[0];
    }
    byte[] bytes = new byte[4 + Long.BYTES * longs];
    ByteBuffer field = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    field.putShort((short) ZIP64_FIELD).putShort((short) (Long.BYTES * longs));
    if (size >= LIMIT_32) {
      field.putLong(size).putLong(size);
    }
    if (offset >= LIMIT_32) {
      field.putLong(offset);
    }
    return bytes;
  }

  private static ByteBuffer sumBehindData(long sum, long size, long offset) {
    boolean wide = size >= LIMIT_32 || offset >= LIMIT_32;
    ByteBuffer bytes = littleEndian(wide ? 24 : 16);
    bytes.putInt(0x08074b50).putInt((int) sum);
    if (wide) {
      bytes.putLong(size).putLong(size);
    } else {
      bytes.putInt((int) size).putInt((int) size);
    }
    return bytes.flip();
  }

  /** A number of 40 digits that follows from the names and the content of all entries so far. */
  byte[] fingerprint() {
    CRC32 names = new CRC32();
    entries.forEach(entry -> names.update(bytes(entry.name())));
    BigInteger mixed =
        BigInteger.valueOf(names.getValue()).shiftLeft(Integer.SIZE - 1).add(BigInteger.ONE);
    return String.format(Locale.ROOT, "%020d%020d", mixed, content.getValue())
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Writes the directory behind the entries. */
  void finish() throws IOException {
    long start = position;
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      directory.writeBytes(centralHeader(entry));
    }
    write(ByteBuffer.wrap(directory.toByteArray()));
    long size = position - start;
    ByteBuffer end = littleEndian(56 + 20 + 22);
    end.putInt(0x06064b50).putLong(44).putShort((short) 0x031e).putShort((short) 45);
    end.putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size());
    end.putLong(size).putLong(start);
    end.putInt(0x07064b50).putInt(0).putLong(start + size).putInt(1);
    short count = (short) Math.min(entries.size(), 0xFFFF);
    end.putInt(0x06054b50).putShort((short) 0).putShort((short) 0).putShort(count).putShort(count);
    end.putInt((int) Math.min(size, LIMIT_32)).putInt((int) Math.min(start, LIMIT_32));
    end.putShort((short) 0);
    write(end.flip());
  }

  private static byte[] centralHeader(Entry entry) {
    byte[] wide = wideFields(entry.size(), entry.offset());
    byte[] name = bytes(entry.name());
    byte[] bytes = new byte[CENTRAL_HEADER + name.length + wide.length];
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(0x02014b50).putShort((short) 0).putShort((short) 0);
    header.putShort((short) entry.flags()).putShort((short) 0).putInt(0).putInt((int) entry.crc());
    int size = (int) Math.min(entry.size(), LIMIT_32);
    header.putInt(size).putInt(size);
    header.putShort((short) name.length).putShort((short) wide.length).putShort((short) 0);
    header.putShort((short) 0).putShort((short) 0).putInt(0);
    header.putInt((int) Math.min(entry.offset(), LIMIT_32));
    header.put(name).put(wide);
    return bytes;
  }
}
