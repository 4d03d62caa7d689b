package dev.obor.generator;

import dev.obor.generator.PublicParameter.Flavor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A public method whose arguments are all positional; the others take their defaults.
 *
 * @param taken the positions of the arguments that the caller gives
 * @param dots whether a list at the end is taken as single numbers, too
 */
record PlainMethod(PublicOverload overload, List<Integer> taken, Flavor flavor, boolean dots) {

  /** The plain methods of one function's overloads. */
  static List<PlainMethod> all(List<PublicOverload> overloads) {
    List<PlainMethod> methods = new ArrayList<>();
    for (PublicOverload overload : overloads) {
      List<Integer> positional = overload.signature().positional();
      if (!needsKeyword(overload)) {
        for (int i = overload.signature().required(overload.schema());
            i <= positional.size();
            i++) {
          List<Integer> taken = positional.subList(0, i);
          for (Flavor flavor : PublicParameter.flavors(overload.arguments(taken), false)) {
            methods.add(new PlainMethod(overload, taken, flavor, true));
          }
        }
      }
    }
    return withoutAmbiguousDots(methods);
  }

  private static boolean needsKeyword(PublicOverload overload) {
    boolean tensorOptions = overload.takesTensorOptions();
    return !overload.arguments(overload.signature().keywords()).stream()
        .allMatch(k -> k.hasDefault() || (tensorOptions && k.type().optional()));
  }

  /** {@code f(long, long...)} and {@code f(long, long, long...)} both take two numbers. */
  private static List<PlainMethod> withoutAmbiguousDots(List<PlainMethod> methods) {
    Set<List<String>> lists =
        methods.stream()
            .map(PlainMethod::types)
            .filter(PlainMethod::endsInList)
            .collect(Collectors.toSet());
    return methods.stream()
        .map(
            m ->
                lists.contains(withNumber(m.types())) || lists.contains(withoutNumber(m.types()))
                    ? new PlainMethod(m.overload, m.taken, m.flavor, false)
                    : m)
        .toList();
  }

  private static boolean endsInList(List<String> types) {
    return !types.isEmpty() && types.get(types.size() - 1).equals("long[]");
  }

  private static List<String> withNumber(List<String> types) {
    List<String> longer = new ArrayList<>(types);
    if (endsInList(types)) {
      longer.add(longer.size() - 1, "long");
    }
    return endsInList(types) ? longer : List.of();
  }

  private static List<String> withoutNumber(List<String> types) {
    int last = types.size() - 2;
    if (!endsInList(types) || last < 0 || !types.get(last).equals("long")) {
      return List.of();
    }
    List<String> shorter = new ArrayList<>(types);
    shorter.remove(last);
    return shorter;
  }

  private List<String> types() {
    return taken.stream()
        .map(i -> PublicOverload.erased(overload.parameter(i, flavor).javaType()))
        .toList();
  }

  /** The name and the types by which Java tells overloads apart. */
  String erased() {
    return overload.method() + types();
  }

  /** The arguments that take their defaults. */
  private String omitted() {
    Schema schema = overload.schema();
    List<Integer> others =
        IntStream.range(0, schema.arguments().size())
            .boxed()
            .filter(i -> i != overload.signature().receiver() && !taken.contains(i))
            .filter(i -> schema.arguments().get(i).hasDefault())
            .toList();
    return others.isEmpty()
        ? ""
        : "Taken by default: {@code "
            + Javadoc.code(String.join(", ", MethodWords.arguments(schema, others).values()))
            + "}.";
  }

  String text() {
    List<String> parameters = new ArrayList<>();
    for (int i : taken) {
      PublicParameter parameter = overload.parameter(i, flavor);
      boolean last = i == taken.get(taken.size() - 1);
      String type = dots && parameter.isVarargs(last) ? "long..." : parameter.javaType();
      parameters.add(type + " " + overload.name(i));
    }
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < overload.schema().arguments().size(); i++) {
      if (i == overload.signature().receiver()) {
        arguments.add("(Tensor) this");
      } else if (taken.contains(i)) {
        arguments.add(overload.parameter(i, flavor).argument().replace("$", overload.name(i)));
      } else {
        arguments.add(overload.absent(i));
      }
    }
    String body = overload.returned(overload.call(arguments), "    ");
    return overload.method(parameters, omitted(), body.replace(";\n    return;\n", ";\n"));
  }
}
