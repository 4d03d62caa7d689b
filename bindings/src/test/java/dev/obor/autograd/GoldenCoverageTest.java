package dev.obor.autograd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every scenario of the fixture has a test. */
class GoldenCoverageTest {
  private static final List<Class<?>> TESTS =
      List.of(
          EngineScenariosTest.class,
          FunctionScenariosTest.class,
          OddFunctionScenariosTest.class,
          SavingScenariosTest.class,
          DerivativeScenariosTest.class,
          VmapScenariosTest.class,
          ProfilerScenariosTest.class);

  @Test
  void everyScenarioIsTested() {
    Set<String> tests =
        TESTS.stream()
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> method.isAnnotationPresent(Test.class))
            .map(Method::getName)
            .collect(Collectors.toSet());
    List<String> scenarios =
        Transcript.scenarios().stream().map(GoldenCoverageTest::camelCase).toList();
    assertThat(tests).containsExactlyInAnyOrderElementsOf(scenarios);
  }

  private static String camelCase(String name) {
    StringBuilder result = new StringBuilder();
    for (String word : name.split("_", -1)) {
      result.append(
          result.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return result.toString();
  }
}
