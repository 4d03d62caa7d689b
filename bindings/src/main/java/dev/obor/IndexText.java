package dev.obor;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads indices written as between Python's brackets: {@code 1:, ::2, ..., None, [0, 2]}. */
final class IndexText {
  private final String text;
  private int at;

  private IndexText(String text) {
    this.text = text;
  }

  /**
   * Adds the indices of a text to a list.
   *
   * @return whether they are a tuple, as several are, and one with a comma behind it
   */
  static boolean parse(String text, List<@Nullable Object> indices) {
    IndexText reader = new IndexText(text);
    int count = reader.items(indices, true);
    if (count == 0 || !reader.isAtEnd()) {
      throw reader.malformed();
    }
    return count != 1 || text.stripTrailing().endsWith(",");
  }

  private boolean isAtEnd() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at == text.length();
  }

  private char peek() {
    return isAtEnd() ? '\0' : text.charAt(at);
  }

  private boolean take(char wanted) {
    if (peek() == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private boolean take(String word) {
    if (isAtEnd() || !text.startsWith(word, at)) {
      return false;
    }
    int end = at + word.length();
    if (Character.isLetter(word.charAt(0))
        && end < text.length()
        && Character.isJavaIdentifierPart(text.charAt(end))) {
      return false;
    }
    at = end;
    return true;
  }

  /** Reads items until the end or a closing bracket; a comma may follow the last one. */
  private int items(List<@Nullable Object> items, boolean slices) {
    int count = 0;
    while (!isAtEnd() && peek() != ']') {
      items.add(item(slices));
      count++;
      if (!take(',')) {
        break;
      }
    }
    return count;
  }

  private @Nullable Object item(boolean slices) {
    if (take('[')) {
      List<@Nullable Object> items = new ArrayList<>();
      items(items, false);
      if (!take(']')) {
        throw malformed();
      }
      return items;
    }
    if (take("...") || take("Ellipsis")) {
      return Index.ELLIPSIS;
    }
    if (take("None") || take("newaxis")) {
      return null;
    }
    if (take("True")) {
      return true;
    }
    if (take("False")) {
      return false;
    }
    Number start = peek() == ':' ? null : number();
    if (!take(':')) {
      if (start == null) {
        throw malformed();
      }
      return start;
    }
    if (!slices) {
      throw malformed();
    }
    Number end = endsPart() ? null : number();
    Number step = take(':') && !endsPart() ? number() : null;
    return Index.slice(start, end, step);
  }

  private boolean endsPart() {
    return isAtEnd() || peek() == ':' || peek() == ',';
  }

  private Number number() {
    peek();
    int begin = at;
    if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
      at++;
    }
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == digits) {
      throw malformed();
    }
    String number = text.substring(begin, at);
    return number.length() < 19 ? (Number) Long.valueOf(number) : (Number) new BigInteger(number);
  }

  private IndexException malformed() {
    return new IndexException(
        "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid"
            + " indices (got str '"
            + text
            + "', which cannot be read at position "
            + at
            + "; write it as between Python's brackets, as in \"1:, ..., None, [0, 2]\")");
  }
}
