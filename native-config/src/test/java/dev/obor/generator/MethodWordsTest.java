package dev.obor.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the Javadoc of the public methods to what the tables say. */
class MethodWordsTest {
  private static final Path WRITTEN =
      Path.of("..", "bindings", "src", "main", "java", "dev", "obor");

  private static String comment(String type, String method) {
    String source = Objects.requireNonNull(CommittedSchemas.sources().get(type), type);
    int end = source.indexOf(method);
    assertThat(end).as(method).isPositive();
    return source.substring(source.lastIndexOf("/**", end), end);
  }

  @Test
  void saysWhatIsComputedAndReturned() {
    assertThat(comment("TorchFunctions", "static Tensor abs(Tensor input)"))
        .startsWith(
            "/**\n   * Computes the absolute value of each element of {@code input}; of a complex"
                + " number its distance from zero.\n   *\n   * <p>Works on each element; the result"
                + " has the same shape. Returns a new tensor. Python's name: {@code torch.abs}.\n")
        .endsWith("aten::abs(Tensor self) -> Tensor}\n   */\n  public ");
    assertThat(comment("TensorMethods", "final Tensor abs_()"))
        .contains(
            "of each element of this tensor; of a complex number its distance from zero, in place.")
        .contains(
            "Changes the tensor in place and returns it. Python's name: {@code Tensor.abs_}.");
    assertThat(comment("TensorMethods", "final Tensor gt_(Tensor other)"))
        .contains("broadcast to the shape of this tensor, which keeps its shape and dtype.")
        .doesNotContain("dtype bool");
    assertThat(comment("TensorMethods", "final Tensor t()"))
        .contains("Returns a view of this tensor.");
    assertThat(comment("TensorMethods", "final boolean equal(Tensor other)"))
        .contains("Returns a truth value.");
    assertThat(comment("Linalg", "static Tensor inv(Tensor A)"))
        .contains("A singular matrix is refused with a {@code LinAlgException}.")
        .contains("Python's name: {@code torch.linalg.inv}.");
  }

  @Test
  void saysWhatIsTakenByDefault() {
    assertThat(comment("TensorMethods", "final Tensor sum(Consumer<Keywords.SumOptions> options)"))
        .contains("May be named: {@code dtype=null, dim, keepdim=false}.");
    assertThat(comment("TensorMethods", "final Tensor cumsum(long dim)"))
        .contains("Taken by default: {@code dtype=null}.");
  }

  @Test
  void everyExampleStandsInTheJavadoc() throws IOException {
    String texts = String.join("\n", CommittedSchemas.sources().values()) + "\n" + writtenByHand();
    CommittedSchemas.WORDS
        .examples()
        .examples()
        .values()
        .forEach(
            example ->
                assertThat(texts.contains(block(example.shown())))
                    .as("the example of %s in a Javadoc comment:%n%s", example.name(), example)
                    .isTrue());
  }

  private static String block(List<String> lines) {
    return lines.stream()
        .map(line -> ("   * " + line).stripTrailing() + "\n")
        .collect(Collectors.joining("", "   * <pre>{@code\n", "   * }</pre>\n"));
  }

  private static String writtenByHand() throws IOException {
    try (Stream<Path> files = Files.list(WRITTEN)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(MethodWordsTest::read)
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
