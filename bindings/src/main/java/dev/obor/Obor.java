package dev.obor;

import dev.obor.load.NativeLibraries;

/**
 * Tells about Obor itself: its version, and what it found on this machine.
 *
 * <p>From the command line, {@code java -cp ... dev.obor.Obor} prints {@link #diagnose()}. All
 * methods may be called from any thread.
 */
public final class Obor {
  private Obor() {}

  /**
   * Returns Obor's version, for example {@code 0.1.0}.
   *
   * <p>Loads no native library. Python's counterpart is {@code torch.__version__}, which is the
   * version of LibTorch; {@link #diagnose()} shows that one too.
   */
  public static String version() {
    return NativeLibraries.version();
  }

  /**
   * Returns a report of several lines on this installation: versions, platform, where each native
   * library came from, the BLAS and why it was chosen, threads, the processor's capability, CUDA.
   *
   * <p>Loads the native libraries where that was not done yet. Where they cannot be loaded the
   * report says why and what to do; this method never throws. Put the report into every bug report.
   *
   * <pre>{@code
   * System.out.println(Obor.diagnose());
   * }</pre>
   */
  public static String diagnose() {
    return Diagnosis.of(NativeFacts::read);
  }

  /**
   * Tells what Obor holds in native memory now: how many tensors, and how many bytes.
   *
   * <p>With the property {@code obor.leakDetection} set to {@code true} when the program starts,
   * the report also says where the open tensors were made; every tensor then remembers that, which
   * is slow.
   *
   * <pre>{@code
   * System.out.println(Obor.memory());
   * }</pre>
   */
  public static MemoryReport memory() {
    Natives.load();
    return MemoryReport.now();
  }

  /**
   * Prints {@link #diagnose()}.
   *
   * @param arguments are not used
   */
  public static void main(String[] arguments) {
    System.out.print(diagnose());
  }
}
