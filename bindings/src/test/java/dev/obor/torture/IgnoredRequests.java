package dev.obor.torture;

import dev.obor.Torch;

/**
 * A program that closes nothing, in a JVM that ignores its requests for a collection.
 *
 * <p>Start it with {@code -XX:+DisableExplicitGC} and a budget of 8 MiB.
 */
final class IgnoredRequests {
  private IgnoredRequests() {}

  public static void main(String[] arguments) {
    Torch.setNumThreads(1);
    for (int i = 0; i < 2000; i++) {
      Torch.ones(1 << 15).add(1);
    }
    System.out.println("tensors=" + ProcessMemory.tensors());
  }
}
