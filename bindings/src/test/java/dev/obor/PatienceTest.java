package dev.obor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {
  private static final long BEGIN = Long.MAX_VALUE - 5; // nanoTime() may overflow

  private final Patience patience = new Patience();

  private boolean isOverAfter(int milliseconds, int dead, int reused) {
    return patience.isOver(BEGIN + milliseconds * 1_000_000L, dead, reused);
  }

  @Test
  void whatNobodyTakesOverWaitsAQuarterOfASecond() {
    assertThat(patience.isNeeded(0)).isFalse();
    assertThat(isOverAfter(0, 100, 7)).isFalse();
    assertThat(patience.isNeeded(100)).isTrue();
    assertThat(isOverAfter(249, 100, 7)).isFalse();
    assertThat(isOverAfter(250, 100, 7)).isTrue();
  }

  @Test
  void whatIsTakenOverOftenEnoughWaitsOn() {
    assertThat(isOverAfter(0, 100, 7)).isFalse();
    assertThat(isOverAfter(300, 90, 19)).isFalse();
    assertThat(isOverAfter(500, 80, 29)).isFalse();
    assertThat(isOverAfter(600, 80, 29)).isTrue();
  }

  /** They were taken for those of long ago, and released without waiting. */
  @Test
  void deadTensorsWaitAgainAfterAReportHasReleasedEarlierOnes() {
    assertThat(isOverAfter(0, 100, 7)).isFalse();
    assertThat(patience.isNeeded(0)).isFalse();
    assertThat(isOverAfter(1000, 100, 7)).isFalse();
    assertThat(isOverAfter(1100, 100, 7)).isFalse();
    assertThat(isOverAfter(1250, 100, 7)).isTrue();
  }
}
