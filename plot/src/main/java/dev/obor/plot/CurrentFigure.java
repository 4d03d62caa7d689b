package dev.obor.plot;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The figure that is drawn on: one for each thread, or one for all. */
final class CurrentFigure {
  @SuppressWarnings("ThreadLocalUsage") // the one that counts is in a static field of Plt
  private final ThreadLocal<@Nullable Figure> ofThread = new ThreadLocal<>();

  private final AtomicReference<@Nullable Figure> ofAll = new AtomicReference<>();
  private volatile boolean isShared;

  @Nullable Figure get() {
    return isShared ? ofAll.get() : ofThread.get();
  }

  void set(@Nullable Figure figure) {
    if (isShared) {
      ofAll.set(figure);
    } else if (figure == null) {
      ofThread.remove();
    } else {
      ofThread.set(figure);
    }
  }

  /** Threads share a figure from now on, the calling thread's to begin with. */
  void share() {
    if (!isShared) {
      ofAll.set(ofThread.get());
      ofThread.remove();
      isShared = true;
    }
  }
}
