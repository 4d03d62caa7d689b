package dev.obor.serialization;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a pickle of protocol 2 as lines, one for each instruction, so that two can be compared.
 */
final class Disassembly {
  private Disassembly() {}

  static List<String> of(byte[] pickle) {
    ByteBuffer in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    List<String> lines = new ArrayList<>();
    while (in.hasRemaining()) {
      lines.add(line(in));
    }
    return lines;
  }

  private static String line(ByteBuffer in) {
    int opcode = in.get() & 0xFF;
    return switch (opcode) {
      case Opcode.PROTO -> "PROTO " + in.get();
      case Opcode.GLOBAL -> "GLOBAL " + word(in) + " " + word(in);
      case Opcode.BINUNICODE -> "BINUNICODE " + text(in, in.getInt());
      case Opcode.BINFLOAT -> "BINFLOAT " + Long.toHexString(Long.reverseBytes(in.getLong()));
      case Opcode.BININT -> "BININT " + in.getInt();
      case Opcode.BININT1 -> "BININT1 " + (in.get() & 0xFF);
      case Opcode.BININT2 -> "BININT2 " + (in.getShort() & 0xFFFF);
      case Opcode.LONG1 -> "LONG1 " + hexadecimal(in, in.get() & 0xFF);
      case Opcode.BINPUT -> "BINPUT " + (in.get() & 0xFF);
      case Opcode.LONG_BINPUT -> "LONG_BINPUT " + in.getInt();
      case Opcode.BINGET -> "BINGET " + (in.get() & 0xFF);
      case Opcode.LONG_BINGET -> "LONG_BINGET " + in.getInt();
      case Opcode.NEWTRUE -> "NEWTRUE";
      case Opcode.NEWFALSE -> "NEWFALSE";
      case Opcode.TUPLE1, Opcode.TUPLE2, Opcode.TUPLE3 -> "TUPLE" + (opcode - 0x84);
      default -> {
        if ("(.0Q}])RtuseabN".indexOf(opcode) < 0) {
          throw new AssertionError("opcode " + opcode + " at " + in.position());
        }
        yield Character.toString(opcode);
      }
    };
  }

  private static String word(ByteBuffer in) {
    StringBuilder word = new StringBuilder();
    for (char c = (char) in.get(); c != '\n'; c = (char) in.get()) {
      word.append(c);
    }
    return word.toString();
  }

  private static String text(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String hexadecimal(ByteBuffer in, int length) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < length; i++) {
      digits.append(String.format("%02x", in.get()));
    }
    return digits.toString();
  }
}
