package dev.obor.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
  @TempDir Path folder;

  private Overrides read(String... lines) throws IOException {
    Path file = folder.resolve("overrides.tsv");
    Files.write(file, List.of(lines));
    return Overrides.read(file);
  }

  @Test
  void readsNamesAndReasons() throws IOException {
    Overrides overrides =
        read(
            "# a comment",
            "",
            "unbound\taten::f.x\tno use",
            "unbound\ttype Stream\tno streams",
            "handwritten\tTensor.size\tby hand",
            "quicker\taten::g\ta shorter way");

    assertThat(overrides.unbound())
        .isEqualTo(Map.of("aten::f.x", "no use", "type Stream", "no streams"));
    assertThat(overrides.writtenByHand()).isEqualTo(Set.of("Tensor.size"));
    assertThat(overrides.quicker()).isEqualTo(Set.of("aten::g"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "unbound|aten::f; expected kind, name and reason, separated by tabs: unbound|aten::f",
        "unbound|aten::f| ; 'expected kind, name and reason, separated by tabs: unbound|aten::f|'",
        "unbound|aten::f|a|b; 'expected kind, name and reason, separated by tabs: unbound|aten::f|a|b'",
        "bound|aten::f|why; 'bound' is none of unbound, handwritten, quicker"
      })
  void refusesOtherLines(String line, String message) {
    assertThatThrownBy(() -> read(line.replace('|', '\t')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("overrides.tsv: " + message.replace('|', '\t'));
  }

  @Test
  void findsTheReasonByNameOrByType() throws IOException {
    Overrides overrides = read("unbound\taten::f.x\tby name", "unbound\ttype Stream\tby type");

    assertThat(UnboundReason.of(SchemaParser.parse("aten::f.x() -> ()"), overrides))
        .contains("by name");
    assertThat(UnboundReason.of(SchemaParser.parse("aten::f.y() -> ()"), overrides)).isEmpty();
    assertThat(UnboundReason.of(SchemaParser.parse("aten::g(Stream s) -> ()"), overrides))
        .contains("by type");
    assertThat(UnboundReason.of(SchemaParser.parse("aten::g() -> Stream[]"), overrides))
        .contains("by type");
  }

  @Test
  void noCommittedLineIsTwiceOrStale() throws IOException {
    List<String> names =
        Files.readAllLines(CommittedSchemas.FOLDER.resolve("overrides.tsv")).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(line -> line.substring(0, line.lastIndexOf('\t')))
            .toList();
    assertThat(names).doesNotHaveDuplicates();
    assertThat(CommittedSchemas.OVERRIDES.unbound().keySet()).allSatisfy(OverridesTest::isNeeded);
  }

  /** Without the entry, something would be bound, or be refused, that is left out now. */
  private static void isNeeded(String key) {
    if (key.endsWith("::*")) {
      String namespace = key.substring(0, key.length() - 1);
      assertThat(CommittedSchemas.LINES).as(key).anyMatch(line -> line.startsWith(namespace));
      return;
    }
    Map<String, String> others = new HashMap<>(CommittedSchemas.OVERRIDES.unbound());
    others.remove(key);
    Overrides without = new Overrides(others, CommittedSchemas.OVERRIDES.writtenByHand(), Set.of());
    assertThat(CommittedSchemas.SCHEMAS)
        .as(key)
        .anyMatch(
            schema ->
                UnboundReason.of(schema, CommittedSchemas.OVERRIDES).isPresent()
                    && UnboundReason.of(schema, without).isEmpty());
  }

  @Test
  void everyQuickerOperatorIsBound() {
    assertThat(CommittedSchemas.SCHEMAS)
        .extracting(Schema::qualifiedName)
        .containsAll(CommittedSchemas.OVERRIDES.quicker());
  }

  @Test
  void everyReasonTellsSomething() {
    assertThat(CommittedSchemas.OVERRIDES.unbound().values())
        .allSatisfy(
            reason -> assertThat(reason.split(" ")).hasSizeGreaterThan(2).doesNotContain(""))
        .noneMatch(reason -> reason.contains("TODO"));
  }

  @Test
  void whatIsWrittenByHandWouldBeGeneratedOtherwise() {
    Overrides none = new Overrides(Map.of(), Set.of(), Set.of());
    for (String entry : CommittedSchemas.OVERRIDES.writtenByHand()) {
      assertThat(PublicKinds.values())
          .as(entry)
          .anyMatch(
              kind ->
                  CommittedSchemas.SCHEMAS.stream()
                      .filter(schema -> entry.endsWith("." + kind.pythonName(schema.name())))
                      .anyMatch(
                          schema ->
                              kind.holds(schema, CommittedSchemas.NAMES, none)
                                  && !kind.holds(
                                      schema, CommittedSchemas.NAMES, CommittedSchemas.OVERRIDES)));
    }
  }
}
