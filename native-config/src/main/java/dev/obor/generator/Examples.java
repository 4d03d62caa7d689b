package dev.obor.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The worked examples of {@code examples.txt}, with what Python prints from {@code
 * examples-printed.txt}.
 *
 * @param examples by Python's name, such as {@code torch.cat}
 */
record Examples(Map<String, Example> examples) {

  /**
   * One example. A line of Java that does not end in a semicolon is an expression, which is
   * printed.
   *
   * @param java the lines of Java
   * @param python the same lines in Python
   * @param printed what each expression prints
   */
  record Example(String name, List<String> java, List<String> python, List<String> printed) {
    /** Whether a line is an expression. */
    static boolean isPrinted(String line) {
      return !line.endsWith(";");
    }

    /** The lines of Java, each expression followed by what it prints as a comment. */
    List<String> shown() {
      List<String> shown = new ArrayList<>();
      int next = 0;
      for (String line : java) {
        if (!isPrinted(line)) {
          shown.add(line);
          continue;
        }
        List<String> text = printed.get(next++).lines().toList();
        if (text.size() == 1 && line.length() + text.get(0).length() < 84) {
          shown.add(line + " // " + text.get(0));
        } else {
          shown.add(line);
          text.forEach(t -> shown.add(("// " + t).stripTrailing()));
        }
      }
      return shown;
    }
  }

  /** Reads both files of a folder. */
  static Examples read(Path folder) throws IOException {
    Map<String, List<String>> printed = new LinkedHashMap<>();
    for (Block block : blocks(folder.resolve("examples-printed.txt"))) {
      List<String> texts = new ArrayList<>();
      for (String line : block.lines()) {
        if (line.startsWith("> ")) {
          texts.add(inJava(line.substring(2)));
        } else if (line.startsWith("| ") || line.equals("|")) {
          int last = texts.size() - 1;
          texts.set(last, texts.get(last) + "\n" + line.substring(Math.min(2, line.length())));
        } else {
          throw new IllegalArgumentException(block.name() + ": neither '>' nor '|': " + line);
        }
      }
      printed.put(block.name(), texts);
    }
    Map<String, Example> examples = new LinkedHashMap<>();
    for (Block block : blocks(folder.resolve("examples.txt"))) {
      Example example = example(block, printed.getOrDefault(block.name(), List.of()));
      if (examples.put(block.name(), example) != null) {
        throw new IllegalArgumentException(block.name() + " has two examples");
      }
    }
    return new Examples(Map.copyOf(examples));
  }

  private static String inJava(String python) {
    return switch (python) {
      case "True" -> "true";
      case "False" -> "false";
      case "None" -> "null";
      default -> python;
    };
  }

  private static Example example(Block block, List<String> printed) {
    List<String> java = new ArrayList<>();
    List<String> python = new ArrayList<>();
    for (String line : block.lines()) {
      if (line.startsWith("j ")) {
        java.add(line.substring(2));
      } else if (line.startsWith("p ")) {
        python.add(line.substring(2));
      } else {
        throw new IllegalArgumentException(block.name() + ": neither Java nor Python: " + line);
      }
    }
    long expressions = java.stream().filter(Example::isPrinted).count();
    if (expressions == 0 || expressions != printed.size()) {
      throw new IllegalArgumentException(
          block.name()
              + " prints "
              + expressions
              + " times in Java and "
              + printed.size()
              + " times in Python; run bindings/src/test/python/example_goldens.py");
    }
    return new Example(block.name(), List.copyOf(java), List.copyOf(python), List.copyOf(printed));
  }

  /** The lines below a heading of the form {@code = name}. */
  private record Block(String name, List<String> lines) {}

  private static List<Block> blocks(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (line.startsWith("= ")) {
        blocks.add(new Block(line.substring(2), new ArrayList<>()));
      } else if (blocks.isEmpty()) {
        throw new IllegalArgumentException(file.getFileName() + ": no heading in front of " + line);
      } else {
        blocks.get(blocks.size() - 1).lines().add(line);
      }
    }
    return blocks;
  }
}
