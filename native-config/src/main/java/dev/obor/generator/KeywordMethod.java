package dev.obor.generator;

import dev.obor.generator.KeywordOptions.Field;
import dev.obor.generator.KeywordOptions.Options;
import dev.obor.generator.PublicParameter.Flavor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A public method that ends in a lambda for keyword arguments. Several operators can stand behind
 * one: the first that knows all the given arguments is called, as Python chooses.
 */
final class KeywordMethod {
  /**
   * An operator behind the method.
   *
   * @param taken the positions of the arguments in front of the lambda
   */
  private record Candidate(PublicOverload overload, List<Integer> taken, Flavor flavor) {
    List<String> types() {
      return taken.stream()
          .map(i -> PublicOverload.erased(overload.parameter(i, flavor).javaType()))
          .toList();
    }

    /** The arguments that can be named: all that are not in front of the lambda. */
    List<Integer> named() {
      return Stream.concat(
              overload.signature().positional().stream().filter(i -> !taken.contains(i)),
              overload.signature().keywords().stream())
          .toList();
    }

    boolean isRequired(int position) {
      SchemaArgument argument = overload.argument(position);
      boolean keyword = overload.signature().keywords().contains(position);
      return !argument.hasDefault() && !(keyword && argument.type().optional());
    }
  }

  private final List<Candidate> candidates = new ArrayList<>();
  private final List<String> leftOut = new ArrayList<>();
  private final Options options;

  private KeywordMethod(Options options) {
    this.options = options;
  }

  /** The methods with lambdas of one function's overloads. */
  static List<KeywordMethod> all(List<PublicOverload> overloads, KeywordOptions keywords) {
    Map<String, KeywordMethod> methods = new LinkedHashMap<>();
    int fewest =
        overloads.stream().mapToInt(o -> o.signature().required(o.schema())).min().orElseThrow();
    for (PublicOverload overload : overloads) {
      Options options = keywords.of(overload.schema());
      for (int count : counts(overload, fewest)) {
        List<Integer> taken = overload.signature().positional().subList(0, count);
        for (Flavor flavor : PublicParameter.flavors(overload.arguments(taken), true)) {
          Candidate candidate = new Candidate(overload, taken, flavor);
          if (!candidate.named().isEmpty()) {
            methods
                .computeIfAbsent(candidate.types().toString(), key -> new KeywordMethod(options))
                .add(candidate);
          }
        }
      }
    }
    return List.copyOf(methods.values());
  }

  /** How many arguments may stand in front of the lambda. */
  private static List<Integer> counts(PublicOverload overload, int fewest) {
    List<Integer> counts = new ArrayList<>();
    int required = overload.signature().required(overload.schema());
    if (fewest < required && canBeNamed(overload, fewest, required)) {
      counts.add(fewest);
    }
    int most = overload.signature().positional().size();
    for (int count = required; count <= most; count++) {
      counts.add(count);
    }
    return counts;
  }

  /** Whether the arguments between are dimensions and their like, which Python's callers name. */
  private static boolean canBeNamed(PublicOverload overload, int from, int to) {
    return overload.arguments(overload.signature().positional().subList(from, to)).stream()
        .allMatch(a -> a.type().isInteger());
  }

  private void add(Candidate candidate) {
    String symbol = candidate.overload().schema().symbol();
    if (candidates.stream().anyMatch(c -> c.overload().schema().symbol().equals(symbol))) {
      return;
    }
    boolean fits =
        candidates.isEmpty()
            || (!candidate.overload().takesTensorOptions()
                && !first().takesTensorOptions()
                && candidate.overload().resultType().equals(first().resultType()));
    if (fits) {
      candidates.add(candidate);
    } else {
      leftOut.add(candidate.overload().schema().qualifiedName());
    }
  }

  PublicOverload first() {
    return candidates.get(0).overload();
  }

  /** The operators that have the same parameters and another result. */
  List<String> leftOut() {
    return leftOut;
  }

  String erased() {
    List<String> types = new ArrayList<>(candidates.get(0).types());
    types.add("Consumer");
    return first().method() + types;
  }

