package dev.obor.generator;

import org.jspecify.annotations.Nullable;

/**
 * One argument or named result of an operator.
 *
 * @param name the name in the schema; empty for a result without a name
 * @param defaultValue the default as the schema writes it; null when the argument is required
 * @param keywordOnly whether it stands behind the {@code *}
 */
record SchemaArgument(
    SchemaType type, String name, @Nullable String defaultValue, boolean keywordOnly) {

  boolean hasDefault() {
    return defaultValue != null;
  }
}
