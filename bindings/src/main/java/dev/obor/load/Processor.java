package dev.obor.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The processor, as far as it decides which BLAS is fast.
 *
 * @param amd whether AMD made it
 * @param avx512 whether it has the instructions of AVX-512
 */
record Processor(boolean amd, boolean avx512) {
  /** Enough for the first processor's entry, the long line of flags included. */
  private static final int FIRST_ENTRY = 8192;

  /** Reads Linux's description of this machine; elsewhere nothing is known. */
  static Processor ofMachine() {
    try (InputStream in = Files.newInputStream(Path.of("/proc/cpuinfo"))) {
      return of(new String(in.readNBytes(FIRST_ENTRY), StandardCharsets.US_ASCII));
    } catch (IOException e) {
      return new Processor(false, false);
    }
  }

  /** Reads the text of {@code /proc/cpuinfo}. */
  static Processor of(String text) {
    return new Processor(text.contains("AuthenticAMD"), text.contains(" avx512f "));
  }

  /**
   * Whether OpenBLAS is faster than MKL.
   *
   * <p>Measured on a Zen 5 with one thread: a product of 64 x 784 by 784 x 256 takes OpenBLAS
   * 0.3.31 150 µs and MKL 2025.3 240 µs, because MKL uses none of its newer kernels on AMD's
   * processors. Without AVX-512, OpenBLAS has no kernels for small products, and MKL is ahead.
   */
  boolean prefersOpenBlas() {
    return amd && avx512;
  }
}
