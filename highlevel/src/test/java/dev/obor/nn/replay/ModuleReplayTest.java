package dev.obor.nn.replay;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays PyTorch's module database: initial states, printed texts, results, gradients, buffers and
 * errors are Python's, and nothing leaks, except for the cases in {@code module-cases-listed.tsv},
 * for the reasons there. The list names a class alone where there is no such class.
 */
class ModuleReplayTest {
  private static final String LIST = "/dev/obor/nn/module-cases-listed.tsv";

  private final Map<String, String> listed = listed(LIST);
  private final Set<String> met = new HashSet<>();
  private int cases;
  private int passed;

  @TestFactory
  Stream<DynamicTest> replay() {
    Map<String, List<ModuleCase>> modules =
        ModuleCase.read().stream()
            .collect(groupingBy(ModuleCase::module, LinkedHashMap::new, Collectors.toList()));
    return Stream.concat(
        modules.entrySet().stream()
            .map(e -> dynamicTest(e.getKey(), () -> isAsInPython(e.getKey(), e.getValue()))),
        Stream.of(
            dynamicTest("figures", this::almostAllCasesPass),
            dynamicTest("list", this::everyListedCaseExists)));
  }

  private void isAsInPython(String module, List<ModuleCase> all) {
    cases += all.size();
    if (listed.containsKey(module)) {
      met.add(module);
      assertThat(ModuleMaking.exists(module)).as("take it out of " + LIST).isFalse();
      return;
    }
    assertThat(ModuleMaking.exists(module)).as("there is a class " + module).isTrue();
    List<String> wrong = new ArrayList<>();
    for (ModuleCase golden : all) {
      String difference = new ModuleReplay(golden).difference();
      boolean known = listed.containsKey(golden.key());
      if (known) {
        met.add(golden.key());
      }
      if (difference == null) {
        passed++;
      }
      if (difference != null && !known) {
        wrong.add(golden.key() + "\t" + difference);
      } else if (difference == null && known) {
        wrong.add(golden.key() + "\tis as in Python; take it out of " + LIST);
      }
    }
    assertThat(String.join("\n", wrong)).isEmpty();
  }

  private void almostAllCasesPass() {
    System.out.println("PyTorch's module database: " + cases + " cases, " + passed + " passed");
    int missing = (int) listed.keySet().stream().filter(key -> !key.contains(" ")).count();
    assertThat(missing > 0 || passed >= 0.99 * cases).isTrue();
  }

  private void everyListedCaseExists() {
    assertThat(met).as("cases in the fixture that are listed").isEqualTo(listed.keySet());
  }

  /** The reasons in a list by the names of the cases. */
  static Map<String, String> listed(String list) {
    Map<String, String> reasons = new LinkedHashMap<>();
    try (InputStream file =
        Objects.requireNonNull(ModuleReplayTest.class.getResourceAsStream(list), list)) {
      for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#")) {
          String[] fields = line.split("\t", -1);
          reasons.put(fields[0], fields[1]);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return reasons;
  }
}
