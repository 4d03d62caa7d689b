package dev.obor.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.generator.Descriptions.Description;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescriptionsTest {
  @TempDir Path folder;

  /** The lines that the public names use, which fails for a name that has none. */
  private static Set<String> usedLines() {
    Descriptions descriptions = CommittedSchemas.WORDS.descriptions();
    Set<String> used = new TreeSet<>();
    for (PublicKinds kind : PublicKinds.values()) {
      for (BoundOperator operator : CommittedSchemas.OPERATORS) {
        Schema schema = operator.schema();
        boolean several = operator.result().javaType().equals("Object[]");
        if (kind.holds(schema, CommittedSchemas.NAMES, CommittedSchemas.OVERRIDES) && !several) {
          used.add(descriptions.key(kind.kind().module(), kind.pythonName(schema.name())));
        }
      }
    }
    return used;
  }

  @Test
  void everyPublicNameHasWordsAndNoOtherHas() {
    assertThat(usedLines()).hasSizeGreaterThanOrEqualTo(600);
    assertThat(CommittedSchemas.WORDS.descriptions().names())
        .containsExactlyInAnyOrderElementsOf(usedLines());
  }

  @Test
  void sentencesSayWhatIsComputed() {
    CommittedSchemas.WORDS
        .descriptions()
        .lines()
        .forEach(
            (name, words) -> {
              assertThat(words.sentence())
                  .as(name)
                  .matches("[A-Z][a-z]+(s|es) .{7,}[^.]")
                  .doesNotContain("aten", "operator", "Calls");
              for (String text :
                  new String[] {words.sentence(), words.shape(), words.remarks(), words.result()}) {
                assertThat(text.chars().filter(c -> c == '`').count() % 2).as(text).isZero();
              }
            });
  }

  @Test
  void aNameWithoutWordsIsRefused() {
    assertThatThrownBy(() -> CommittedSchemas.WORDS.descriptions().of("", "frobnicate_"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no words for frobnicate_; say in descriptions.tsv what it computes");
  }

  @Test
  void readsWhatTheTableHolds() throws IOException {
    Path file = folder.resolve("descriptions.tsv");
    Files.writeString(file, "# comment\nf\tComputes f of $\te\nf_\tMakes $ f\t-\tMind `g`.\n");
    Descriptions read = Descriptions.read(file);

    assertThat(read.of("", "f")).isEqualTo(new Description("Computes f of $", "e", "", ""));
    assertThat(read.of("", "f_").remarks()).isEqualTo("Mind `g`.");
    assertThat(read.key("", "f_")).isEqualTo("f_");
  }

  @Test
  void refusesLinesThatAreNotComplete() throws IOException {
    Path file = folder.resolve("descriptions.tsv");
    Files.writeString(file, "f\tComputes f\n");
    assertThatThrownBy(() -> Descriptions.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("descriptions.tsv: expected a name, a sentence, a shape");
    Files.writeString(file, "f\tComputes f\te\nf\tComputes f\te\n");
    assertThatThrownBy(() -> Descriptions.read(file)).hasMessageEndingWith("f stands twice");
  }
}
