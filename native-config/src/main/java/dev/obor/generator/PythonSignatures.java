package dev.obor.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How Python takes the arguments of operators: as the schema says, less the exceptions in a table.
 *
 * @param exceptions by operator, such as {@code sort.stable}: the positional arguments, then those
 *     by keyword
 */
record PythonSignatures(Map<String, List<List<String>>> exceptions) {

  /**
   * The arguments of one operator by their positions in its schema.
   *
   * @param receiver the tensor that a method belongs to; -1 for a function
   * @param positional those that may be given without a name, without the receiver
   * @param keywords those that must be named
   */
  record Signature(int receiver, List<Integer> positional, List<Integer> keywords) {

    /** How many positional arguments have no default. */
    int required(Schema schema) {
      int required = positional.size();
      while (required > 0 && schema.arguments().get(positional.get(required - 1)).hasDefault()) {
        required--;
      }
      return required;
    }
  }

  static PythonSignatures read(Path file) throws IOException {
    Map<String, List<List<String>>> exceptions = new HashMap<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] fields = line.split("\t", -1);
      if (fields.length != 3) {
        throw new IllegalArgumentException(
            file.getFileName() + ": expected three fields, separated by tabs: " + line);
      }
      exceptions.put(
          fields[0], List.of(List.of(fields[1].split(" ")), List.of(fields[2].split(" "))));
    }
    return new PythonSignatures(Map.copyOf(exceptions));
  }

  /** The signature of an operator as a function, or as a method of its first tensor. */
  Signature of(Schema schema, boolean method) {
    int receiver = method ? receiver(schema) : -1;
    String operator = schema.qualifiedName().replaceFirst("^aten::", "");
    List<List<String>> exception = exceptions.get(operator);
    if (exception != null) {
      List<Integer> positional = positions(schema, exception.get(0));
      return new Signature(
          receiver,
          positional.stream().filter(i -> i != receiver).toList(),
          positions(schema, exception.get(1)));
    }
    IntStream all = IntStream.range(0, schema.arguments().size()).filter(i -> i != receiver);
    Map<Boolean, List<Integer>> byKeyword =
        all.boxed()
            .collect(Collectors.partitioningBy(i -> schema.arguments().get(i).keywordOnly()));
    return new Signature(
        receiver,
        byKeyword.getOrDefault(false, List.of()),
        byKeyword.getOrDefault(true, List.of()));
  }

  private static List<Integer> positions(Schema schema, List<String> names) {
    return names.stream().map(name -> position(schema, name)).toList();
  }

  private static int position(Schema schema, String name) {
    for (int i = 0; i < schema.arguments().size(); i++) {
      if (schema.arguments().get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "python-signatures.tsv: " + schema.qualifiedName() + " has no argument " + name);
  }

  /** The position of the tensor that methods belong to, or -1. */
  static int receiver(Schema schema) {
    for (int i = 0; i < schema.arguments().size(); i++) {
      SchemaArgument argument = schema.arguments().get(i);
      if (argument.name().equals("self")
          && argument.type().isTensor()
          && !argument.type().optional()) {
        return i;
      }
    }
    return -1;
  }
}
