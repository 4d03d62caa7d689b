package dev.obor.torture;

import dev.obor.MemoryReport;
import dev.obor.Obor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process takes of the machine's memory. */
final class ProcessMemory {
  private static final double MEBIBYTE = 1 << 20;

  private ProcessMemory() {}

  /** The resident memory in MiB. */
  static double resident() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    throw new IllegalStateException("no VmRSS in /proc/self/status");
  }

  /** What LibTorch's allocator holds, in MiB. */
  static double tensors() {
    return Obor.memory().bytes() / MEBIBYTE;
  }

  /**
   * Collects until no tensor is left but the given number, and LibTorch holds no more than the
   * given bytes.
   *
   * @throws IllegalStateException if that does not happen within 20 seconds
   */
  static void awaitRelease(long tensors, long bytes) throws InterruptedException {
    long end = System.nanoTime() + 20_000_000_000L;
    MemoryReport report = Obor.memory();
    while (report.tensors() > tensors || report.bytes() > bytes) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException(
            "expected " + tensors + " tensors and " + bytes + " bytes, but there are " + report);
      }
      System.gc();
      Thread.sleep(10);
      report = Obor.memory();
    }
  }
}
