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
    String name = at < line.length() && isWord(line.charAt(at)) ? identifier() : "";
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
      while (Character.isDigit(line.charAt(at))) {
        at++;
      }
      fixedSize = at > start ? Integer.parseInt(line.substring(start, at)) : 0;
      expect("]");
      alias = alias == null ? alias() : alias;
      optional = accept("?");
    }
    return new SchemaType(base, alias, list, fixedSize, optional, optionalElements);
  }

  /**
   * A name such as {@code Tensor}, {@code __torch__.torch.classes.rnn.X} or {@code Dict(Tensor,
   * Tensor)}.
   */
  private String typeName() {
    int start = at;
    while (at < line.length() && (isWord(line.charAt(at)) || line.charAt(at) == '.')) {
      at++;
    }
    if (line.substring(start, at).equals("Dict") || line.substring(start, at).equals("Future")) {
      at = line.indexOf(')', at) + 1;
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
    int end = line.indexOf(')', at);
    if (end < 0) {
      throw error("the end of an alias set");
    }
    String alias = line.substring(at, end);
    at = end + 1;
    return alias;
  }

  private String defaultValue() {
    int start = at;
    if (accept("\"")) {
      while (line.charAt(at) != '"') {
        at += line.charAt(at) == '\\' ? 2 : 1;
      }
      at++;
    } else if (accept("[")) {
      at = line.indexOf(']', at) + 1;
    } else {
      while (line.charAt(at) != ',' && line.charAt(at) != ')') {
        at++;
      }
    }
    return line.substring(start, at);
  }

  private String identifier() {
    int start = at;
    while (at < line.length() && isWord(line.charAt(at))) {
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

  private void spaces() {
    while (at < line.length() && line.charAt(at) == ' ') {
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
