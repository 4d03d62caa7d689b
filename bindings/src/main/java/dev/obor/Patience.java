package dev.obor;

/**
 * How long dead tensors wait for threads that make new ones in their place.
 *
 * <p>They wait on as long as that happens often enough. For one thread.
 */
final class Patience {
  static final int MILLISECONDS = 250;
  static final long NANOSECONDS = MILLISECONDS * 1_000_000L;

  private long since;
  private int dead;
  private int reused;

  /**
   * Whether anything waits; if not, what comes next begins its wait anew.
   *
   * @param dead how many blocks of dead tensors there are
   */
  boolean isNeeded(int dead) {
    if (dead == 0) {
      this.dead = 0;
    }
    return dead > 0;
  }

  /**
   * Whether the dead have waited long enough, and few of them are taken over; then all of them are
   * to be released.
   *
   * @param now {@link System#nanoTime}
   * @param dead how many blocks of dead tensors there are
   * @param reused how many were taken over, ever
   */
  boolean isOver(long now, int dead, int reused) {
    if (this.dead > 0 && now - since < NANOSECONDS) {
      return false;
    }
    boolean over = this.dead > 0 && reused - this.reused < this.dead / 8;
    since = now;
    this.dead = over ? 0 : dead;
    this.reused = reused;
    return over;
  }
}
