package dev.obor.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class NoSkippedTestsTest {
  @Test
  void aDisabledTestFails() {
    assertThat(failures(WithDisabledMethod.class))
        .containsExactly(
            "method() is @Disabled (slow). Make it pass, or delete it: Obor skips no test.");
  }

  @Test
  void aDisabledClassFails() {
    assertThat(failures(DisabledClass.class))
        .singleElement()
        .asString()
        .contains("DisabledClass is @Disabled.");
  }

  @Test
  void aFailedAssumptionFails() {
    assertThat(failures(WithAssumption.class))
        .containsExactly(
            "method() gave up: Assumption failed: no network. Make it pass, or delete it: Obor skips no test.");
  }

  @Test
  void aFailedAssumptionInADynamicTestFails() {
    assertThat(failures(WithDynamicAssumption.class))
        .singleElement()
        .asString()
        .contains("one gave up");
  }

  @Test
  void aFailedAssumptionInAParameterisedTestFails() {
    assertThat(failures(WithParameters.class)).singleElement().asString().contains("2 gave up");
  }

  @Test
  void aFailedAssumptionBeforeTheTestsFails() {
    assertThat(failures(WithAssumptionBeforeAll.class))
        .singleElement()
        .asString()
        .contains("gave up");
  }

  private static List<String> failures(Class<?> testClass) {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(testClass))
            .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
            .configurationParameter(
                "junit.jupiter.conditions.deactivate",
                "org.junit.jupiter.engine.extension.DisabledCondition")
            .execute();
    assertThat(results.allEvents().skipped().count()).isZero();
    assertThat(results.allEvents().aborted().count()).isZero();
    return results.allEvents().failed().stream()
        .map(event -> event.getRequiredPayload(org.junit.platform.engine.TestExecutionResult.class))
        .map(result -> rootMessage(result.getThrowable().orElseThrow()))
        .toList();
  }

  private static String rootMessage(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() instanceof IllegalStateException deeper) {
      cause = deeper;
    }
    return String.valueOf(cause.getMessage());
  }

  static class WithDisabledMethod {
    @Test
    @Disabled("slow")
    void method() {}
  }

  @Disabled
  static class DisabledClass {
    @Test
    void method() {}
  }

  static class WithAssumption {
    @Test
    void method() {
      assumeTrue(false, "no network");
    }
  }

  static class WithDynamicAssumption {
    @TestFactory
    Stream<DynamicTest> tests() {
      return Stream.of(dynamicTest("one", () -> assumeTrue(false)));
    }
  }

  static class WithParameters {
    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {1, 2})
    void method(int number) {
      assumeTrue(number == 1);
    }
  }

  static class WithAssumptionBeforeAll {
    @BeforeAll
    static void prepare() {
      assumeTrue(false);
    }

    @Test
    void method() {}
  }
}
