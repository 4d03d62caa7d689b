package dev.obor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input throws; it never takes the JVM down. */
class CrashTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"functions, 1, 30", "operators, 1, 20"})
  void theJvmSurvives(String which, int seed, int rounds) throws InterruptedException {
    CrashHunt.Result result = CrashHunt.run(which, seed, rounds, folder);
    System.out.printf(
        "%s: %.0f calls returned, %.0f threw, at most %.0f MiB%n",
        which, result.returned(), result.thrown(), result.resident());

    assertThat(result.findings()).isEmpty();
    assertThat(result.returned()).isGreaterThan(5000);
    assertThat(result.thrown()).isGreaterThan(5000);
  }
}
