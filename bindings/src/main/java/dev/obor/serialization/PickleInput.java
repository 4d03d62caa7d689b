package dev.obor.serialization;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a part of a source from its beginning to its end; nothing is read twice. */
final class PickleInput {
  private static final int LONGEST_LINE = 1 << 16;

  private final ByteSource source;
  private final long start;
  private final long end;
  private final byte[] buffer;
  private long next;
  private int at;
  private int filled;

  PickleInput(ByteSource source, long start, long end) {
    this.source = source;
    this.start = start;
    this.end = end;
    this.next = start;
    this.buffer = new byte[(int) Math.min(1 << 14, end - start)];
  }

  /** A pickle that is in memory already. */
  PickleInput(ByteSource source, byte[] pickle) {
    this.source = source;
    this.start = 0;
    this.end = pickle.length;
    this.next = pickle.length;
    this.buffer = pickle;
    this.filled = pickle.length;
  }

  /** The position behind what was read. */
  long position() {
    return next - (filled - at);
  }

  /** How many bytes were read. */
  long count() {
    return position() - start;
  }

  long remaining() {
    return end - position();
  }

  ByteSource source() {
    return source;
  }

  int readByte() throws IOException {
    if (at == filled) {
      if (next == end) {
        throw new UnpicklingException(
            "Ran out of input\nThe pickle ends without its last instruction. The file is "
                + source.name());
      }
      int count = (int) Math.min(buffer.length, end - next);
      source.read(next, ByteBuffer.wrap(buffer, 0, count));
      next += count;
      at = 0;
      filled = count;
    }
    return buffer[at++] & 0xFF;
  }

  /** A little-endian number without sign. */
  long readUnsigned(int bytes) throws IOException {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (long) readByte() << (8 * i);
    }
    return value;
  }

  double readDouble() throws IOException {
    long bits = 0;
    for (int i = 0; i < Double.BYTES; i++) {
      bits = bits << 8 | readByte();
    }
    return Double.longBitsToDouble(bits);
  }

  byte[] readBytes(long count) throws IOException {
    if (count < 0 || count > remaining() || count > Integer.MAX_VALUE - 8) {
      throw UnpicklingException.of(
          "pickle data was truncated: "
              + Long.toUnsignedString(count)
              + " bytes are announced, and "
              + remaining()
              + " are left\nThe file is "
              + source.name());
    }
    byte[] bytes = new byte[(int) count];
    int buffered = (int) Math.min(count, filled - at);
    System.arraycopy(buffer, at, bytes, 0, buffered);
    at += buffered;
    if (buffered < count) {
      source.read(next, ByteBuffer.wrap(bytes, buffered, bytes.length - buffered));
      next += bytes.length - buffered;
    }
    return bytes;
  }

  String readText(long count) throws IOException {
    return readText(count, StandardCharsets.UTF_8);
  }

  String readText(long count, Charset charset) throws IOException {
    return decode(readBytes(count), charset, source);
  }

  /** A line without its end. */
  String readLine() throws IOException {
    byte[] line = new byte[64];
    int length = 0;
    for (int c = readByte(); c != '\n'; c = readByte()) {
      if (length == LONGEST_LINE) {
        throw UnpicklingException.of(
            "a line of the pickle is longer than "
                + LONGEST_LINE
                + " bytes\nThe file is "
                + source.name());
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, 2 * length);
      }
      line[length++] = (byte) c;
    }
    return decode(Arrays.copyOf(line, length), StandardCharsets.UTF_8, source);
  }

  static String decode(byte[] bytes, Charset charset, ByteSource source) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      UnpicklingException refusal =
          UnpicklingException.of(
              "'utf-8' codec can't decode a text of "
                  + bytes.length
                  + " bytes\nThe file is "
                  + source.name());
      refusal.initCause(e);
      throw refusal;
    }
  }
}
