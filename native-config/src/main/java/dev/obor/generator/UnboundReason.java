package dev.obor.generator;

import java.util.Optional;

/** Why an operator is not bound. */
final class UnboundReason {
  private UnboundReason() {}

  /** The reason from the overrides file: by the operator's own name or a type that it mentions. */
  static Optional<String> of(Schema schema, Overrides overrides) {
    String byName = overrides.unbound().get(schema.qualifiedName());
    if (byName != null) {
      return Optional.of(byName);
    }
    for (var entry : overrides.unbound().entrySet()) {
      String key = entry.getKey();
      if (key.startsWith("type ") && schema.mentions(key.substring("type ".length()))) {
        return Optional.of(entry.getValue());
      }
    }
    return Optional.empty();
  }
}
