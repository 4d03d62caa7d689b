package dev.obor.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the public operators compute, in words: the table {@code descriptions.tsv}.
 *
 * @param lines by Python's name, with the module in front of those outside of {@code torch} and
 *     {@code Tensor}
 */
record Descriptions(Map<String, Description> lines) {
  private static final int FIELDS = 5;

  /**
   * The words for one name; a dollar sign stands for the tensor that a method belongs to, and text
   * between backticks is code.
   *
   * @param sentence what is computed, without a full stop
   * @param shape the shapes, or the letter of a group of operators whose shapes are alike
   * @param remarks limits, defaults, errors
   * @param result what is returned; empty where the schema tells it
   */
  record Description(String sentence, String shape, String remarks, String result) {
    /**
     * The shapes of an operator in place in full sentences; empty where there is nothing to say.
     */
    String shapeInPlace() {
      return switch (shape) {
        case "e" -> "Works on each element.";
        case "b" ->
            "The other operands are broadcast to the shape of $, which keeps its shape and dtype.";
        default -> {
          String rest = shape.replaceFirst("^The shape of \\$(\\.$|; )", "");
          if (rest.equals(shape)) {
            yield shapeText();
          }
          yield rest.isEmpty() ? "" : Character.toUpperCase(rest.charAt(0)) + rest.substring(1);
        }
      };
    }

    /** What to mind of an operator in place, whose result has the dtype that was there. */
    String remarksInPlace() {
      return remarks
          .replaceAll("(The result has dtype|Whole numbers give)[^.]*\\.( |$)", "")
          .strip();
    }

    /** The shapes in full sentences; empty where there is nothing to say. */
    String shapeText() {
      return switch (shape) {
        case "e" -> "Works on each element; the result has the same shape.";
        case "b" -> "Works on each pair of elements: shapes are broadcast and dtypes are promoted.";
        case "r" ->
            "Without dimensions all elements are reduced to a result that has none; dimensions that"
                + " are given vanish, or keep size 1 with `keepdim`.";
        case "-" -> "";
        default ->
            shape.startsWith("The shape of ")
                ? "The result has the shape of " + shape.substring("The shape of ".length())
                : shape.startsWith("`(") || !shape.contains(" ") ? "Shapes: " + shape : shape;
      };
    }
  }

  static Descriptions read(Path file) throws IOException {
    Map<String, Description> lines = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] given = line.split("\t", -1);
      if (given.length < 3 || given.length > FIELDS || given[1].isBlank() || given[2].isBlank()) {
        throw new IllegalArgumentException(
            file.getFileName()
                + ": expected a name, a sentence, a shape, remarks and a result, separated by"
                + " tabs: "
                + line);
      }
      Description description =
          new Description(
              given[1],
              given[2],
              given.length > 3 ? given[3] : "",
              given.length > 4 ? given[4] : "");
      if (lines.put(given[0], description) != null) {
        throw new IllegalArgumentException(file.getFileName() + ": " + given[0] + " stands twice");
      }
    }
    return new Descriptions(Map.copyOf(lines));
  }

  /** The names that have words. */
  Set<String> names() {
    return lines.keySet();
  }

  /**
   * The line for a name: its own, or for a name in place the one of the function that makes a new
   * tensor.
   *
   * @throws IllegalArgumentException if there is none
   */
  String key(String module, String python) {
    String own = module + python;
    String plain = own.replaceFirst("_$", "");
    if (lines.containsKey(own)) {
      return own;
    }
    if (lines.containsKey(plain)) {
      return plain;
    }
    throw new IllegalArgumentException(
        "no words for " + own + "; say in descriptions.tsv what it computes");
  }

  /** The words of the line of {@link #key}. */
  Description of(String module, String python) {
    Description found = lines.get(key(module, python));
    if (found == null) {
      throw new IllegalStateException(module + python);
    }
    return found;
  }
}
