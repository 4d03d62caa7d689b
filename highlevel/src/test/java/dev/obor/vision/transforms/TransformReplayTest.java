package dev.obor.vision.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.Warnings;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import dev.obor.vision.transforms.Fixture.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what {@code transform_goldens.py} wrote. */
@InScope
class TransformReplayTest {
  private static final Map<String, List<Golden>> LINES =
      Golden.read("vision/transforms.tsv").stream()
          .filter(line -> line.fields().containsKey("case"))
          .collect(Collectors.groupingBy(line -> line.text("case")));
  private static final Map<String, String> INPUTS = new HashMap<>();

  @BeforeEach
  void silence() {
    Warnings.setHandler(warning -> {});
  }

  @AfterEach
  void speak() {
    Warnings.setHandler(null);
  }

  static Stream<String> cases() {
    return LINES.keySet().stream();
  }

  @Test
  void everyCaseIsReplayed() {
    assertThat(Cases.ALL.keySet()).containsExactlyInAnyOrderElementsOf(LINES.keySet());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void transformsAsPython(String name) {
    Function<?, ?> transform = Objects.requireNonNull(Cases.ALL.get(name), name);
    for (Golden line : Objects.requireNonNull(LINES.get(name), name)) {
      try (Scope scope = Torch.scope()) {
        String input = INPUTS.computeIfAbsent(line.text("input"), Fixture::input);
        Torch.manualSeed(3);
        PythonRandom.seed(5);
        check(transform, input, line, "first");
        check(transform, input, line, "second");
      }
    }
  }

  private static void check(Function<?, ?> transform, String input, Golden line, String field) {
    String what = line.text("case") + " of " + line.text("input") + ", " + field;
    String expected = line.text(field);
    Object image = Fixture.read(input);
    if (expected.startsWith("E:")) {
      String text = expected.split(":", 3)[2];
      assertThatThrownBy(() -> Chain.apply(transform, image))
          .as(what)
          .isInstanceOf(TorchException.class)
          .satisfies(e -> assertThat(firstLine(e)).as(what).isEqualTo(text));
      return;
    }
    List<Value> made = Fixture.values(Chain.apply(transform, image));
    List<Value> wanted = Fixture.list(expected);
    assertThat(made).as(what).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      compare(what, made.get(i), wanted.get(i));
    }
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static void compare(String what, Value made, Value wanted) {
    assertThat(made.kind()).as(what).isEqualTo(wanted.kind());
    assertThat(made.shape()).as(what).isEqualTo(wanted.shape());
    double[] a = made.numbers();
    double[] b = wanted.numbers();
    double most = Arrays.stream(b).map(Math::abs).max().orElse(0);
    boolean isFloat = wanted.kind().startsWith("float");
    double tolerance = isFloat ? 1e-5 * Math.max(1, most) : 0;
    int different = 0;
    for (int i = 0; i < b.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= tolerance)) {
        different++;
      }
    }
    // The last bits of a perspective decide which of two pixels is nearest where both are as near.
    boolean ties = !wanted.isImage() && what.startsWith("T.RandomPerspective(0.3");
    assertThat(different).as(what).isLessThanOrEqualTo(ties ? b.length / 50 : 0);
  }

  @Test
  void printsAsPython() {
    Map<String, Object> printed = Printed.all();
    List<Golden> lines = Golden.read("vision/printed.tsv");
    for (Golden line : lines) {
      String name = line.text("case");
      Object made = printed.containsKey(name) ? printed.get(name) : Cases.ALL.get(name);
      assertThat(made).as(name).isNotNull();
      assertThat(made).as(name).hasToString(line.text("text"));
    }
    assertThat(lines).extracting(line -> line.text("case")).containsAll(printed.keySet());
  }

  @Test
  void refusesAsPython() {
    Map<String, Runnable> refused = Printed.refused();
    List<Golden> lines = Golden.read("vision/refused.tsv");
    assertThat(refused.keySet())
        .containsExactlyInAnyOrderElementsOf(lines.stream().map(l -> l.text("case")).toList());
    for (Golden line : lines) {
      Runnable constructor = Objects.requireNonNull(refused.get(line.text("case")));
      assertThatThrownBy(constructor::run)
          .as(line.text("case"))
          .isInstanceOf(TorchException.class)
          .satisfies(e -> assertThat(firstLine(e)).isEqualTo(line.text("error")));
    }
  }

  @Test
  void pythonsRandomNumbers() {
    for (Golden line : Golden.read("vision/random.tsv")) {
      PythonRandom.seed(Long.parseLong(line.text("seed")));
      double[] drawn = new double[700];
      Arrays.setAll(drawn, i -> PythonRandom.random());
      assertThat(Arrays.copyOf(drawn, 3)).isEqualTo(line.numbers("first"));
      assertThat(Arrays.copyOfRange(drawn, 697, 700)).isEqualTo(line.numbers("last"));
    }
  }
}
