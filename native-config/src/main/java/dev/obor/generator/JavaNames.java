package dev.obor.generator;

import java.util.Set;

/** The rule from Python names to Java names. */
final class JavaNames {
  private static final Set<String> RESERVED =
      Set.of(
          "abstract",
          "assert",
          "boolean",
          "break",
          "byte",
          "case",
          "catch",
          "char",
          "class",
          "const",
          "continue",
          "default",
          "do",
          "double",
          "else",
          "enum",
          "extends",
          "final",
          "finally",
          "float",
          "for",
          "goto",
          "if",
          "implements",
          "import",
          "instanceof",
          "int",
          "interface",
          "long",
          "native",
          "new",
          "package",
          "private",
          "protected",
          "public",
          "return",
          "short",
          "static",
          "strictfp",
          "super",
          "switch",
          "synchronized",
          "this",
          "throw",
          "throws",
          "transient",
          "try",
          "void",
          "volatile",
          "while",
          "true",
          "false",
          "null",
          "_");

  private JavaNames() {}

  /**
   * snake_case to camelCase; leading and trailing underscores stay: {@code add_}, {@code log1p}.
   */
  static String camelCase(String python) {
    StringBuilder java = new StringBuilder();
    int end = python.length();
    while (end > 0 && python.charAt(end - 1) == '_') {
      end--;
    }
    boolean capital = false;
    boolean begun = false;
    for (int i = 0; i < end; i++) {
      char c = python.charAt(i);
      if (c == '_' && begun) {
        capital = true;
      } else {
        java.append(capital ? Character.toUpperCase(c) : c);
        begun |= c != '_';
        capital = false;
      }
    }
    return java.append(python.substring(end)).toString();
  }

  /** {@code rounding_mode} to {@code RoundingMode}. */
  static String typeName(String python) {
    String camel = camelCase(python);
    return Character.toUpperCase(camel.charAt(0)) + camel.substring(1);
  }

  /** A schema's argument as a name that Java and C++ both accept. */
  static String parameter(String schemaName) {
    return RESERVED.contains(schemaName)
            || schemaName.equals("env")
            || schemaName.equals("operator")
        ? schemaName + "_"
        : schemaName;
  }

  /** The same in camelCase, for methods that people read. */
  static String camelParameter(String schemaName) {
    return parameter(camelCase(schemaName));
  }
}
