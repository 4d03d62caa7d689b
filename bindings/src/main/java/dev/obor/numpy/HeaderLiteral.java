package dev.obor.numpy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the Python literals that stand in headers: dictionaries, tuples, lists, strings, whole
 * numbers and truth values, and nothing that could run.
 */
final class HeaderLiteral {
  private static final int DEEPEST = 16;

  private final String text;
  private int at;

  private HeaderLiteral(String text) {
    this.text = text;
  }

  /**
   * Reads a dictionary; a tuple becomes a list, and a list an array.
   *
   * @throws IllegalArgumentException if the text is something else
   */
  static Map<?, ?> dictionary(String text) {
    HeaderLiteral reader = new HeaderLiteral(text);
    Object value = reader.value(0);
    if (!(value instanceof Map<?, ?> map) || reader.peek() != '\0') {
      throw reader.malformed();
    }
    return map;
  }

  private char peek() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private boolean take(char wanted) {
    if (peek() == wanted && wanted != '\0') {
      at++;
      return true;
    }
    return false;
  }

  private void require(char wanted) {
    if (!take(wanted)) {
      throw malformed();
    }
  }

  private Object value(int depth) {
    if (depth > DEEPEST) {
      throw malformed();
    }
    char first = peek();
    return switch (first) {
      case '{' -> map(depth);
      case '(' -> sequence(')', depth);
      case '[' -> sequence(']', depth);
      case '\'', '"' -> string();
      default -> word();
    };
  }

  private Map<Object, Object> map(int depth) {
    require('{');
    Map<Object, Object> map = new LinkedHashMap<>();
    while (!take('}')) {
      Object key = value(depth + 1);
      require(':');
      map.put(key, value(depth + 1));
      if (!take(',')) {
        require('}');
        break;
      }
    }
    return map;
  }

  /** Reads a tuple or a list; one value in parentheses without a comma is the value itself. */
  private Object sequence(char end, int depth) {
    at++;
    List<Object> items = new ArrayList<>();
    boolean comma = false;
    while (!take(end)) {
      items.add(value(depth + 1));
      if (!take(',')) {
        require(end);
        break;
      }
      comma = true;
    }
    if (end == ']') {
      return items.toArray();
    }
    return items.size() == 1 && !comma ? items.get(0) : items;
  }

  private String string() {
    char quote = text.charAt(at++);
    StringBuilder value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote) {
      char c = text.charAt(at++);
      if (c == '\\') {
        throw malformed();
      }
      value.append(c);
    }
    if (at == text.length()) {
      throw malformed();
    }
    at++;
    return value.toString();
  }

  private Object word() {
    int begin = at;
    while (at < text.length()
        && (Character.isLetterOrDigit(text.charAt(at)) || "+-_".indexOf(text.charAt(at)) >= 0)) {
      at++;
    }
    String word = text.substring(begin, at);
    if (word.equals("True") || word.equals("False")) {
      return word.equals("True");
    }
    // Python 2 wrote an L behind long numbers.
    String digits = word.endsWith("L") ? word.substring(0, word.length() - 1) : word;
    if (!digits.matches("[+-]?[0-9]{1,18}")) {
      throw malformed();
    }
    return Long.valueOf(digits);
  }

  private IllegalArgumentException malformed() {
    return new IllegalArgumentException("at character " + at);
  }
}
