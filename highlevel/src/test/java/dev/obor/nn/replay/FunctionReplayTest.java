package dev.obor.nn.replay;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Replays calls of {@code torch.nn.functional} through {@code F}: results, gradients and errors are
 * Python's, and nothing leaks, except for the calls in {@code function-cases-listed.tsv}, for the
 * reasons there. The list names a function alone where there is no such function.
 */
class FunctionReplayTest {
  private static final String LIST = "/dev/obor/nn/function-cases-listed.tsv";

  private final Map<String, String> listed = ModuleReplayTest.listed(LIST);
  private final Set<String> met = new HashSet<>();

  @TestFactory
  Stream<DynamicTest> replay() {
    Map<String, List<FunctionCase>> functions =
        FunctionCase.read().stream()
            .collect(groupingBy(FunctionCase::function, LinkedHashMap::new, Collectors.toList()));
    return Stream.concat(
        functions.entrySet().stream()
            .map(e -> dynamicTest(e.getKey(), () -> isAsInPython(e.getKey(), e.getValue()))),
        Stream.of(dynamicTest("list", this::everyListedCallExists)));
  }

  private void isAsInPython(String function, List<FunctionCase> all) {
    if (listed.containsKey(function)) {
      met.add(function);
      assertThat(FunctionReplay.exists(function)).as("take it out of " + LIST).isFalse();
      return;
    }
    List<String> wrong = new ArrayList<>();
    for (FunctionCase golden : all) {
      String difference = new FunctionReplay(golden).difference();
      boolean known = listed.containsKey(golden.key());
      if (known) {
        met.add(golden.key());
      }
      if (difference != null && !known) {
        wrong.add(golden.key() + "\t" + difference);
      } else if (difference == null && known) {
        wrong.add(golden.key() + "\tis as in Python; take it out of " + LIST);
      }
    }
    assertThat(String.join("\n", wrong)).isEmpty();
  }

  private void everyListedCallExists() {
    assertThat(met).as("calls in the fixture that are listed").isEqualTo(listed.keySet());
  }
}
