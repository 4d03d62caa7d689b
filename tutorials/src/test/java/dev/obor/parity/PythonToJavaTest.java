package dev.obor.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.testing.CompiledExamples;
import dev.obor.testing.WorkedExample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Compiles and runs every line of Java in {@code docs/python-to-java.md}, and compares what they
 * print with the last column, which {@code python_to_java.py} writes.
 */
class PythonToJavaTest {
  private static final String PAGE = "docs/python-to-java.md";
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");
  private static final List<WorkedExample> ROWS = rows();

  private static CompiledExamples compiled = CompiledExamples.of(List.of());

  @BeforeAll
  static void compile() {
    compiled =
        CompiledExamples.of(
            ROWS,
            "dev.obor.*",
            "dev.obor.autograd.*",
            "dev.obor.data.*",
            "dev.obor.distributions.Categorical",
            "dev.obor.distributions.Kl",
            "dev.obor.distributions.Normal",
            "dev.obor.nn.*",
            "dev.obor.nn.F",
            "dev.obor.nn.utils.*",
            "dev.obor.nn.utils.rnn.*",
            "dev.obor.optim.*",
            "dev.obor.optim.lr.*",
            "dev.obor.vision.datasets.*",
            "dev.obor.vision.models.*",
            "dev.obor.vision.ops.Ops",
            "dev.obor.vision.transforms.*",
            "dev.obor.vision.utils.Vision",
            "java.util.ArrayList",
            "java.util.List");
  }

  private static List<WorkedExample> rows() {
    String page = ProjectFiles.text(PAGE);
    Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(page);
    if (!block.find()) {
      throw new IllegalStateException(PAGE + " has no block of Java");
    }
    List<String> setup = block.group(1).lines().toList();
    List<WorkedExample> rows = new ArrayList<>();
    boolean table = false;
    for (String line : page.lines().toList()) {
      if (line.equals("| Python | Java | prints |")) {
        table = true;
      } else if (!line.startsWith("|")) {
        table = false;
      } else if (table && !line.startsWith("|---")) {
        String[] cells = line.split(" \\| ", -1);
        List<String> java = new ArrayList<>(setup);
        java.addAll(code(cells[1]));
        rows.add(
            new WorkedExample(String.join("; ", code(cells[0])), java, List.of(), code(cells[2])));
      }
    }
    Matcher longer = Pattern.compile("```java\n([^`]*)```\n\n```text\n([^`]*)\n```").matcher(page);
    while (longer.find()) {
      List<String> java = new ArrayList<>(setup);
      longer.group(1).lines().filter(line -> !line.isBlank()).forEach(java::add);
      List<String> text = longer.group(2).lines().toList();
      rows.add(new WorkedExample("the longer example", java, List.of(), text));
    }
    return List.copyOf(rows);
  }

  private static List<String> code(String cell) {
    return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  static Stream<WorkedExample> lines() {
    return ROWS.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lines")
  void printsWhatPythonPrints(WorkedExample row) {
    try (Scope scope = Torch.scope()) {
      Torch.manualSeed(0);
      List<String> printed =
          compiled.run(row).stream().flatMap(text -> Arrays.stream(text.split("\n", -1))).toList();
      assertThat(printed).isNotEmpty().isEqualTo(inJava(row.printed()));
    }
  }

  /** Truth values as Java writes them. */
  private static List<String> inJava(List<String> printed) {
    return printed.stream()
        .map(text -> text.equals("True") ? "true" : text.equals("False") ? "false" : text)
        .toList();
  }

  @Test
  void hasThirtyLinesAtLeast() {
    assertThat(ROWS).hasSizeGreaterThanOrEqualTo(30);
    assertThat(ROWS.get(ROWS.size() - 1).name()).isEqualTo("the longer example");
  }
}
