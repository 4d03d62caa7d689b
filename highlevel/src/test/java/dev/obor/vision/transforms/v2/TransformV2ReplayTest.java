package dev.obor.vision.transforms.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.TorchException;
import dev.obor.Warnings;
import dev.obor.golden.Golden;
import dev.obor.testing.InScope;
import dev.obor.vision.transforms.Packed;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Replays what {@code transform_v2_goldens.py} wrote. */
@InScope
class TransformV2ReplayTest {
  private static final Map<String, List<Golden>> LINES =
      Golden.read("vision/transforms-v2.tsv.gz").stream()
          .filter(line -> line.fields().containsKey("case"))
          .collect(Collectors.groupingBy(line -> line.text("case")));

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
    assertThat(V2Cases.ALL.keySet()).containsExactlyInAnyOrderElementsOf(LINES.keySet());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void transformsAsPython(String name) {
    Function<?, ?> transform = Objects.requireNonNull(V2Cases.ALL.get(name), name);
    for (Golden line : Objects.requireNonNull(LINES.get(name), name)) {
      try (Scope scope = Torch.scope()) {
        Torch.manualSeed(3);
        check(transform, line, "first");
        check(transform, line, "second");
      }
    }
  }

  private static void check(Function<?, ?> transform, Golden line, String field) {
    String what = line.text("case") + " of " + line.text("input") + ", " + field;
    String expected = line.text(field);
    Object sample = Samples.sample(line.text("input"));
    if (expected.startsWith("E:")) {
      String text = expected.split(":", 3)[2];
      assertThatThrownBy(() -> Several.apply(transform, sample))
          .as(what)
          .isInstanceOf(TorchException.class)
          .satisfies(e -> assertThat(firstLine(e)).as(what).isEqualTo(text));
      return;
    }
    List<@Nullable Object> made = Leaves.of(Several.apply(transform, sample));
    // The name of mode I;16 has a semicolon of its own, but no such image is among the inputs.
    List<String> wanted = List.of(expected.split(";", -1));
    assertThat(made).as(what).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      String part = wanted.get(i);
      String head = Samples.head(made.get(i));
      assertThat(part.substring(0, part.indexOf('@') + 1)).as(what).isEqualTo(head);
      Packed.compare(
          what + ", part " + i,
          Objects.requireNonNull(Samples.plain(made.get(i))),
          part.substring(head.length()),
          V2Cases.tolerance(line.text("case"), part.substring(head.length())),
          V2Cases.share(line.text("case")));
    }
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Test
  void printsAsPython() {
    Map<String, Object> printed = V2Printed.all();
    List<Golden> lines = Golden.read("vision/printed-v2.tsv");
    for (Golden line : lines) {
      String name = line.text("case");
      Object made = printed.containsKey(name) ? printed.get(name) : V2Cases.ALL.get(name);
      assertThat(made).as(name).isNotNull();
      assertThat(made).as(name).hasToString(line.text("text"));
    }
    assertThat(lines).extracting(line -> line.text("case")).containsAll(printed.keySet());
  }

  @Test
  void refusesAsPython() {
    Map<String, Runnable> refused = V2Printed.refused();
    List<Golden> lines = Golden.read("vision/refused-v2.tsv");
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
}
