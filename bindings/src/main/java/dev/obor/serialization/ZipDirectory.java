package dev.obor.serialization;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of a zip file, all of whose sizes and offsets have been checked against the file and
 * against one another: none overlaps another one or the directory.
 */
final class ZipDirectory {
  static final int STORED = 0;
  static final int DEFLATED = 8;

  private static final int LOCAL_HEADER = 30;
  private static final int CENTRAL_HEADER = 46;
  private static final int END = 22;
  private static final int LOCATOR = 20;
  private static final int END_64 = 56;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final long WIDE = 0xFFFFFFFFL;
  private static final int LARGEST_DIRECTORY = 1 << 28;

  /**
   * An entry.
   *
   * @param name its path in the file
   * @param method how it is compressed
   * @param crc the check sum of its content
   * @param packedSize the bytes that it takes in the file
   * @param size the bytes of its content
   * @param headerOffset where its header begins
   * @param end where the next entry or the directory begins
   */
  record Entry(
      String name, int method, long crc, long packedSize, long size, long headerOffset, long end) {}

  private final ByteSource source;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  private ZipDirectory(ByteSource source) {
    this.source = source;
  }

  static ZipDirectory read(ByteSource source) throws IOException {
    ZipDirectory directory = new ZipDirectory(source);
    directory.read();
    return directory;
  }

  /** The entries by their names, in the order of the file. */
  Map<String, Entry> entries() {
    return entries;
  }

