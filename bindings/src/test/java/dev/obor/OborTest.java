package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.load.NativeLoadException;
import org.junit.jupiter.api.Test;

class OborTest {
  private static NativeFacts facts(int cudaDevices) {
    return new NativeFacts(
        "2.10.0", "0123abcd", 4, 3, 2, "AVX2", cudaDevices, "Built with:\n  - X\n");
  }

  @Test
  void versionIsThatOfTheBuild() {
    assertThat(Obor.version()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void diagnosisTellsTheProgramAndTheFacts() {
    assertThat(Diagnosis.of(() -> facts(0)).lines())
        .contains(
            "Obor          " + Obor.version(),
            "Build id      0123abcd",
            "Threads       4 for an operator, 3 for the BLAS, 2 between operators",
            "CPU           AVX2",
            "CUDA          not available",
            "Built with:")
        .anyMatch(line -> line.startsWith("Java          " + System.getProperty("java.version")))
        .anyMatch(line -> line.startsWith("System        " + System.getProperty("os.name")));
    assertThat(Diagnosis.of(() -> facts(2))).contains("CUDA          2 devices\n");
  }

  @Test
  void diagnosisOfAFailureTellsWhyAndWhatToDo() {
    String report =
        Diagnosis.of(
            () -> {
              throw new NativeLoadException("no LibTorch.\n\nAdd obor-cpu.");
            });

    assertThat(report)
        .contains("Obor          " + Obor.version())
        .contains("Natives       not loaded\n\n  no LibTorch.\n\n  Add obor-cpu.\n");
  }

  @Test
  void diagnosisNeverThrows() {
    assertThat(
            Diagnosis.of(
                () -> {
                  throw new IllegalStateException("broken");
                }))
        .contains("not loaded")
        .contains("java.lang.IllegalStateException: broken");
    assertThat(
            Diagnosis.of(
                () -> {
                  throw new NoClassDefFoundError("Could not initialize class x");
                }))
        .contains("java.lang.NoClassDefFoundError: Could not initialize class x");
  }
}
