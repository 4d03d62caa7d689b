package dev.obor.generator;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Writes one public class of operators in Python's signatures, such as the methods of {@code
 * Tensor}.
 */
final class PublicClass {
  /**
   * What the class is.
   *
   * @param name the Java class
   * @param declaration its Javadoc and its first line
   * @param methods whether the first argument is the receiver
   * @param python how Python writes a function of it: {@code torch.} or {@code Tensor.}
   */
  record Kind(String name, String declaration, boolean methods, String python) {
    /** The module in front of its names in the table of descriptions. */
    String module() {
      return python.matches("torch\\.|Tensor\\.") ? "" : python.substring("torch.".length());
    }
  }

  /** What all public classes of one run share. */
  record Shared(
      PythonSignatures signatures,
      KeywordOptions keywords,
      ReturnTypes returnTypes,
      Descriptions descriptions,
      Examples examples) {}

  private final Kind kind;
  private final UnaryOperator<String> pythonName;
  private final Shared shared;
  private final Map<String, String> operatorBySignature = new HashMap<>();
  private final Set<String> collisions = new TreeSet<>();
  private final Set<String> names = new TreeSet<>();
  private final StringBuilder out = new StringBuilder();

  PublicClass(Kind kind, UnaryOperator<String> pythonName, Shared shared) {
    this.kind = kind;
    this.pythonName = pythonName;
    this.shared = shared;
  }

  /** Overloads that were left out because another one has the same Java parameters. */
  Collection<String> collisions() {
    return collisions;
  }

  /** The Python names that the class has. */
  Collection<String> names() {
    return names;
  }

  String write(List<BoundOperator> operators) {
    out.append(Generated.JAVA_HEADER)
        .append(
            """
            package dev.obor;

            import java.util.List;
            import java.util.function.Consumer;
            import org.jspecify.annotations.Nullable;

            """)
        .append(kind.declaration());
    Map<String, List<BoundOperator>> functions =
        operators.stream()
            .collect(
                Collectors.groupingBy(
                    operator -> operator.schema().name(), LinkedHashMap::new, Collectors.toList()));
    functions.values().forEach(this::function);
    return out.append("}\n").toString();
  }

  private void function(List<BoundOperator> operators) {
    List<PublicOverload> overloads =
        operators.stream().filter(this::isTyped).map(this::overload).toList();
    if (overloads.isEmpty()) {
      return;
    }
    names.add(pythonName.apply(operators.get(0).schema().name()));
    for (PlainMethod method : PlainMethod.all(overloads)) {
      if (isNew(method.overload(), method.erased())) {
        out.append(method.text());
      }
    }
    for (KeywordMethod method : KeywordMethod.all(overloads, shared.keywords())) {
      if (isNew(method.first(), method.erased())) {
        out.append(method.text());
      }
      method.leftOut().forEach(o -> collisions.add(o + "\t" + method.erased()));
    }
  }

  private boolean isTyped(BoundOperator operator) {
    boolean typed = !operator.result().javaType().equals("Object[]");
    if (!typed) {
      collisions.add(operator.schema().qualifiedName() + "\tresults of several kinds");
    }
    return typed;
  }

  private PublicOverload overload(BoundOperator operator) {
    Schema schema = operator.schema();
    return new PublicOverload(
        kind,
        pythonName.apply(schema.name()),
        operator,
        shared.signatures().of(schema, kind.methods()),
        shared.returnTypes().recordName(schema),
        words(pythonName.apply(schema.name())));
  }

  private MethodWords words(String python) {
    return new MethodWords(
        kind,
        python,
        shared.descriptions().of(kind.module(), python),
        shared.examples().examples().get(kind.python() + python));
  }

  private boolean isNew(PublicOverload overload, String erased) {
    String operator = overload.schema().qualifiedName();
    String known = operatorBySignature.putIfAbsent(erased, operator);
    if (known != null && !known.equals(operator)) {
      collisions.add(operator + "\t" + erased);
    }
    return known == null;
  }
}
