package dev.obor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines of Java, and what Python prints for the same lines in Python.
 *
 * <p>A file of examples has a second one beside it, {@code NAME-printed.txt}, which {@code
 * example_goldens.py} writes.
 *
 * @param name what the example is called, such as {@code torch.cat}
 * @param java the lines; one that does not end in a semicolon or a brace is an expression, which is
 *     printed
 * @param python the same lines in Python
 * @param printed what each expression prints, in Java's words for truth values and for nothing
 */
public record WorkedExample(
    String name, List<String> java, List<String> python, List<String> printed) {

  /** The examples of a file of the project, such as {@code docs/python-to-java-examples.txt}. */
  public static List<WorkedExample> read(String file) {
    Path path = projectFile(file);
    Map<String, List<String>> printed = blocks(path.resolveSibling(printedName(path)));
    List<WorkedExample> examples = new ArrayList<>();
    blocks(path).forEach((name, lines) -> examples.add(example(name, lines, printed)));
    return examples;
  }

  private static String printedName(Path path) {
    return String.valueOf(path.getFileName()).replace(".txt", "-printed.txt");
  }

  /** A file of the project, whichever of its modules the tests run in. */
  public static Path projectFile(String file) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve(file))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("run this inside of the project: there is no " + file);
    }
    return folder.resolve(file);
  }

  private static WorkedExample example(
      String name, List<String> lines, Map<String, List<String>> printed) {
    List<String> texts = new ArrayList<>();
    for (String line : printed.getOrDefault(name, List.of())) {
      if (line.startsWith("> ")) {
        texts.add(line.substring(2));
      } else {
        int last = texts.size() - 1;
        texts.set(last, texts.get(last) + "\n" + line.substring(Math.min(2, line.length())));
      }
    }
    texts.replaceAll(WorkedExample::inJava);
    return new WorkedExample(name, marked(lines, "j "), marked(lines, "p "), List.copyOf(texts));
  }

  private static List<String> marked(List<String> lines, String mark) {
    return lines.stream().filter(l -> l.startsWith(mark)).map(l -> l.substring(2)).toList();
  }

  private static String inJava(String python) {
    return switch (python) {
      case "True" -> "true";
      case "False" -> "false";
      case "None" -> "null";
      default -> python;
    };
  }

  private static Map<String, List<String>> blocks(Path path) {
    Map<String, List<String>> blocks = new LinkedHashMap<>();
    List<String> current = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(path)) {
        if (line.startsWith("= ")) {
          current = new ArrayList<>();
          if (blocks.put(line.substring(2), current) != null) {
            throw new IllegalStateException(path + " has two examples called " + line);
          }
        } else if (!line.isBlank() && !line.startsWith("#")) {
          current.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return blocks;
  }

  /** Whether a line of Java is an expression. */
  static boolean isExpression(String line) {
    return !line.endsWith(";") && !line.endsWith("{") && !line.endsWith("}");
  }

  @Override
  public String toString() {
    return name;
  }
}
