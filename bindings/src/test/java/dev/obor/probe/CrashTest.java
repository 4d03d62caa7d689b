package dev.obor.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input throws; it never takes the JVM down. */
class CrashTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"functions, 1, 12", "operators, 1, 10"})
  void theJvmSurvives(String which, int seed, int rounds) throws InterruptedException {
    CrashHunt.Result result = CrashHunt.run(which, seed, rounds, folder);
    System.out.printf(
        "%s: %.0f calls returned, %.0f threw, at most %.0f MiB%n",
        which, result.returned(), result.thrown(), result.resident());

    assertThat(result.findings()).isEmpty();
    assertThat(result.returned()).isGreaterThan(5000);
    assertThat(result.thrown()).isGreaterThan(5000);
  }

  @Test
  void onlyOperatorsThatExistAreLeftOut() {
    List<Method> all =
        Stream.concat(Methods.of("operators").stream(), Methods.of("functions").stream()).toList();
    assertThat(LeftOut.read().reasons().keySet())
        .hasSizeLessThan(10)
        .allSatisfy(
            operator -> assertThat(all).as(operator).anyMatch(m -> LeftOut.isOf(operator, m)));
  }

  /** An entry that is no longer needed would hide the next crash of its operator. */
  @Test
  void whatIsLeftOutStillNeedsIt() throws InterruptedException {
    for (String operator : LeftOut.read().reasons().keySet()) {
      boolean crashes = false;
      for (String which : List.of("functions", "operators")) {
        List<Method> methods = Methods.of(which);
        int[] of =
            IntStream.range(0, methods.size())
                .filter(i -> LeftOut.isOf(operator, methods.get(i)))
                .toArray();
        for (int i = 0; i < of.length && !crashes; i++) {
          crashes = CrashHunt.stillCrashes(which, of[i], 1, 60, folder);
        }
      }
      assertThat(crashes).as("a crash in %s", operator).isTrue();
    }
  }
}
