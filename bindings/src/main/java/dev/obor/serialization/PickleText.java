package dev.obor.serialization;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What protocol 0 writes as text. */
final class PickleText {
  private static final int MOST_DIGITS = 5000;

  private PickleText() {}

  /** A Long where the number fits into one. */
  static Number narrowed(BigInteger value) {
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  static Number integer(String line) {
    String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
    if (digits.length() > MOST_DIGITS || !digits.matches("[+-]?[0-9]+")) {
      throw UnpicklingException.of("invalid literal for int() with base 10: " + shown(line));
    }
    return narrowed(new BigInteger(digits));
  }

  static Object integerOrTruth(String line) {
    return switch (line) {
      case "00" -> false;
      case "01" -> true;
      default -> integer(line);
    };
  }

  static long index(String line) {
    return integer(line) instanceof Long index ? index : -1;
  }

  static double real(String line) {
    switch (line.toLowerCase(Locale.ROOT)) {
      case "inf" -> {
        return Double.POSITIVE_INFINITY;
      }
      case "-inf" -> {
        return Double.NEGATIVE_INFINITY;
      }
      case "nan", "-nan" -> {
        return Double.NaN;
      }
      default -> {
        if (line.length() > MOST_DIGITS || !line.matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?")) {
          throw notReal(line);
        }
        try {
          return Double.parseDouble(line);
        } catch (NumberFormatException e) {
          UnpicklingException refusal = notReal(line);
          refusal.initCause(e);
          throw refusal;
        }
      }
    }
  }

  private static UnpicklingException notReal(String line) {
    return UnpicklingException.of("could not convert string to float: " + shown(line));
  }

  private static String shown(String line) {
    return "'" + (line.length() > 100 ? line.substring(0, 100) + "..." : line) + "'";
  }

  /** A text between quotes, in which a backslash means something. */
  static String quoted(String line) {
    int last = line.length() - 1;
    if (last < 1
        || line.charAt(0) != line.charAt(last)
        || (line.charAt(0) != '\'' && line.charAt(0) != '"')) {
      throw UnpicklingException.of("the STRING opcode argument must be quoted");
    }
    StringBuilder bytes = new StringBuilder();
    for (int i = 1; i < last; i++) {
      char c = line.charAt(i);
      if (c != '\\') {
        bytes.append(c);
        continue;
      }
      char escape = line.charAt(++i);
      switch (escape) {
        case 'n' -> bytes.append('\n');
        case 'r' -> bytes.append('\r');
        case 't' -> bytes.append('\t');
        case 'x' -> {
          bytes.append((char) hexadecimal(line, i + 1, Math.min(last, i + 3), 2));
          i += 2;
        }
        case '\\', '\'', '"' -> bytes.append(escape);
        default -> throw UnpicklingException.of("a text has the unknown escape \\" + escape);
      }
    }
    return new String(
        bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** A text in which only a backslash and {@code u} mean something. */
  static String escaped(String line) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      char next = c == '\\' && i + 1 < line.length() ? line.charAt(i + 1) : ' ';
      int digits = next == 'u' ? 4 : next == 'U' ? 8 : 0;
      if (digits == 0) {
        text.append(c);
        continue;
      }
      int code = hexadecimal(line, i + 2, Math.min(line.length(), i + 2 + digits), digits);
      if (!Character.isValidCodePoint(code)) {
        throw UnpicklingException.of("a text has a character that does not exist: " + code);
      }
      text.appendCodePoint(code);
      i += 1 + digits;
    }
    return text.toString();
  }

  private static int hexadecimal(String line, int from, int to, int digits) {
    String number = line.substring(Math.min(from, to), to);
    if (number.length() != digits || !number.matches("[0-9a-fA-F]+")) {
      throw UnpicklingException.of("truncated escape in a text");
    }
    return (int) Math.min(Integer.MAX_VALUE, Long.parseLong(number, 16));
  }
}
