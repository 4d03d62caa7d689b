package dev.obor;

import dev.obor.load.LoadReport;
import dev.obor.load.LoadedLibrary;
import dev.obor.load.NativeLibraries;
import dev.obor.load.NativeLoadException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes the report of {@link Obor#diagnose()}. */
final class Diagnosis {
  private static final int COLUMN = 14;

  private final StringBuilder text = new StringBuilder();

  private Diagnosis() {}

  /**
   * Returns the report.
   *
   * @param natives loads the native libraries and asks them
   */
  static String of(Supplier<NativeFacts> natives) {
    NativeFacts facts = null;
    Throwable failure = null;
    try {
      facts = natives.get();
    } catch (RuntimeException | LinkageError e) {
      // A class whose initializer failed tells no reason; what was remembered does.
      NativeLoadException remembered = NativeLibraries.failure();
      failure = remembered == null ? e : remembered;
    }
    Diagnosis diagnosis = new Diagnosis();
    diagnosis.program();
    diagnosis.natives(NativeLibraries.report(), facts, failure);
    return diagnosis.text.toString();
  }

  private void program() {
    line("Obor", version());
    line(
        "Java",
        property("java.version")
            + ", "
            + property("java.vm.name")
            + " "
            + property("java.vm.version")
            + ", "
            + property("java.vendor"));
    line("System", property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
    line(
        "Processors",
        Runtime.getRuntime().availableProcessors()
            + ", heap of up to "
            + (Runtime.getRuntime().maxMemory() >> 20)
            + " MiB");
  }

  private void natives(
      @Nullable LoadReport report, @Nullable NativeFacts facts, @Nullable Throwable failure) {
    if (report != null) {
      loaded(report);
    }
    if (facts != null) {
      facts(facts);
    }
    if (failure != null) {
      line("Natives", "not loaded");
      String message = failure.getMessage();
      text.append('\n');
      indented(
          failure instanceof NativeLoadException && message != null ? message : failure.toString());
    }
    if (facts != null) {
      text.append('\n').append(facts.configuration().strip()).append('\n');
    }
  }

  private void loaded(LoadReport report) {
    line("Platform", report.platform());
    line("LibTorch", report.libtorchVersion() + ", from " + report.libtorchOrigin());
    line("BLAS", report.blas() + ": " + report.blasReason());
    Path cache = report.cache();
    line("Cache", cache == null ? "not needed" : cache.toString());
    line("Load time", String.format(Locale.ROOT, "%.0f ms", report.milliseconds()));
    for (String note : report.notes()) {
      line("Note", note);
    }
    String label = "Libraries";
    for (LoadedLibrary library : report.libraries()) {
      line(label, library.path().toString());
      line("", "from " + library.origin());
      label = "";
    }
  }

  private void facts(NativeFacts facts) {
    line("Build id", facts.buildId());
    line(
        "Threads",
        facts.threads()
            + " for an operator, "
            + facts.blasThreads()
            + " for the BLAS, "
            + facts.interopThreads()
            + " between operators");
    line("CPU", facts.cpuCapability());
    line("CUDA", facts.cudaDevices() == 0 ? "not available" : facts.cudaDevices() + " devices");
  }

  private void line(String label, String value) {
    text.append(label).append(" ".repeat(COLUMN - label.length())).append(value).append('\n');
  }

  private void indented(String message) {
    for (String line : message.split("\n", -1)) {
      text.append(line.isEmpty() ? "" : "  ").append(line).append('\n');
    }
  }

  private static String version() {
    try {
      return NativeLibraries.version();
    } catch (RuntimeException | LinkageError e) {
      return "unknown: " + e.getMessage();
    }
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }
}
