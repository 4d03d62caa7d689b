package dev.obor.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.obor.Obor;
import dev.obor.Tensor;
import dev.obor.Torch;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimerTest {
  private static void sleep(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aSleepTakesAsLongAsItSleeps() {
    Measurement m =
        new Timer(() -> sleep(3), o -> o.label("sleep").subLabel("3 ms").warmUp(0))
            .blockedAutorange(0.05);

    assertThat(m.median()).isBetween(0.003, 0.5);
    assertThat(m.times().stream().mapToDouble(Double::doubleValue).sum() * m.numberPerRun())
        .isGreaterThanOrEqualTo(0.05);
    assertThat(m.toString()).contains("\nsleep: 3 ms\n", " ms", "1 thread");
  }

  @Test
  void quickCodeRunsInBlocksThatDwarfTheClock() {
    AtomicLong runs = new AtomicLong();
    Measurement m = new Timer(runs::incrementAndGet, o -> o.warmUp(0.1)).blockedAutorange();

    assertThat(m.numberPerRun()).isGreaterThanOrEqualTo(100);
    assertThat(m.rawTimes().stream().mapToDouble(Double::doubleValue).sum())
        .isGreaterThanOrEqualTo(0.2);
    assertThat(runs.get()).isGreaterThan(m.numberPerRun() * m.rawTimes().size());
    assertThat(m.median()).isBetween(1e-10, 1e-4);
  }

  @Test
  void timeitRunsAsOftenAsItIsTold() {
    AtomicLong runs = new AtomicLong();
    Measurement m = new Timer(runs::incrementAndGet, o -> o.warmUp(0)).timeit(1000);

    assertThat(m.numberPerRun()).isEqualTo(1000);
    assertThat(m.rawTimes()).hasSize(1);
    // Python's warm-up is a hundredth of them.
    assertThat(runs).hasValue(1010);
  }

  @Test
  void adaptiveStopsWhenTheTimesAgreeOrTheTimeIsOver() {
    Measurement agreed = new Timer(() -> sleep(5), o -> o.warmUp(0)).adaptiveAutorange(1e9, 0, 10);
    assertThat(agreed.rawTimes()).hasSize(4);

    Measurement over = new Timer(() -> sleep(5), o -> o.warmUp(0)).adaptiveAutorange(0, 0, 0.1);
    assertThat(over.rawTimes()).hasSizeBetween(1, 20);
    assertThat(over.rawTimes().stream().mapToDouble(Double::doubleValue).sum()).isGreaterThan(0.1);
  }

  @Test
  void itSetsTheThreadsMeanwhile() {
    int before = Torch.getNumThreads();
    Set<Integer> seen = new HashSet<>();
    Timer timer =
        new Timer(() -> seen.add(Torch.getNumThreads()), o -> o.numThreads(before + 1).warmUp(0));
    assertThat(timer.timeit(3).numThreads()).isEqualTo(before + 1);
    assertThat(seen).containsExactly(before + 1);
    assertThat(Torch.getNumThreads()).isEqualTo(before);

    Timer failing =
        new Timer(
            () -> {
              throw new IllegalStateException("no");
            },
            o -> o.numThreads(before + 1));
    assertThatThrownBy(failing::timeit).hasMessage("no");
    assertThat(Torch.getNumThreads()).isEqualTo(before);
  }

  @Test
  void whatARunMakesIsReleasedAtOnce() {
    try (Tensor x = Torch.ones(1000)) {
      AtomicLong most = new AtomicLong();
      new Timer(
              () -> {
                x.exp();
                most.accumulateAndGet(Obor.memory().tensors(), Math::max);
              },
              o -> o.warmUp(0))
          .timeit(500);
      assertThat(most.get()).isLessThanOrEqualTo(Obor.memory().tensors() + 1);
    }
  }

  @Test
  void optionsAreChecked() {
    assertThatThrownBy(() -> new Timer(() -> {}, o -> o.numThreads(0)))
        .hasMessage("numThreads must be at least 1, but is 0");
    assertThatThrownBy(() -> new Timer(() -> {}, o -> o.warmUp(Double.NaN)))
        .hasMessage("warmUp must not be negative, but is NaN");
    assertThatThrownBy(() -> new Timer(() -> {}).timeit(0))
        .hasMessage("number must be at least 1, but is 0");
  }
}
