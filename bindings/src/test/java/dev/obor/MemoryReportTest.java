package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Obor#memory()} tells. */
class MemoryReportTest {
  private static final long MEBIBYTE = 1 << 20;

  /** What earlier tests left to the collector must not come back in the middle of a test. */
  @BeforeEach
  void collect() throws InterruptedException {
    // What earlier tests left goes when the collector's thread gets to it.
    MemoryReport last = Obor.memory();
    for (int same = 0; same < 3; ) {
      System.gc();
      Thread.sleep(20);
      MemoryReport now = Obor.memory();
      same = now.equals(last) ? same + 1 : 0;
      last = now;
    }
  }

  @Test
  void tensorsAreCountedWhereTheyAre() {
    MemoryReport before = Obor.memory();
    try (Scope scope = Torch.scope()) {
      Tensor inside = Torch.ones(1);
      Tensor outside = Torch.ones(1).unscoped();
      MemoryReport report = Obor.memory();
      assertThat(report.scopedTensors()).isEqualTo(before.scopedTensors() + 1);
      assertThat(report.collectedTensors()).isEqualTo(before.collectedTensors() + 1);
      assertThat(report.tensors()).isEqualTo(before.tensors() + 2);
      inside.close();
      assertThat(Obor.memory().scopedTensors()).isEqualTo(before.scopedTensors());
      outside.close();
      assertThat(Obor.memory()).isEqualTo(before);
    }
  }

  @Test
  void bytesGoUpAndDownWithTheElements() {
    long before = Obor.memory().bytes();
    try (Scope scope = Torch.scope()) {
      Tensor first = Torch.zeros(64 * MEBIBYTE, o -> o.dtype(DType.UINT8));
      assertThat(Obor.memory().bytes()).isEqualTo(before + 64 * MEBIBYTE);
      Tensor second = first.to(DType.INT16);
      assertThat(Obor.memory().bytes()).isEqualTo(before + 192 * MEBIBYTE);
      Tensor view = second.view(2, -1);
      assertThat(Obor.memory().bytes()).isEqualTo(before + 192 * MEBIBYTE);
      first.close();
      second.close();
      assertThat(Obor.memory().bytes()).isEqualTo(before + 128 * MEBIBYTE);
      view.close();
      assertThat(Obor.memory().bytes()).isEqualTo(before);
    }
  }

  @Test
  void bytesCountWhatOnlyGradientsNeed() {
    long before = Obor.memory().bytes();
    Tensor weight = Torch.ones(MEBIBYTE).requiresGrad_();
    Tensor exponential = weight.exp();
    Tensor sum = exponential.sum();
    exponential.close();
    assertThat(Obor.memory().bytes()).isGreaterThanOrEqualTo(before + 8 * MEBIBYTE);
    sum.close();
    assertThat(Obor.memory().bytes()).isEqualTo(before + 4 * MEBIBYTE);
    weight.close();
    assertThat(Obor.memory().bytes()).isEqualTo(before);
  }

  @Test
  void aBlockThatIsFreedInAnotherThreadCountsOnce() throws InterruptedException {
    long before = Obor.memory().bytes();
    Tensor[] made = new Tensor[20];
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; i < made.length; i++) {
                made[i] = Torch.ones(1000L * (i + 1)).handOver();
              }
            });
    thread.start();
    thread.join();
    assertThat(Obor.memory().bytes()).isEqualTo(before + 210 * 4000);
    for (Tensor tensor : made) {
      tensor.close();
    }
    assertThat(Obor.memory().bytes()).isEqualTo(before);
  }

  @Test
  void theReportReadsWell() {
    assertThat(new MemoryReport(2, 1, 64, List.of()))
        .hasToString("3 tensors (2 in scopes, 1 in the collector's care), 64 bytes");
    assertThat(
            new MemoryReport(0, 2, 8, List.of(new MemoryReport.Site("Main.main(Main.java:3)", 2))))
        .hasToString(
            "2 tensors (0 in scopes, 2 in the collector's care), 8 bytes\n"
                + "2 made at Main.main(Main.java:3)");
  }
}
