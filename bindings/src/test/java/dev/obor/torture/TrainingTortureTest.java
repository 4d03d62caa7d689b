package dev.obor.torture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.JavaProgram;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A training loop that closes nothing runs in flat memory. */
class TrainingTortureTest {
  private static final int WINDOWS = 10;

  /** The JVM's and the C library's own memory goes up and down by this much. */
  private static final double TOLERANCE = 24;

  @Test
  void aLongLoopInASmallHeap() throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(NaiveTraining.class, "200000", "8", "4", "3")
            .options("-Xmx64m")
            .limit(Duration.ofMinutes(4))
            .run()
            .succeeds();
    learns(result);
    print("naive training, 200,000 steps in a heap of 64 MiB", result);
    assertThat(highest(result, 7)).isLessThan(highest(result, 2, 3, 4) + TOLERANCE);
  }

  @Test
  void largeTemporariesWithinABudget() throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(NaiveTraining.class, "3000", "512", "512", "10")
            .options("-Xmx64m", "-Dobor.memory.budget=134217728")
            .run()
            .succeeds();
    learns(result);
    print("naive training, 3,000 steps with batches of 1 MiB and a budget of 128 MiB", result);
    // Without the budget 3,000 batches of 1 MiB would be alive: the Java heap hardly grows.
    assertThat(highest(result, 0)).isLessThan(800);
    assertThat(highest(result, 7)).isLessThan(highest(result, 2, 3, 4) + TOLERANCE);
  }

  @Test
  void anInterruptedThreadCollectsAsWell() throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(NaiveTraining.class, "3000", "512", "512", "10", "interrupted")
            .options("-Xmx64m", "-Dobor.memory.budget=134217728")
            .run()
            .succeeds();
    assertThat(result.figure("interrupted")).isOne();
    assertThat(highest(result, 0)).isLessThan(800);
  }

  @Test
  void aSmallTensorDoesNotKeepWhatItsNeighboursCameToHold() throws InterruptedException {
    JavaProgram.Result result =
        JavaProgram.of(LightNeighbours.class).options("-Xmx64m").run().succeeds();
    assertThat(result.figure("left")).isZero();
  }

  private static void learns(JavaProgram.Result result) {
    assertThat(result.figure("last")).isLessThan(result.figure("first") / 2);
  }

  private static double highest(JavaProgram.Result result, int firstWindow) {
    int[] windows = new int[WINDOWS - firstWindow];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = firstWindow + i;
    }
    return highest(result, windows);
  }

  private static double highest(JavaProgram.Result result, int... windows) {
    double highest = 0;
    for (int window : windows) {
      highest = Math.max(highest, result.figure("resident" + window));
    }
    return highest;
  }

  private static void print(String what, JavaProgram.Result result) {
    System.out.printf(
        "%s: resident %.0f MiB after a fifth, %.0f MiB at the end, %d s%n",
        what, result.figure("resident2"), result.figure("resident9"), result.took().toSeconds());
  }
}
