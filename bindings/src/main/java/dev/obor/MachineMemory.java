package dev.obor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much memory this process may use. */
final class MachineMemory {
  private static final long UNKNOWN = 8L << 30;

  private MachineMemory() {}

  /** The limit of the container, or the machine's memory; 8 GiB where neither can be read. */
  static long bytes() {
    return Math.min(machine(), container());
  }

  private static long machine() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
        if (line.startsWith("MemTotal:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
    } catch (IOException | NumberFormatException e) {
      return UNKNOWN;
    }
    return UNKNOWN;
  }

  private static long container() {
    try {
      String limit = Files.readString(Path.of("/sys/fs/cgroup/memory.max")).strip();
      return limit.equals("max") ? Long.MAX_VALUE : Long.parseLong(limit);
    } catch (IOException | NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
