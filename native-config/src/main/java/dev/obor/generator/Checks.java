package dev.obor.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The checks of arguments that LibTorch leaves out, each with the operators that need it.
 *
 * @param all in the order of the file
 */
record Checks(List<Check> all) {
  private static final Pattern CALL = Pattern.compile("(\\w+)\\(([^()]+)\\)");
  private static final Pattern CONSTANT = Pattern.compile("\\d+|at::k\\w+");

  /**
   * One check.
   *
   * @param operator a name with or without overload; with {@code *} at its end all that begin so
   * @param function the function in {@code obor::checks}
   * @param arguments names of the operator's arguments, and constants; {@code *} for all
   */
  record Check(String operator, String function, List<String> arguments) {
    boolean isOf(Schema schema) {
      if (operator.endsWith("*")) {
        return schema.qualifiedName().startsWith(operator.substring(0, operator.length() - 1));
      }
      String name = schema.namespace() + "::" + schema.name();
      return operator.equals(schema.qualifiedName())
          || operator.equals(name)
          || operator.concat("_").equals(name);
    }

    /** The call in C++, or nothing where the operator lacks one of the arguments. */
    Optional<String> call(BoundOperator operator) {
      List<SchemaArgument> given = operator.schema().arguments();
      List<String> values = new ArrayList<>();
      if (arguments.equals(List.of("*"))) {
        IntStream.range(0, given.size()).forEach(i -> values.add(value(operator, i)));
      }
      for (String argument : arguments.equals(List.of("*")) ? List.<String>of() : arguments) {
        if (CONSTANT.matcher(argument).matches()) {
          values.add(argument);
          continue;
        }
        List<String> names = given.stream().map(SchemaArgument::name).toList();
        if (!names.contains(argument)) {
          return Optional.empty();
        }
        values.add(value(operator, names.indexOf(argument)));
      }
      return Optional.of("obor::checks::" + function + "(" + String.join(", ", values) + "); ");
    }

    private static String value(BoundOperator operator, int index) {
      return operator.crossings().get(index).cpp().replace("$", operator.parameter(index));
    }
  }

  /**
   * Reads lines of {@code operator<TAB>check(arguments)<TAB>reason}; {@code #} begins a comment.
   */
  static Checks read(Path file) throws IOException {
    List<Check> checks = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] fields = line.split("\t", -1);
      Matcher call = CALL.matcher(fields.length == 3 ? fields[1] : "");
      if (!call.matches() || fields[2].isBlank()) {
        throw new IllegalArgumentException(
            file.getFileName()
                + ": expected operator, check(arguments) and reason, separated by tabs: "
                + line);
      }
      List<String> arguments = Arrays.stream(call.group(2).split(",")).map(String::strip).toList();
      checks.add(new Check(fields[0], call.group(1), arguments));
    }
    return new Checks(List.copyOf(checks));
  }

  /** What C++ calls before an operator. */
  String before(BoundOperator operator) {
    return all.stream()
        .filter(check -> check.isOf(operator.schema()))
        .flatMap(check -> check.call(operator).stream())
        .collect(Collectors.joining());
  }

  /**
   * The same checks.
   *
   * @throws IllegalArgumentException if one belongs to no operator
   */
  Checks complete(List<BoundOperator> operators) {
    for (Check check : all) {
      if (operators.stream().noneMatch(o -> check.isOf(o.schema()) && check.call(o).isPresent())) {
        throw new IllegalArgumentException("no operator has the arguments of the check " + check);
      }
    }
    return this;
  }
}
