package dev.obor.serialization;

import dev.obor.ValueException;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Writes the instructions of pickle protocol 2 as Python's pickler writes them. */
final class PickleOutput {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  byte[] toByteArray() {
    return out.toByteArray();
  }

  void op(char opcode) {
    out.write(opcode);
  }

  private void littleEndian(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> (8 * i)));
    }
  }

  void header() {
    op(Opcode.PROTO);
    out.write(2);
  }

  void integer(long value) {
    if (value >= 0 && value <= 0xFF) {
      op(Opcode.BININT1);
      littleEndian(value, 1);
    } else if (value >= 0 && value <= 0xFFFF) {
      op(Opcode.BININT2);
      littleEndian(value, 2);
    } else if (value == (int) value) {
      op(Opcode.BININT);
      littleEndian(value, 4);
    } else {
      integer(BigInteger.valueOf(value));
    }
  }

  void integer(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      integer(value.longValue());
      return;
    }
    byte[] bytes = value.toByteArray();
    if (bytes.length <= 0xFF) {
      op(Opcode.LONG1);
      littleEndian(bytes.length, 1);
    } else {
      op(Opcode.LONG4);
      littleEndian(bytes.length, 4);
    }
    for (int i = bytes.length - 1; i >= 0; i--) {
      out.write(bytes[i]);
    }
  }

  void real(double value) {
    op(Opcode.BINFLOAT);
    long bits = Double.doubleToRawLongBits(value);
    for (int shift = 56; shift >= 0; shift -= 8) {
      out.write((int) (bits >>> shift));
    }
  }

  void text(String text) {
    byte[] bytes = encoded(text);
    op(Opcode.BINUNICODE);
    littleEndian(bytes.length, 4);
    out.write(bytes, 0, bytes.length);
  }

  private static byte[] encoded(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          throw new ValueException("a text holds half of a surrogate pair at index " + i);
        }
        i++;
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  void global(String module, String name) {
    op(Opcode.GLOBAL);
    byte[] line = (module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(line, 0, line.length);
  }

  void put(int index) {
    indexed(Opcode.BINPUT, Opcode.LONG_BINPUT, index);
  }

  void get(int index) {
    indexed(Opcode.BINGET, Opcode.LONG_BINGET, index);
  }

  private void indexed(char small, char large, int index) {
    boolean fits = index <= 0xFF;
    op(fits ? small : large);
    littleEndian(index, fits ? 1 : 4);
  }
}
