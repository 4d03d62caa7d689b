package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does what the Python scenarios do, and compares what both tell. */
class TranscriptTest {
  private static final Map<String, List<Class<?>>> CLASSES =
      Map.of(
          "autograd_scenarios", List.of(AutogradScenarios.class),
          "device_scenarios", List.of(DeviceScenarios.class),
          "error_scenarios", List.of(ErrorScenarios.class, OperatorErrorScenarios.class),
          "function_scenarios", List.of(FunctionScenarios.class, ShapeScenarios.class));

  static Stream<GoldenLine> goldens() {
    return Stream.of("transcripts.tsv", "function-transcripts.tsv")
        .flatMap(fixture -> GoldenLine.read(fixture).stream());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void tellsWhatPythonTells(GoldenLine golden) throws ReflectiveOperationException {
    Transcript transcript = new Transcript();
    Method scenario = scenario(golden);
    try (Scope scope = Torch.scope()) {
      Torch.manualSeed(0);
      scenario.invoke(null, transcript);
    } catch (InvocationTargetException e) {
      throw new AssertionError(transcript.text(), e.getCause());
    }
    assertThat(transcript.text().lines().toList())
        .containsExactlyElementsOf(golden.text("transcript").lines().toList());
  }

  private static Method scenario(GoldenLine golden) {
    String name = camelCase(golden.text("scenario"));
    return methods(golden.text("of")).stream()
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no scenario " + name));
  }

  private static List<Method> methods(String module) {
    return CLASSES.getOrDefault(module, List.of()).stream()
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> !method.isSynthetic())
        .filter(
            method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Transcript.class}))
        .filter(method -> !method.getName().equals("state"))
        .toList();
  }

  private static String camelCase(String python) {
    StringBuilder java = new StringBuilder();
    for (String word : python.split("_", -1)) {
      java.append(
          java.length() == 0 ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return java.toString();
  }

  @Test
  void everyScenarioHasATranscript() {
    for (String module : CLASSES.keySet()) {
      assertThat(methods(module).stream().map(Method::getName))
          .containsExactlyInAnyOrderElementsOf(
              goldens()
                  .filter(golden -> golden.text("of").equals(module))
                  .map(golden -> camelCase(golden.text("scenario")))
                  .toList());
    }
  }
}
