package dev.obor.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** Ends a probe that hangs in one call, or that takes too much memory. */
final class Watch {
  private static final long PATIENCE_NANOS = 40_000_000_000L;
  private static final double MOST_MEBIBYTES = 2048;

  private Watch() {}

  /** Watches from a thread of its own whether the progress goes on. */
  static void start(MappedByteBuffer progress) {
    Thread thread = new Thread(() -> watch(progress), "watch");
    thread.setDaemon(true);
    thread.start();
  }

  private static void watch(MappedByteBuffer progress) {
    long last = -1;
    long since = System.nanoTime();
    while (true) {
      long now = progress.getLong(0);
      if (now != last) {
        last = now;
        since = System.nanoTime();
      }
      if (System.nanoTime() - since > PATIENCE_NANOS) {
        end("# the call does not come to an end");
      }
      if (resident("VmRSS:") > MOST_MEBIBYTES) {
        end("# the process takes more than " + MOST_MEBIBYTES + " MiB");
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static void end(String reason) {
    System.out.println(reason);
    System.out.flush();
    Runtime.getRuntime().halt(9);
  }

  /** The most memory that this process has taken, in MiB. */
  static double highest() {
    return resident("VmHWM:");
  }

  private static double resident(String key) {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith(key))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
