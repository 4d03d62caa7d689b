package dev.obor.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.JavaProgram;
import org.junit.jupiter.api.Test;

/** Errors cost little and leave nothing behind. */
class ErrorTortureTest {
  @Test
  void manyErrorsDoNotGrow() throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(ManyErrors.class, "100000").options("-Xmx64m").run().succeeds();
    System.out.printf(
        "100,000 errors: %.1f us each, %.1f us for wrong shapes, resident memory grew by %.1f MiB%n",
        result.figure("microseconds"), result.figure("shapeMicroseconds"), result.figure("grown"));
    assertThat(result.figure("grown")).isLessThan(64);
    assertThat(result.figure("tensors")).isEqualTo(2);
    // The machine may be busy with something else; a C++ backtrace in each would take 4,000 us.
    assertThat(result.figure("microseconds")).isLessThan(1000);
  }

  @Test
  void ignoredRequestsForACollectionAreToldOnce() throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(IgnoredRequests.class)
            .options("-Xmx64m", "-XX:+DisableExplicitGC", "-Dobor.memory.budget=8388608")
            .run()
            .succeeds();
    assertThat(result.lines("The JVM ignores requests for a garbage collection")).isOne();
    assertThat(result.output()).contains("-XX:+DisableExplicitGC");
  }
}
