package dev.obor.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationTest {
  private static final Path BINDINGS = Path.of("..", "bindings");
  private static final Path GOLDENS =
      Path.of("src", "test", "resources", "dev", "obor", "generator");

  @TempDir Path folder;

  @Test
  void bindsAlmostEveryOperator() {
    assertThat(CommittedSchemas.OPERATORS).hasSizeGreaterThanOrEqualTo(3100);
    assertThat(CommittedSchemas.OPERATORS.size() + unbound().size())
        .isEqualTo(CommittedSchemas.SCHEMAS.size());
  }

  private static Map<String, String> unbound() {
    Map<String, String> unbound = new TreeMap<>();
    for (Schema schema : CommittedSchemas.SCHEMAS) {
      UnboundReason.of(schema, CommittedSchemas.OVERRIDES)
          .ifPresent(reason -> unbound.put(schema.qualifiedName(), reason));
    }
    return unbound;
  }

  @Test
  void leavesOutOnlyTheseWithAReason() {
    assertThat(unbound().keySet())
        .containsExactly(
            "aten::get_gradients",
            "aten::quantized_gru.data",
            "aten::quantized_gru.data_legacy",
            "aten::quantized_gru.input",
            "aten::quantized_gru.input_legacy",
            "aten::quantized_lstm.data",
            "aten::quantized_lstm.data_legacy",
            "aten::quantized_lstm.input",
            "aten::quantized_lstm.input_legacy",
            "aten::record_stream",
            "aten::set.source_Storage",
            "aten::set.source_Storage_out",
            "aten::set.source_Storage_storage_offset",
            "aten::set.source_Storage_storage_offset_out",
            "aten::set_.source_Storage",
            "aten::set_.source_Storage_storage_offset",
            "aten::sym_is_contiguous");
    assertThat(unbound().values()).allMatch(reason -> reason.length() > 20);
  }

  @Test
  void refusesAnOperatorThatNeitherCrossesNorHasAReason() {
    Schema schema = SchemaParser.parse("aten::f(Storage s) -> ()");

    assertThatThrownBy(
            () -> Generation.bind(List.of(schema), new Overrides(Map.of(), Set.of(), Set.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a type of this operator cannot cross; teach Crossing the type or give a reason in"
                + " overrides.tsv: aten::f(Storage s) -> ()");
    assertThat(
            Generation.bind(
                List.of(schema), new Overrides(Map.of("aten::f", "why"), Set.of(), Set.of())))
        .isEmpty();
  }

  @Test
  void readsTheVersionOfTheDump() throws IOException {
    Path dump = folder.resolve("operators.txt");
    Files.writeString(dump, "# LibTorch 2.10.0 \naten::f() -> ()\n");
    assertThat(Generation.libtorchVersion(dump)).isEqualTo("2.10.0");
    Files.writeString(dump, "aten::f() -> ()\n");
    assertThatThrownBy(() -> Generation.libtorchVersion(dump))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("does not begin with '# LibTorch VERSION'");
    assertThat(Generation.libtorchVersion(CommittedSchemas.FOLDER.resolve("operators.txt")))
        .matches("\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void writesTheSameEveryTime() throws IOException {
    Map<String, String> first = generate(folder.resolve("first"));
    Map<String, String> second = generate(folder.resolve("second"));

    assertThat(first).isEqualTo(second);
    assertThat(first.keySet())
        .containsExactly(
            "headers/obor/aten.h",
            "java/dev/obor/Aten.java",
            "java/dev/obor/AtenNatives.java",
            "java/dev/obor/AtenNumbers.java",
            "java/dev/obor/Fft.java",
            "java/dev/obor/Keywords.java",
            "java/dev/obor/Linalg.java",
            "java/dev/obor/ReturnTypes.java",
            "java/dev/obor/Special.java",
            "java/dev/obor/TensorMethods.java",
            "java/dev/obor/TorchFunctions.java",
            "resources/dev/obor/native/build-id",
            "resources/dev/obor/native/libtorch-version",
            "resources/dev/obor/operators.txt");
    assertThat(first.get("resources/dev/obor/native/build-id")).matches("[0-9a-f]{32}\n");
    assertThat(first.values()).noneMatch(text -> text.contains("\r"));
  }

  @Test
  void leavesFilesAloneThatStayTheSame() throws IOException {
    generate(folder);
    Path file = folder.resolve("java/dev/obor/Aten.java");
    var written = Files.getLastModifiedTime(file);
    Path changed = folder.resolve("java/dev/obor/Fft.java");
    Files.writeString(changed, "old");
    generate(folder);

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(written);
    assertThat(Files.readString(changed)).startsWith(Generated.JAVA_HEADER);
  }

  private static Map<String, String> generate(Path to) throws IOException {
    Main.main(
        new String[] {
          "--config", ".",
          "--bindings", BINDINGS.toString(),
          "--output", to.resolve("java").toString(),
          "--headers", to.resolve("headers").toString(),
          "--resources", to.resolve("resources").toString()
        });
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(to)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        texts.put(to.relativize(file).toString().replace('\\', '/'), Files.readString(file));
      }
    }
    return texts;
  }

  @Test
  void tellsWhichOptionIsMissing() {
    assertThatThrownBy(() -> Main.main(new String[] {"--config", "."}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("missing option --bindings");
  }

  /**
   * Java cannot tell all overloads of Python apart. This list shows which ones the public classes
   * do not have, so that a change of it is seen.
   */
  @Test
  void leavesOutTheseOverloadsOfThePublicClasses() throws IOException {
    List<String> leftOut =
        Generation.publicClasses(
                CommittedSchemas.OPERATORS,
                CommittedSchemas.NAMES,
                CommittedSchemas.SIGNATURES,
                CommittedSchemas.OVERRIDES,
                CommittedSchemas.WORDS)
            .leftOut();
    Path found = Path.of("target", "left-out-overloads.tsv");
    Files.createDirectories(found.toAbsolutePath().getParent());
    Files.write(found, leftOut);

    assertThat(leftOut)
        .as("if the change is wanted, put native-config/%s in the place of the list", found)
        .containsExactlyElementsOf(Files.readAllLines(GOLDENS.resolve("left-out-overloads.tsv")));
  }

  @Test
  void everyFileThatBelongsToTheNativeLibraryTakesPartInItsId() throws IOException {
    String before = Files.readString(idFile(folder.resolve("before"), Path.of(".")));
    Path config = folder.resolve("config");
    copy(Path.of("src", "main", "schemas"), config.resolve("src/main/schemas"));
    copy(Path.of("src", "main", "cpp"), config.resolve("src/main/cpp"));
    assertThat(Files.readString(idFile(folder.resolve("same"), config))).isEqualTo(before);

    for (String changed :
        List.of("cpp/obor/guard.h", "cpp/obor/tensor.cpp", "schemas/operators.txt")) {
      Path file = config.resolve("src/main").resolve(changed);
      String text = Files.readString(file);
      String mark = changed.endsWith(".txt") ? "# more\n" : "// more\n";
      Files.writeString(file, text + mark);
      assertThat(Files.readString(idFile(folder.resolve("after"), config)))
          .as(changed)
          .isNotEqualTo(before);
      Files.writeString(file, text.replace("\n", "\r\n"));
      assertThat(Files.readString(idFile(folder.resolve("after"), config)))
          .as(changed)
          .isEqualTo(before);
      Files.writeString(file, text);
    }
  }

  private static Path idFile(Path to, Path config) throws IOException {
    Generation.run(config, BINDINGS, to, to, to);
    return to.resolve("dev/obor/native/build-id");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      files.forEach(
          file -> {
            try {
              Path copy = to.resolve(from.relativize(file));
              Files.createDirectories(copy.getParent());
              Files.copy(file, copy);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
