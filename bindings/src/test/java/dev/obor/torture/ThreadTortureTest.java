package dev.obor.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.JavaProgram;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Whatever threads do to tensors, it ends in an exception or in a result. */
class ThreadTortureTest {
  /** A new one every time; a failure shows it. */
  private final String seed = Integer.toString(ThreadLocalRandom.current().nextInt(1_000_000));

  @Test
  void manyThreadsWhileTheCollectorRuns() throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(ManyThreads.class, "15", "8", seed)
            .options("-Xmx64m")
            .limit(Duration.ofMinutes(2))
            .run();
    System.out.printf("8 threads, seed %s: %s%n", seed, result.output().replace('\n', ' '));
    assertThat(result.succeeds().figure("left")).isZero();
    assertThat(result.figure("steps")).isGreaterThan(10_000);
    assertThat(result.figure("closed")).isGreaterThan(100);
  }

  @Test
  void twoThreadsAtOneTensor() throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(Races.class, "20").options("-Xmx64m").run().succeeds();
    assertThat(result.figure("left")).isZero();
    assertThat(result.figure("closed")).isGreaterThan(1000);
  }

  @Test
  void theJvmsOwnChecksFindNothing() throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(ManyThreads.class, "3", "4", seed)
            .options("-Xmx64m", "-Xcheck:jni")
            .limit(Duration.ofMinutes(2))
            .run()
            .succeeds();
    assertThat(result.output()).doesNotContain("WARNING").doesNotContain("FATAL");
    JavaProgram.Result errors =
        JavaProgram.of(ManyErrors.class, "1000").options("-Xcheck:jni").run().succeeds();
    assertThat(errors.output()).doesNotContain("WARNING").doesNotContain("FATAL");
    JavaProgram.Result training =
        JavaProgram.of(NaiveTraining.class, "1000", "8", "4", "3")
            .options("-Xcheck:jni")
            .run()
            .succeeds();
    assertThat(training.output()).doesNotContain("WARNING").doesNotContain("FATAL");
  }

  @Test
  void scopesThatNobodyClosesGiveTheirMemoryBack() throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(ManyScopes.class)
            .options("-Xmx64m", "-Dobor.memory.budget=33554432")
            .run()
            .succeeds();
    System.out.println("scopes: " + result.output().replace('\n', ' '));
    assertThat(result.figure("closedInside")).isLessThan(0.1);
    assertThat(result.figure("replaced")).isLessThan(0.1);
    // Each makes between 160 MiB and 3 GiB.
    assertThat(result.figure("forgotten")).isLessThan(160);
    assertThat(result.figure("forgottenOuter")).isLessThan(250);
    assertThat(result.figure("deadThreads")).isLessThan(160);
    assertThat(result.figure("shortThreads")).isLessThan(500);
  }

  @Test
  void anExhaustedStackLosesNothing() throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(DeepRecursion.class).options("-Xmx256m").run().succeeds();
    assertThat(result.figure("overflows")).isEqualTo(30);
  }

  @Test
  void virtualThreadsUseOperatorsAndScopesButNoModes() throws InterruptedException {
    if (Runtime.version().feature() < 21) {
      assertThat(Thread.class.getMethods()).noneMatch(m -> m.getName().equals("isVirtual"));
      return;
    }
    JavaProgram.Result result =
        JavaProgram.of(VirtualThreads.class).options("-Xmx64m").run().succeeds();
    assertThat(result.figure("ended")).isEqualTo(1000);
    assertThat(result.figure("left")).isZero();
  }
}
