package dev.obor.load;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was loaded, from where, and why.
 *
 * @param platform the platform, as the presets name it: {@code linux-x86_64}
 * @param libtorchVersion the version of LibTorch that Obor is built for: {@code 2.10.0}
 * @param libtorchOrigin the jar or the folder that LibTorch came from
 * @param blas the BLAS that LibTorch calls
 * @param blasReason why it is that one
 * @param cache the folder that keeps laid out libraries; null where none was needed
 * @param libraries the libraries in the order in which they were opened, Obor's own last
 * @param notes what a person should know: a repaired cache, a temporary folder in its place
 * @param milliseconds the time that all of it took
 */
public record LoadReport(
    String platform,
    String libtorchVersion,
    String libtorchOrigin,
    BlasKind blas,
    String blasReason,
    @Nullable Path cache,
    List<LoadedLibrary> libraries,
    List<String> notes,
    double milliseconds) {
  /** Makes a report that nobody can change. */
  public LoadReport {
    libraries = List.copyOf(libraries);
    notes = List.copyOf(notes);
  }
}
