package dev.obor.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildIdTest {
  @TempDir Path folder;

  private static String of(Consumer<BuildId> parts) {
    BuildId id = new BuildId();
    parts.accept(id);
    return id.value();
  }

  @Test
  void isAHashOfNamesAndTexts() {
    String id = of(parts -> parts.add("a", "text"));

    assertThat(id).matches("[0-9a-f]{32}");
    assertThat(of(parts -> parts.add("a", "text"))).isEqualTo(id);
    assertThat(of(parts -> parts.add("b", "text"))).isNotEqualTo(id);
    assertThat(of(parts -> parts.add("a", "Text"))).isNotEqualTo(id);
    assertThat(of(parts -> {})).isNotEqualTo(id);
  }

  @Test
  void doesNotDependOnTheOrder() {
    Consumer<BuildId> first = parts -> parts.add("a", "1");
    Consumer<BuildId> second = parts -> parts.add("b", "2");
    assertThat(of(first.andThen(second))).isEqualTo(of(second.andThen(first)));
  }

  @Test
  void tellsWhereOnePartEnds() {
    assertThat(
            of(
                parts -> {
                  parts.add("a", "12");
                  parts.add("b", "3");
                }))
        .isNotEqualTo(
            of(
                parts -> {
                  parts.add("a", "1");
                  parts.add("b", "23");
                }));
  }

  @Test
  void doesNotDependOnLineEnds() {
    assertThat(of(parts -> parts.add("a", "x\r\ny\r\n")))
        .isEqualTo(of(parts -> parts.add("a", "x\ny\n")));
  }

  @Test
  void takesTheFilesOfAFolder() throws IOException {
    Files.createDirectories(folder.resolve("inner"));
    Files.writeString(folder.resolve("inner/A.java"), "a");
    Files.writeString(folder.resolve("B.txt"), "b");
    BuildId all = new BuildId();
    all.addFolder("f", folder, "");
    BuildId some = new BuildId();
    some.addFolder("f", folder, ".java");

    assertThat(all.value())
        .isEqualTo(
            of(
                parts -> {
                  parts.add("f/inner/A.java", "a");
                  parts.add("f/B.txt", "b");
                }));
    assertThat(some.value()).isEqualTo(of(parts -> parts.add("f/inner/A.java", "a")));
  }
}