  /** The arguments that may be named, of all operators behind the method. */
  private String nameable() {
    Map<String, String> arguments = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      MethodWords.arguments(candidate.overload().schema(), candidate.named())
          .forEach((name, text) -> arguments.merge(name, text, (a, b) -> a.equals(name) ? b : a));
    }
    return "May be named: {@code " + Javadoc.code(String.join(", ", arguments.values())) + "}.";
  }

  String text() {
    boolean tensorOptions = first().takesTensorOptions();
    String type = tensorOptions ? "TensorOptions" : options.javaType();
    Candidate shown = candidates.get(0);
    List<String> parameters = new ArrayList<>();
    for (int i : shown.taken()) {
      parameters.add(
          shown.overload().parameter(i, shown.flavor()).javaType()
              + " "
              + shown.overload().name(i));
    }
    parameters.add("Consumer<" + type + "> options");
    String body =
        "    "
            + type
            + " o = new "
            + type
            + "();\n    options.accept(o);\n"
            + withTypedValues(tensorOptions ? tensorOptions(shown) : choice());
    return first().method(parameters, nameable(), body);
  }

  /** Whether the values of a sparse tensor are given, which LibTorch does not convert. */
  private boolean takesValues() {
    Candidate shown = candidates.get(0);
    List<String> keywords =
        shown.overload().arguments(shown.overload().signature().keywords()).stream()
            .map(SchemaArgument::name)
            .toList();
    return keywords.contains("dtype")
        && shown.taken().stream().anyMatch(i -> shown.overload().name(i).equals("values"));
  }

  private String withTypedValues(String body) {
    return takesValues()
        ? "    try (TypedValues typed = TypedValues.of(values, o.dtype)) {\n" + body + "    }\n"
        : body;
  }

  private String tensorOptions(Candidate candidate) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < candidate.overload().schema().arguments().size(); i++) {
      boolean keyword = candidate.overload().signature().keywords().contains(i);
      arguments.add(keyword ? candidate.overload().tensorOption(i) : given(candidate, i));
    }
    String call = "o.finish(" + candidate.overload().call(arguments) + ")";
    return candidate.overload().returned(call, "    ");
  }

  private String given(Candidate candidate, int position) {
    PublicOverload overload = candidate.overload();
    if (position == overload.signature().receiver()) {
      return "(Tensor) this";
    }
    int place = candidate.taken().indexOf(position);
    if (place < 0) {
      return overload.absent(position);
    }
    Candidate shown = candidates.get(0);
    String name = shown.overload().name(shown.taken().get(place));
    if (name.equals("values") && takesValues()) {
      return "typed.tensor()";
    }
    return overload.parameter(position, candidate.flavor()).argument().replace("$", name);
  }

  private String choice() {
    StringBuilder body = new StringBuilder();
    for (Candidate candidate : candidates) {
      List<String> arguments = new ArrayList<>();
      for (int i = 0; i < candidate.overload().schema().arguments().size(); i++) {
        boolean named = candidate.named().contains(i);
        arguments.add(named ? named(candidate, i) : given(candidate, i));
      }
      String call = candidate.overload().call(arguments);
      // With one operator only, a missing argument is told by its name.
      List<Integer> required =
          candidates.size() == 1
              ? List.of()
              : candidate.named().stream().filter(candidate::isRequired).toList();
      body.append("    if (o.fits(")
          .append(mask(candidate, candidate.named()))
          .append(", ")
          .append(mask(candidate, required))
          .append(")) {\n")
          .append(candidate.overload().returned(call, "      "))
          .append("    }\n");
    }
    return body.append("    throw o.refused(\"")
        .append(first().python())
        .append("\");\n")
        .toString();
  }

  private String mask(Candidate candidate, List<Integer> positions) {
    long mask = 0;
    for (int position : positions) {
      mask |= options.field(candidate.overload().argument(position)).mask();
    }
    return KeywordOptions.hexadecimal(mask);
  }

  private String named(Candidate candidate, int position) {
    SchemaArgument argument = candidate.overload().argument(position);
    Field field = options.field(argument);
    String value = "o." + field.field();
    boolean list = argument.type().list() && argument.type().isInteger();
    if (list && argument.type().fixedSize() > 1) {
      value = "Crossings.expand(" + value + ", " + argument.type().fixedSize() + ")";
    }
    if (candidate.isRequired(position)) {
      return "Crossings.required(" + value + ", \"" + argument.name() + "\")";
    }
    boolean none = argument.defaultValue() == null || argument.defaultValue().equals("None");
    return none
        ? value
        : "Crossings.orDefault(" + value + ", " + Defaults.expression(argument) + ")";
  }
}
