package dev.obor.load;

import java.util.Locale;

/**
 * Which BLAS LibTorch gets, and why.
 *
 * @param kind which one
 * @param reason why it is that one, for people
 */
record BlasChoice(BlasKind kind, String reason) {
  /**
   * Chooses: what was asked for, else MKL where the class path has it and the processor does not
   * run OpenBLAS faster, else OpenBLAS.
   *
   * @throws NativeLoadException if what was asked for does not exist here
   */
  static BlasChoice of(Settings settings, PlatformRow row, ClassPath classPath) {
    LibraryGroup mkl = row.mkl();
    boolean there = mkl != null && classPath.has(mkl.resourceOf(mkl.files().get(0)));
    Settings.Setting asked = settings.blas();
    if (asked == null) {
      // A kernel that the user chose for OpenBLAS may be an older one, so that the measurements do
      // not hold.
      if (there && settings.processor().prefersOpenBlas() && settings.openBlasKernel() == null) {
        return new BlasChoice(
            BlasKind.OPENBLAS,
            "AMD's processors with AVX-512 run it faster than MKL, which is on the class path"
                + " (-Dobor.blas=mkl chooses that)");
      }
      return there
          ? new BlasChoice(BlasKind.MKL, "it is on the class path")
          : new BlasChoice(BlasKind.OPENBLAS, whyNotMkl(row));
    }
    String reason = asked + " asks for it";
    return switch (asked.value().toLowerCase(Locale.ROOT)) {
      case "openblas" -> new BlasChoice(BlasKind.OPENBLAS, reason);
      case "mkl" -> {
        if (mkl == null) {
          throw new NativeLoadException(
              asked + ": MKL is not published for " + row.platform() + ". Leave the setting out.");
        }
        // Where it is not on the class path, the search for its files says what to add.
        yield new BlasChoice(BlasKind.MKL, reason);
      }
      default -> throw new NativeLoadException(asked + ": expected mkl or openblas.");
    };
  }

  private static String whyNotMkl(PlatformRow row) {
    LibraryGroup mkl = row.mkl();
    return mkl == null
        ? "it comes with LibTorch; MKL is not published for " + row.platform()
        : "it comes with LibTorch; MKL is not on the class path (" + mkl.artifact() + " adds it)";
  }
}
