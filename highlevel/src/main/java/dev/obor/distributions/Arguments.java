package dev.obor.distributions;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The constraints of parameters, in the order in which Python names them. */
final class Arguments {
  private Arguments() {}

  static Map<String, Constraint> of(String name, Constraint constraint) {
    return Collections.unmodifiableMap(with(new LinkedHashMap<>(), name, constraint));
  }

  static Map<String, Constraint> of(String first, Constraint one, String second, Constraint two) {
    Map<String, Constraint> both = with(new LinkedHashMap<>(), first, one);
    return Collections.unmodifiableMap(with(both, second, two));
  }

  static Map<String, Constraint> of(
      String first, Constraint one, String second, Constraint two, String third, Constraint three) {
    Map<String, Constraint> all = new LinkedHashMap<>(of(first, one, second, two));
    return Collections.unmodifiableMap(with(all, third, three));
  }

  static Map<String, Constraint> of(
      String first,
      Constraint one,
      String second,
      Constraint two,
      String third,
      Constraint three,
      String fourth,
      Constraint four) {
    Map<String, Constraint> all = new LinkedHashMap<>(of(first, one, second, two, third, three));
    return Collections.unmodifiableMap(with(all, fourth, four));
  }

  private static Map<String, Constraint> with(
      Map<String, Constraint> map, String name, Constraint constraint) {
    map.put(name, constraint);
    return map;
  }
}