  Optional<Entry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }

  private RuntimeException damaged(String text) {
    return source.damaged("PytorchStreamReader failed reading zip archive: " + text);
  }

  private ByteBuffer bytes(long position, int count) throws IOException {
    if (position < 0 || count > source.size() - position) {
      throw damaged("invalid header or archive is corrupted");
    }
    return ByteBuffer.wrap(source.read(position, count)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Where the directory is, and how large. */
  private record Place(long offset, long size, long count, long behind) {}

  private void read() throws IOException {
    Place place = place();
    if (place.size() > LARGEST_DIRECTORY
        || place.size() < 0
        || place.offset() < 0
        || place.offset() > place.behind() - place.size()
        || place.count() < 0
        || place.count() > place.size() / CENTRAL_HEADER) {
      throw damaged("invalid header or archive is corrupted");
    }
    ByteBuffer central = bytes(place.offset(), (int) place.size());
    List<Entry> found = new ArrayList<>();
    for (long i = 0; i < place.count(); i++) {
      found.add(entry(central));
    }
    found.sort(Comparator.comparingLong(Entry::headerOffset));
    for (int i = 0; i < found.size(); i++) {
      Entry e = found.get(i);
      long end = i + 1 < found.size() ? found.get(i + 1).headerOffset() : place.offset();
      checkExtent(e, end);
      Entry whole =
          new Entry(e.name(), e.method(), e.crc(), e.packedSize(), e.size(), e.headerOffset(), end);
      if (entries.put(e.name(), whole) != null) {
        throw damaged("two entries are named " + e.name());
      }
    }
  }

  private void checkExtent(Entry entry, long end) {
    long name = entry.name().getBytes(StandardCharsets.UTF_8).length;
    if (entry.headerOffset() < 0
        || entry.packedSize() < 0
        || entry.size() < 0
        || entry.packedSize() > end - entry.headerOffset() - LOCAL_HEADER - name) {
      throw damaged(
          "invalid header or archive is corrupted: the entry "
              + entry.name()
              + " reaches into what follows it");
    }
    if (entry.method() == STORED && entry.packedSize() != entry.size()) {
      throw damaged("the entry " + entry.name() + " has two sizes and no compression");
    }
  }

  private Place place() throws IOException {
    long size = source.size();
    int tail = (int) Math.min(size, END + LONGEST_COMMENT);
    ByteBuffer last = bytes(size - tail, tail);
    for (int at = tail - END; at >= 0; at--) {
      if (last.getInt(at) == 0x06054b50
          && at + END + Short.toUnsignedInt(last.getShort(at + 20)) == tail) {
        return place(last, at, size - tail + at);
      }
    }
    throw damaged("failed finding central directory");
  }

  private Place place(ByteBuffer last, int at, long end) throws IOException {
    Place narrow =
        new Place(
            Integer.toUnsignedLong(last.getInt(at + 16)),
            Integer.toUnsignedLong(last.getInt(at + 12)),
            Short.toUnsignedLong(last.getShort(at + 10)),
            end);
    if (end < LOCATOR) {
      return narrow;
    }
    ByteBuffer locator = bytes(end - LOCATOR, LOCATOR);
    if (locator.getInt() != 0x07064b50) {
      return narrow;
    }
    long wideEnd = locator.getLong(8);
    if (wideEnd < 0 || wideEnd > end - LOCATOR - END_64) {
      throw damaged("invalid header or archive is corrupted");
    }
    ByteBuffer wide = bytes(wideEnd, END_64);
    if (wide.getInt() != 0x06064b50) {
      throw damaged("invalid header or archive is corrupted");
    }
    return new Place(wide.getLong(48), wide.getLong(40), wide.getLong(32), wideEnd);
  }

  private Entry entry(ByteBuffer central) {
    if (central.remaining() < CENTRAL_HEADER || central.getInt() != 0x02014b50) {
      throw damaged("invalid header or archive is corrupted");
    }
    int at = central.position() - Integer.BYTES;
    int flags = Short.toUnsignedInt(central.getShort(at + 8));
    int method = Short.toUnsignedInt(central.getShort(at + 10));
    long crc = Integer.toUnsignedLong(central.getInt(at + 16));
    long packed = Integer.toUnsignedLong(central.getInt(at + 20));
    long size = Integer.toUnsignedLong(central.getInt(at + 24));
    int nameLength = Short.toUnsignedInt(central.getShort(at + 28));
    int extraLength = Short.toUnsignedInt(central.getShort(at + 30));
    int commentLength = Short.toUnsignedInt(central.getShort(at + 32));
    long offset = Integer.toUnsignedLong(central.getInt(at + 42));
    int next = at + CENTRAL_HEADER + nameLength + extraLength + commentLength;
    if (next > central.limit()) {
      throw damaged("invalid header or archive is corrupted");
    }
    byte[] name = new byte[nameLength];
    central.get(at + CENTRAL_HEADER, name);
    ByteBuffer extra =
        central.slice(at + CENTRAL_HEADER + nameLength, extraLength).order(ByteOrder.LITTLE_ENDIAN);
    central.position(next);
    if (size == WIDE || packed == WIDE || offset == WIDE) {
      ByteBuffer wide = wideField(extra);
      size = size == WIDE ? wideValue(wide) : size;
      packed = packed == WIDE ? wideValue(wide) : packed;
      offset = offset == WIDE ? wideValue(wide) : offset;
    }
    String path = PickleInput.decode(name, StandardCharsets.UTF_8, source);
    if ((flags & 1) != 0 || (method != STORED && method != DEFLATED)) {
      throw damaged(
          "unsupported method: the entry "
              + path
              + ((flags & 1) != 0 ? " is encrypted" : " is compressed by method " + method));
    }
    return new Entry(path, method, crc, packed, size, offset, 0);
  }

  private ByteBuffer wideField(ByteBuffer extra) {
    while (extra.remaining() >= 4) {
      int id = Short.toUnsignedInt(extra.getShort());
      int length = Short.toUnsignedInt(extra.getShort());
      if (length > extra.remaining()) {
        break;
      }
      if (id == 1) {
        return extra.slice(extra.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      }
      extra.position(extra.position() + length);
    }
    throw damaged("invalid header or archive is corrupted: a large entry has no 64-bit field");
  }

  private long wideValue(ByteBuffer field) {
    if (field.remaining() < Long.BYTES) {
      throw damaged("invalid header or archive is corrupted: a 64-bit field is too short");
    }
    return field.getLong();
  }

  /** Where the data of an entry begins, which lies whole in front of what follows the entry. */
  long dataOffset(Entry entry) throws IOException {
    ByteBuffer header = bytes(entry.headerOffset(), LOCAL_HEADER);
    if (header.getInt() != 0x04034b50) {
      throw damaged("invalid header or archive is corrupted: " + entry.name() + " has no header");
    }
    long offset =
        entry.headerOffset()
            + LOCAL_HEADER
            + Short.toUnsignedInt(header.getShort(26))
            + Short.toUnsignedInt(header.getShort(28));
    if (offset > entry.end() - entry.packedSize()) {
      throw damaged(
          "invalid header or archive is corrupted: the entry "
              + entry.name()
              + " reaches into what follows it");
    }
    return offset;
  }
}
