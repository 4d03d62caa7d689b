package dev.obor.generator;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The records for results with names: Python's {@code torch.return_types}. */
final class ReturnTypes {
  private final Map<String, List<String>> records = new TreeMap<>();

  /**
   * The record for an operator's results, such as {@code ReturnTypes.Max}; empty when they have no
   * names.
   */
  String recordName(Schema schema) {
    List<SchemaArgument> results = schema.results();
    boolean named =
        results.size() > 1
            && results.stream().allMatch(r -> r.type().isTensor() && !r.name().isEmpty());
    if (!named) {
      return "";
    }
    List<String> names = results.stream().map(SchemaArgument::name).toList();
    String python = schema.name();
    List<String> known = records.putIfAbsent(python, names);
    return known == null || known.equals(names) ? "ReturnTypes." + JavaNames.typeName(python) : "";
  }

  /** Writes {@code dev.obor.ReturnTypes}; call it after the public classes were written. */
  String write() {
    StringBuilder out = new StringBuilder(Generated.JAVA_HEADER);
    out.append(
        """
        package dev.obor;

        /** Results that have names: Python's {@code torch.return_types}. Each prints as Python prints it. */
        public final class ReturnTypes {
          private ReturnTypes() {}
        """);
    records.forEach((python, names) -> out.append(record(python, names)));
    return out.append("}\n").toString();
  }

  private static String record(String python, List<String> names) {
    String components =
        names.stream()
            .map(n -> "Tensor " + JavaNames.camelParameter(n))
            .collect(Collectors.joining(", "));
    String parts =
        names.stream()
            .map(n -> "\"" + n + "\", " + JavaNames.camelParameter(n))
            .collect(Collectors.joining(", "));
    StringBuilder tags = new StringBuilder();
    names.forEach(
        n ->
            tags.append("   * @param ")
                .append(JavaNames.camelParameter(n))
                .append(" Python's {@code ")
                .append(n)
                .append("}\n"));
    return """

          /**
           * What {@code %s} returns.
           *
        %s   */
          public record %s(%s) {
            @Override
            public String toString() {
              return Crossings.printed("%s", %s);
            }
          }
        """
        .formatted(python, tags, JavaNames.typeName(python), components, python, parts);
  }
}
