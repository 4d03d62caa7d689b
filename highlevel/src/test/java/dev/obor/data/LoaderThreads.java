package dev.obor.data;

import java.util.List;

/** Looks for threads of workers. */
final class LoaderThreads {
  private LoaderThreads() {}

  static List<Thread> alive() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("obor-data-worker-"))
        .toList();
  }

  /** Fails unless all threads of workers end within some seconds. */
  static void assertNoneLeft() throws InterruptedException {
    for (int i = 0; i < 500 && !alive().isEmpty(); i++) {
      Thread.sleep(10);
    }
    List<Thread> left = alive();
    if (!left.isEmpty()) {
      throw new AssertionError("threads of workers are left: " + left);
    }
  }
}
