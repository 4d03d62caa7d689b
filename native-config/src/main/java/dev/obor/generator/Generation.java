package dev.obor.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** One run of the generator: schemas in, Java and C++ out. */
final class Generation {
  private Generation() {}

  /** Every operator that is bound, in the order of the dump. */
  static List<BoundOperator> bind(List<Schema> schemas, Overrides overrides) {
    List<BoundOperator> bound = new ArrayList<>();
    for (Schema schema : schemas) {
      if (UnboundReason.of(schema, overrides).isPresent()) {
        continue;
      }
      bound.add(
          BoundOperator.of(schema)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "a type of this operator cannot cross; teach Crossing the type or give a"
                              + " reason in overrides.tsv: "
                              + schema.line())));
    }
    return bound;
  }

  /** The schemas of a dump, without those namespaces of which nothing is bound. */
  static List<Schema> readSchemas(Path file, Overrides overrides) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> !line.startsWith("#") && !line.isBlank())
        .filter(line -> !overrides.unbound().containsKey(line.replaceFirst("::.*", "::*")))
        .map(SchemaParser::parse)
        .toList();
  }

  /** The version in the dump's first line, {@code # LibTorch 2.10.0}. */
  static String libtorchVersion(Path file) throws IOException {
    String first = Files.readAllLines(file).get(0);
    if (!first.startsWith("# LibTorch ")) {
      throw new IllegalArgumentException(file + " does not begin with '# LibTorch VERSION'");
    }
    return first.substring("# LibTorch ".length()).strip();
  }

  static void run(Path config, Path bindings, Path output, Path headers, Path resources)
      throws IOException {
    Path schemas = config.resolve("src/main/schemas");
    Path dump = schemas.resolve("operators.txt");
    Overrides overrides = Overrides.read(schemas.resolve("overrides.tsv"));
    List<BoundOperator> operators = bind(readSchemas(dump, overrides), overrides);
    PythonNames names = PythonNames.read(schemas.resolve("python-names.tsv"));

    List<BoundOperator> numbers = NumberOperands.of(operators);
    List<BoundOperator> all = new ArrayList<>(operators);
    all.addAll(numbers);
    String natives = NativeLayer.javaClass(all);
    Checks checks = Checks.read(schemas.resolve("checks.tsv")).complete(all);
    String header = NativeLayer.header(all, checks, overrides.quicker());
    Path packageFolder = output.resolve("dev/obor");
    write(packageFolder.resolve("AtenNatives.java"), natives);
    write(headers.resolve("obor/aten.h"), header);
    write(packageFolder.resolve("Aten.java"), AtenClass.write(operators, libtorchVersion(dump)));
    write(packageFolder.resolve(NumberOperands.CLASS + ".java"), AtenClass.numbers(numbers));
    PythonSignatures signatures = PythonSignatures.read(schemas.resolve("python-signatures.tsv"));
    Words words =
        new Words(Descriptions.read(schemas.resolve("descriptions.tsv")), Examples.read(schemas));
    PublicSources publicClasses = publicClasses(operators, names, signatures, overrides, words);
    for (var entry : publicClasses.sources().entrySet()) {
      write(packageFolder.resolve(entry.getKey() + ".java"), entry.getValue());
    }

    BuildId id = new BuildId();
    id.add("operators.txt", Files.readString(dump));
    id.add("AtenNatives.java", natives);
    id.add("aten.h", header);
    id.addFolder("cpp", config.resolve("src/main/cpp"), "");
    id.addFolder("natives", bindings.resolve("src/main/java/dev/obor"), "Natives.java");
    write(resources.resolve("dev/obor/native/build-id"), id.value() + "\n");
    write(resources.resolve("dev/obor/native/libtorch-version"), libtorchVersion(dump) + "\n");
    write(resources.resolve("dev/obor/operators.txt"), table(operators));
  }

  /** The schemas of the bound operators, for those who call operators by name. */
  private static String table(List<BoundOperator> operators) {
    return operators.stream()
        .map(operator -> operator.schema().line() + "\n")
        .collect(Collectors.joining());
  }

  /**
   * The public classes.
   *
   * @param sources the source of each class by its name
   * @param leftOut the overloads that no class has, each with its class and the reason, separated
   *     by tabs
   */
  record PublicSources(Map<String, String> sources, List<String> leftOut) {}

  /** What the Javadoc of the public classes is made of. */
  record Words(Descriptions descriptions, Examples examples) {}

  static PublicSources publicClasses(
      List<BoundOperator> operators,
      PythonNames names,
      PythonSignatures signatures,
      Overrides overrides,
      Words words) {
    KeywordOptions keywords = new KeywordOptions();
    ReturnTypes returnTypes = new ReturnTypes();
    PublicClass.Shared shared =
        new PublicClass.Shared(
            signatures, keywords, returnTypes, words.descriptions(), words.examples());
    Map<String, String> sources = new TreeMap<>();
    List<String> leftOut = new ArrayList<>();
    for (PublicKinds kind : PublicKinds.values()) {
      UnaryOperator<String> pythonName = kind::pythonName;
      PublicClass writer = new PublicClass(kind.kind(), pythonName, shared);
      Predicate<BoundOperator> belongs =
          operator -> kind.holds(operator.schema(), names, overrides);
      List<BoundOperator> chosen =
          operators.stream().filter(belongs).sorted(overloadOrder()).toList();
      sources.put(kind.kind().name(), writer.write(chosen));
      writer.collisions().forEach(c -> leftOut.add(kind.kind().name() + "\t" + c));
    }
    sources.put("Keywords", keywords.write());
    sources.put("ReturnTypes", returnTypes.write());
    return new PublicSources(sources, List.copyOf(leftOut));
  }

  /** Overloads that also take a generator say more than those that do not, so they come first. */
  private static Comparator<BoundOperator> overloadOrder() {
    return Comparator.comparing((BoundOperator o) -> o.schema().name())
        .thenComparing(o -> o.schema().mentions("Generator") ? 0 : 1);
  }

  private static void write(Path file, String text) throws IOException {
    if (Files.exists(file) && Files.readString(file).equals(text)) {
      return;
    }
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
