package dev.obor.files;

import dev.obor.TorchException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON strictly: what the headers of checkpoints and the lists of datasets need, and nothing
 * beyond RFC 8259. Objects become maps in their order, whole numbers Long, other numbers Double.
 *
 * <p>All functions may be called from any thread.
 */
public final class Json {
  private static final int DEEPEST = 64;
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]{0,400})(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,10})?");

  private final String text;
  private int at;
  private int depth;

  private Json(String text) {
    this.text = text;
  }

  /**
   * Reads a text that is one value.
   *
   * @return a map, a list, a text, a number, a truth value, or null
   * @throws TorchException if it is not
   */
  public static @Nullable Object read(String text) {
    Json json = new Json(text);
    Object value = json.value();
    json.space();
    if (json.at < text.length()) {
      throw json.invalid("something behind the end");
    }
    return value;
  }

  /** Appends a text between quotes. */
  public static StringBuilder appendString(StringBuilder json, String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"');
  }

  private TorchException invalid(String what) {
    return new TorchException("invalid JSON: " + what + " at character " + at);
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char next() {
    if (at == text.length()) {
      throw invalid("the text ends");
    }
    return text.charAt(at);
  }

  private boolean take(char c) {
    space();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!take(c)) {
      throw invalid("no " + c);
    }
  }

  private @Nullable Object value() {
    space();
    char c = next();
    if (c == '"') {
      return string();
    }
    if (c == '{' || c == '[') {
      if (++depth > DEEPEST) {
        throw invalid("brackets more than " + DEEPEST + " deep");
      }
      Object value = c == '{' ? object() : array();
      depth--;
      return value;
    }
    if (c == '-' || (c >= '0' && c <= '9')) {
      return number();
    }
    return word();
  }

  private @Nullable Object word() {
    if (text.startsWith("true", at)) {
      at += 4;
      return true;
    }
    if (text.startsWith("false", at)) {
      at += 5;
      return false;
    }
    if (text.startsWith("null", at)) {
      at += 4;
      return null;
    }
    throw invalid("no value");
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    expect('{');
    if (take('}')) {
      return object;
    }
    do {
      space();
      if (next() != '"') {
        throw invalid("no name");
      }
      String name = string();
      expect(':');
      Object value = value();
      if (object.containsKey(name)) {
        throw invalid("the name '" + name + "' for the second time");
      }
      object.put(name, value);
    } while (take(','));
    expect('}');
    return object;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> array = new ArrayList<>();
    expect('[');
    if (take(']')) {
      return array;
    }
    do {
      array.add(value());
    } while (take(','));
    expect(']');
    return array;
  }

  private Number number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String number = text.substring(from, at);
    if (!NUMBER.matcher(number).matches()) {
      throw invalid("no number");
    }
    try {
      return number.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E')
          ? (Number) Long.valueOf(number)
          : (Number) Double.valueOf(number);
    } catch (NumberFormatException e) {
      TorchException refusal = invalid("a whole number that is too large");
      refusal.initCause(e);
      throw refusal;
    }
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    at++;
    while (next() != '"') {
      char c = text.charAt(at++);
      if (c < ' ') {
        throw invalid("a control character in a text");
      }
      string.append(c == '\\' ? escape() : c);
    }
    at++;
    return string.toString();
  }

  private char escape() {
    char c = next();
    at++;
    switch (c) {
      case '"', '\\', '/' -> {
        return c;
      }
      case 'b' -> {
        return '\b';
      }
      case 'f' -> {
        return '\f';
      }
      case 'n' -> {
        return '\n';
      }
      case 'r' -> {
        return '\r';
      }
      case 't' -> {
        return '\t';
      }
      case 'u' -> {
        String digits = text.substring(at, Math.min(text.length(), at + 4));
        if (!digits.matches("[0-9a-fA-F]{4}")) {
          throw invalid("no four digits");
        }
        at += 4;
        return (char) Integer.parseInt(digits, 16);
      }
      default -> throw invalid("an unknown escape");
    }
  }
}
