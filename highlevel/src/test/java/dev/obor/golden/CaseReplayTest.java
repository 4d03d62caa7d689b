package dev.obor.golden;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.obor.Scope;
import dev.obor.Torch;
import dev.obor.operators.GoldenValues;
import dev.obor.testing.LeftToCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays programs of a few lines that Python ran: random numbers, initial weights, the order of
 * data, what is printed, states, errors and short trainings are Python's, except for the cases in
 * {@code cases-listed.tsv}, for the reasons there.
 */
@LeftToCollector // modules and optimizers
class CaseReplayTest {
  private static final String LIST = "golden/cases-listed.tsv";

  private final Set<String> listed =
      Golden.read(LIST).stream().map(golden -> golden.text("case")).collect(Collectors.toSet());
  private int cases;
  private int passed;

  @TestFactory
  Stream<DynamicTest> replay() {
    Map<String, List<Golden>> categories =
        Golden.read("golden/cases.tsv.gz").stream()
            .collect(
                groupingBy(
                    golden -> golden.text("category"), LinkedHashMap::new, Collectors.toList()));
    return Stream.concat(
        categories.entrySet().stream()
            .map(e -> dynamicTest(e.getKey(), () -> isAsInPython(e.getValue()))),
        Stream.of(dynamicTest("figures", this::allCasesPassButTheListed)));
  }

  private void isAsInPython(List<Golden> all) {
    List<String> wrong = new ArrayList<>();
    for (Golden golden : all) {
      String name = golden.text("case");
      String difference = difference(golden);
      boolean known = listed.contains(name);
      cases++;
      passed += difference == null ? 1 : 0;
      if (difference != null && !known) {
        wrong.add(name + "\t" + difference);
      } else if (difference == null && known) {
        wrong.add(name + "\tis as in Python; take it out of " + LIST);
      }
    }
    assertThat(String.join("\n", wrong)).isEmpty();
  }

  private void allCasesPassButTheListed() {
    System.out.println("golden cases: " + cases + ", passed " + passed);
    assertThat(passed).isEqualTo(cases - listed.size());
  }

  private static @Nullable String difference(Golden golden) {
    try (Scope scope = Torch.scope()) {
      CaseReplay replay = new CaseReplay();
      List<Look> looks =
          list(golden.text("looks")).stream()
              .map(parts -> new Look((List<?>) parts, Double.parseDouble(golden.text("tolerance"))))
              .toList();
      Look first = looks.get(0);
      String seed = golden.optional("seed");
      if (seed != null) {
        Torch.manualSeed(Long.parseLong(seed));
      }
      try {
        list(golden.text("steps")).forEach(step -> replay.take((List<?>) step));
      } catch (RuntimeException e) {
        return first.isError() ? first.difference(e) : e.toString();
      }
      if (first.isError()) {
        return "expected " + first.parts() + ", got a result";
      }
      return looks.stream()
          .map(look -> look.difference(replay))
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }
  }

  private static List<?> list(String text) {
    return (List<?>) Objects.requireNonNull(GoldenValues.read(text, Map.of(), new ArrayList<>()));
  }
}
