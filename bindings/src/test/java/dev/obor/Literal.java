package dev.obor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the literals of {@code creation_goldens.py} as Java values: Long, BigInteger, Double,
 * Boolean, Complex, String, null and lists of them.
 */
final class Literal {
  private final String text;
  private int at;

  private Literal(String text) {
    this.text = text;
  }

  static @Nullable Object of(String text) {
    return new Literal(text).value();
  }

  private @Nullable Object value() {
    if (text.startsWith("[", at)) {
      return list();
    }
    if (text.startsWith("'", at)) {
      int end = text.indexOf('\'', at + 1);
      String string = text.substring(at + 1, end);
      at = end + 1;
      return string;
    }
    if (text.startsWith("complex(", at)) {
      at += "complex(".length();
      double real = Double.parseDouble(javaNumber(word()));
      at++;
      double imaginary = Double.parseDouble(javaNumber(word()));
      at++;
      return new Complex(real, imaginary);
    }
    return number(word());
  }

  private List<@Nullable Object> list() {
    List<@Nullable Object> list = new ArrayList<>();
    at++;
    while (text.charAt(at) != ']') {
      list.add(value());
      if (text.charAt(at) == ',') {
        at++;
      }
    }
    at++;
    return list;
  }

  private String word() {
    int start = at;
    while (at < text.length() && ",])".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  private static @Nullable Object number(String word) {
    if (word.equals("None")) {
      return null;
    }
    if (word.equals("True") || word.equals("False")) {
      return word.equals("True");
    }
    if (!word.matches("-?\\d+")) {
      return Double.parseDouble(javaNumber(word));
    }
    BigInteger whole = new BigInteger(word);
    if (whole.bitLength() > 63) {
      return whole;
    }
    return whole.longValue();
  }

  private static String javaNumber(String python) {
    return python.replace("inf", "Infinity").replace("nan", "NaN");
  }
}
