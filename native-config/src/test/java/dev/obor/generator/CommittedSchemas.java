package dev.obor.generator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The schema files of this module, read once. */
final class CommittedSchemas {
  static final Path FOLDER = Path.of("src", "main", "schemas");

  /** The lines of {@code operators.txt} without comments. */
  static final List<String> LINES;

  static final Overrides OVERRIDES;
  static final PythonNames NAMES;
  static final PythonSignatures SIGNATURES;
  static final Generation.Words WORDS;

  /** The schemas of those namespaces of which something is bound. */
  static final List<Schema> SCHEMAS;

  static final List<BoundOperator> OPERATORS;

  static {
    try {
      LINES =
          Files.readAllLines(FOLDER.resolve("operators.txt")).stream()
              .filter(line -> !line.startsWith("#") && !line.isBlank())
              .toList();
      OVERRIDES = Overrides.read(FOLDER.resolve("overrides.tsv"));
      NAMES = PythonNames.read(FOLDER.resolve("python-names.tsv"));
      SIGNATURES = PythonSignatures.read(FOLDER.resolve("python-signatures.tsv"));
      WORDS =
          new Generation.Words(
              Descriptions.read(FOLDER.resolve("descriptions.tsv")), Examples.read(FOLDER));
      SCHEMAS = Generation.readSchemas(FOLDER.resolve("operators.txt"), OVERRIDES);
      OPERATORS = Generation.bind(SCHEMAS, OVERRIDES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CommittedSchemas() {}

  /** Made when a test first asks. */
  private static final class Written {
    static final Map<String, String> SOURCES =
        Generation.publicClasses(OPERATORS, NAMES, SIGNATURES, OVERRIDES, WORDS).sources();
  }

  /** The sources of the public classes, by name. */
  static Map<String, String> sources() {
    return Written.SOURCES;
  }

  static Schema schema(String qualifiedName) {
    return SCHEMAS.stream()
        .filter(schema -> schema.qualifiedName().equals(qualifiedName))
        .findFirst()
        .orElseThrow(() -> new AssertionError(qualifiedName));
  }
}
