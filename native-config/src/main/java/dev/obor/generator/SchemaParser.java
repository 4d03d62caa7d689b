package dev.obor.generator;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one line of the schema dump, such as {@code aten::relu(Tensor self) -> Tensor}. */
final class SchemaParser {
  private final String line;
  private int at;

  private SchemaParser(String line) {
    this.line = line;
  }

  /**
   * Parses a schema.
   *
   * @throws IllegalArgumentException if the line is not in the schema language; the message shows
   *     where
   */
  static Schema parse(String line) {
    return new SchemaParser(line.strip()).schema();
  }

  private Schema schema() {
    String namespace = identifier();
    expect("::");
    String name = identifier();
    String overload = accept(".") ? identifier() : "";
    expect("(");
    List<SchemaArgument> arguments = new ArrayList<>();
    boolean keywordOnly = false;
    while (!accept(")")) {
      if (accept("*")) {
        keywordOnly = true;
      } else {
        arguments.add(argument(keywordOnly));
      }
      accept(",");
      spaces();
    }
    spaces();
    expect("->");
    spaces();
    return new Schema(namespace, name, overload, List.copyOf(arguments), results(), line);
  }

  private List<SchemaArgument> results() {
    List<SchemaArgument> results = new ArrayList<>();
    if (!accept("(")) {
      results.add(result());
    } else {
      while (!accept(")")) {
        results.add(result());
        accept(",");
        spaces();
      }
    }
    if (at != line.length()) {
      throw error("the end of the line");
    }
    return List.copyOf(results);
  }

  private SchemaArgument argument(boolean keywordOnly) {
    SchemaType type = type();
    spaces();
    String name = identifier();
    String defaultValue = accept("=") ? defaultValue() : null;
    return new SchemaArgument(dimensionName(type, name), name, defaultValue, keywordOnly);
  }

  /**
   * The dispatcher writes {@code str} for the names of dimensions too, where C++ takes another
   * type.
   */
  private static SchemaType dimensionName(SchemaType type, String argument) {
    return type.base().equals("str")
            && argument.matches("names|order|dims?|dim[012]|outdim|(start|end|out)_dim")
        ? new SchemaType(
            "Dimname",
            type.alias(),
            type.list(),
            type.fixedSize(),
            type.optional(),
            type.optionalElements())
        : type;
  }

  private SchemaArgument result() {
    SchemaType type = type();
    spaces();
    String name = isWord(next()) ? identifier() : "";
    return new SchemaArgument(type, name, null, false);
  }

  private SchemaType type() {
    String base = typeName();
    String alias = alias();
    boolean optionalElements = false;
    boolean optional = accept("?");
    boolean list = false;
    int fixedSize = 0;
    while (accept("[")) {
      base = list ? base + "[]" : base;
      list = true;
      optionalElements = optional;
      int start = at;
      while (Character.isDigit(next())) {
        at++;
      }
      fixedSize = at > start ? size(line.substring(start, at)) : 0;
      expect("]");
      alias = alias == null ? alias() : alias;
      optional = accept("?");
    }
    return new SchemaType(base, alias, list, fixedSize, optional, optionalElements);
  }

  private int size(String digits) {
    if (digits.length() > 4) {
      throw error("a list of fewer than 10000 elements");
    }
    return Integer.parseInt(digits);
  }

  /**
   * A name such as {@code Tensor}, {@code __torch__.torch.classes.rnn.X} or {@code Dict(Tensor,
   * Tensor)}.
   */
  private String typeName() {
    int start = at;
    while (isWord(next()) || next() == '.') {
      at++;
    }
    if (line.substring(start, at).equals("Dict") || line.substring(start, at).equals("Future")) {
      skipTo(')');
    }
    if (at == start) {
      throw error("a type");
    }
    return line.substring(start, at);
  }

  private @Nullable String alias() {
    if (!accept("(")) {
      return null;
    }
    int start = at;
    skipTo(')');
    return line.substring(start, at - 1);
  }

  private String defaultValue() {
    int start = at;
    if (accept("\"")) {
      while (at < line.length() && next() != '"') {
        at += next() == '\\' ? 2 : 1;
      }
      at = Math.min(at, line.length());
      expect("\"");
    } else if (accept("[")) {
      skipTo(']');
    } else {
      while (at < line.length() && next() != ',' && next() != ')') {
        at++;
      }
    }
    return line.substring(start, at);
  }

  private String identifier() {
    int start = at;
    while (isWord(next())) {
      at++;
    }
    if (at == start) {
      throw error("a name");
    }
    return line.substring(start, at);
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /** The character at hand; behind the last one, a character that no schema has. */
  private char next() {
    return at < line.length() ? line.charAt(at) : '\0';
  }

  /** Moves behind the next character of this kind. */
  private void skipTo(char closing) {
    int end = line.indexOf(closing, at);
    if (end < 0) {
      throw error("'" + closing + "'");
    }
    at = end + 1;
  }

  private void spaces() {
    while (next() == ' ') {
      at++;
    }
  }

  private boolean accept(String token) {
    if (!line.startsWith(token, at)) {
      return false;
    }
    at += token.length();
    return true;
  }

  private void expect(String token) {
    if (!accept(token)) {
      throw error("'" + token + "'");
    }
  }

  private IllegalArgumentException error(String expected) {
    return new IllegalArgumentException(
        "expected " + expected + " at column " + at + " of schema: " + line);
  }
}
