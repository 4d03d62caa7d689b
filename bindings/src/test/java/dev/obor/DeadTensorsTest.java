package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.obor.testing.LeftToCollector;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of small tensors that nobody closed, once the garbage collector has found them. */
@LeftToCollector
class DeadTensorsTest {
  private static final int MANY = 100_000;

  private Tensor one = Torch.ones(1);

  @BeforeEach
  void begin() {
    one.close();
    one = Torch.ones(1);
    Obor.memory();
  }

  @AfterEach
  void end() {
    one.close();
  }

  private void leaveMany(int count) {
    for (int i = 0; i < count; i++) {
      one.add(one);
    }
  }

  private static boolean holdsWithin(Duration time, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() - end < 0) {
      Thread.sleep(10);
    }
    return condition.getAsBoolean();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    assertThat(holdsWithin(Duration.ofSeconds(20), condition)).isTrue();
  }

  /** Leaves tensors until dead ones wait; on a slow machine their time may be over unseen. */
  private void collect() throws InterruptedException {
    boolean isDead = false;
    for (int i = 0; i < 10 && !isDead; i++) {
      leaveMany(MANY);
      System.gc();
      isDead = holdsWithin(Duration.ofSeconds(2), () -> HandleBlock.dead() > 0);
    }
    assertThat(isDead).isTrue();
  }

  @Test
  void memoryOfDeadTensorsComesBackWhenNobodyMakesNewOnes() throws InterruptedException {
    long before = MemoryPressure.bytes();
    leaveMany(MANY);
    assertThat(MemoryPressure.bytes()).isGreaterThan(before);
    System.gc();
    await(() -> MemoryPressure.bytes() <= before + LightTensors.SIZE * 2 * Float.BYTES);
  }

  /** Once suffices: on a slow machine the collector's thread may lose its patience. */
  @Test
  void newTensorsTakeThePlaceOfDeadOnes() throws InterruptedException {
    boolean taken = false;
    for (int i = 0; i < 10 && !taken; i++) {
      collect();
      int reused = HandleBlock.reused();
      int dead = HandleBlock.dead();
      long bytes = MemoryPressure.bytes();
      leaveMany(LightTensors.SIZE * (dead / 2));
      taken =
          HandleBlock.reused() - reused >= dead / 4
              && HandleBlock.dead() <= dead - dead / 4
              && MemoryPressure.bytes() <= bytes + 1024;
    }
    assertThat(taken).isTrue();
  }

  @Test
  void aReportCountsNoDeadTensor() throws InterruptedException {
    long before = Obor.memory().tensors();
    collect();
    leaveMany(2 * LightTensors.SIZE);
    // What the garbage collector has found may still be on its way.
    await(
        () -> {
          long tensors = Obor.memory().tensors() - before;
          return HandleBlock.dead() == 0 && tensors >= 0 && tensors <= 3L * LightTensors.SIZE;
        });
  }

  @Test
  void aThreadThatEndsReleasesWhatItTookOver() throws InterruptedException {
    long before = MemoryPressure.bytes();
    collect();
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; i < LightTensors.SIZE / 2; i++) {
                Torch.ones(1);
              }
            });
    thread.start();
    thread.join();
    System.gc();
    await(
        () -> {
          Obor.memory();
          return MemoryPressure.bytes() <= before + Float.BYTES;
        });
  }

  @Test
  void valuesStayRightWhileDeadTensorsAreReleasedInBetween() {
    for (int round = 0; round < 20; round++) {
      leaveMany(10_000);
      System.gc();
      for (int i = 0; i < 2_000; i++) {
        Tensor sum = one.mul(i).add(one).sum();
        assertThat(sum.item().intValue()).isEqualTo(i + 1);
      }
    }
  }
}
