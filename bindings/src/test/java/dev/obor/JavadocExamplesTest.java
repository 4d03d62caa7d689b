package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.CompiledExamples;
import dev.obor.testing.WorkedExample;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiles and runs the examples of the Javadoc, and compares what they print with Python. */
class JavadocExamplesTest {
  private static final List<WorkedExample> EXAMPLES =
      WorkedExample.read("native-config/src/main/schemas/examples.txt");

  private static CompiledExamples compiled = CompiledExamples.of(List.of());

  @BeforeAll
  static void compile() {
    compiled = CompiledExamples.of(EXAMPLES, "dev.obor.*", "java.util.List");
  }

  static Stream<WorkedExample> examples() {
    return EXAMPLES.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("examples")
  void printsWhatPythonPrints(WorkedExample example) {
    try (Scope scope = Torch.scope()) {
      Torch.manualSeed(0);
      assertThat(compiled.run(example)).isEqualTo(example.printed());
    }
  }

  @Test
  void theMostUsedNamesHaveOne() {
    assertThat(EXAMPLES.stream().map(e -> e.name().replaceFirst(".*\\.", "")).distinct())
        .hasSizeGreaterThanOrEqualTo(200);
  }
}
