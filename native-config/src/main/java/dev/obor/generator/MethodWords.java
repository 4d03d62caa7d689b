package dev.obor.generator;

import dev.obor.generator.Descriptions.Description;
import dev.obor.generator.Examples.Example;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The Javadoc of the public methods of one name.
 *
 * @param kind the class that shows them
 * @param python Python's name in its module
 * @param example the worked example, where there is one
 */
record MethodWords(
    PublicClass.Kind kind, String python, Description description, @Nullable Example example) {

  /**
   * The comment of one overload.
   *
   * @param arguments what is said of the arguments that have defaults; may be empty
   */
  String comment(Schema schema, String arguments) {
    boolean inPlace = schema.writtenResult().isPresent();
    List<String> paragraph = new ArrayList<>();
    paragraph.add(prose(inPlace ? description.shapeInPlace() : description.shapeText()));
    paragraph.add(prose(inPlace ? description.remarksInPlace() : description.remarks()));
    paragraph.add(arguments);
    paragraph.add(inPlace ? CHANGED : prose(result(schema)));
    paragraph.add("Python's name: {@code " + kind.python() + python + "}.");
    StringBuilder out = new StringBuilder("\n  /**\n   * ");
    out.append(prose(sentence(inPlace))).append("\n   *\n   * <p>");
    out.append(paragraph.stream().filter(t -> !t.isEmpty()).collect(Collectors.joining(" ")));
    if (example != null) {
      out.append("\n   *\n   * <pre>{@code\n");
      example.shown().forEach(line -> out.append(("   * " + line).stripTrailing()).append('\n'));
      out.append("   * }</pre>");
    }
    return out.append("\n   *\n   * <p>Operator: {@code ")
        .append(Javadoc.code(schema.line()))
        .append("}\n   */\n")
        .toString();
  }

  private static final String CHANGED = "Changes the tensor in place and returns it.";

  private String sentence(boolean inPlace) {
    String sentence = description.sentence();
    boolean own = sentence.matches("(Fills|Sets|Writes|Makes \\$|Changes|Takes \\$|Copies the).*");
    return inPlace && !own ? sentence + ", in place" : sentence;
  }

  /** Words of the table as Javadoc, with a full stop at the end. */
  private String prose(String words) {
    if (words.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    String[] parts = words.split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      boolean code = i % 2 == 1;
      out.append(code ? "{@code " + Javadoc.code(named(parts[i])) + "}" : spoken(parts[i]));
    }
    String text = out.toString();
    return text.endsWith(".") ? text : text + ".";
  }

  /** The tensor inside of code. */
  private String named(String code) {
    return code.replace("$", kind.methods() ? "this" : "input");
  }

  private String spoken(String text) {
    String receiver = kind.methods() ? "this tensor" : "{@code input}";
    String plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    String first = kind.methods() ? "This tensor" : receiver;
    String begun = plain.startsWith("$") ? first + plain.substring(1) : plain;
    return begun.replace(". $", ". " + first).replace("$", receiver);
  }

  /**
   * The arguments at some positions, each with its default where it has one.
   *
   * @param schema the operator
   * @param positions which of its arguments
   */
  static Map<String, String> arguments(Schema schema, List<Integer> positions) {
    Map<String, String> arguments = new LinkedHashMap<>();
    for (int i : positions) {
      SchemaArgument argument = schema.arguments().get(i);
      String name = JavaNames.camelParameter(argument.name());
      String value = argument.defaultValue();
      arguments.put(name, value == null ? name : name + "=" + javaValue(value));
    }
    return arguments;
  }

  private static String javaValue(String value) {
    return switch (value) {
      case "None" -> "null";
      case "True" -> "true";
      case "False" -> "false";
      default -> value;
    };
  }

  private String result(Schema schema) {
    List<SchemaArgument> results = schema.results();
    if (!description.result().isEmpty()) {
      return description.result();
    }
    if (results.isEmpty()) {
      return "Returns nothing";
    }
    SchemaType type = results.get(0).type();
    if (!type.base().equals("Tensor")) {
      return switch (type.base()) {
        case "bool" -> "Returns a truth value";
        case "int", "SymInt" -> "Returns a whole number";
        case "float" -> "Returns a real number";
        case "ScalarType" -> "Returns a dtype";
        default -> "Returns a plain value";
      };
    }
    boolean one = results.size() == 1 && type.isTensor();
    if (results.stream().anyMatch(r -> r.type().alias() != null)) {
      return one ? "Returns a view of $, which shares its memory" : "Returns views of $";
    }
    return one ? "Returns a new tensor" : "Returns new tensors";
  }
}
