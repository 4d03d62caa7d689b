package dev.obor.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Turns what the system's linker says into what a person can do. */
final class LinkFailure {
  private LinkFailure() {}

  /**
   * Returns the exception for a library that the system refused to open.
   *
   * @param library the library
   * @param platform what the platform needs
   * @param libtorchVersion the version of LibTorch that Obor is built for
   * @param error what the system said
   */
  static NativeLoadException of(
      LoadedLibrary library,
      PlatformRow platform,
      String libtorchVersion,
      UnsatisfiedLinkError error) {
    String said = String.valueOf(error.getMessage());
    return new NativeLoadException(
        "Obor could not open "
            + library.path()
            + "\n(it came from "
            + library.origin()
            + ").\nThe system says: "
            + said
            + "\n"
            + cure(said, library, platform, libtorchVersion),
        error);
  }

  private static String cure(
      String said, LoadedLibrary library, PlatformRow platform, String libtorchVersion) {
    if (isMusl(said)) {
      return "This system uses musl in place of glibc, as Alpine Linux does, and LibTorch is built"
          + " for glibc. Use a glibc system: it needs "
          + platform.needs()
          + ".";
    }
    if (said.contains("GLIBC_") || said.contains("GLIBCXX_") || said.contains("CXXABI_")) {
      return "This system is too old for LibTorch, which needs " + platform.needs() + ".";
    }
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("already loaded in another classloader")) {
      return "Another class loader of this program has loaded Obor already, and a JVM opens a"
          + " native library once. Put Obor's jars where both find them: with a server, its"
          + " shared class loader.";
    }
    if (lower.contains("failed to map segment") || lower.contains("operation not permitted")) {
      return "The folder seems to be mounted without the right to run code (noexec). Name another"
          + " one with the property obor.cache or the variable OBOR_CACHE.";
    }
    if (lower.contains("undefined symbol") || lower.contains("symbol not found")) {
      return "The libraries do not fit each other: Obor is built for LibTorch "
          + libtorchVersion
          + ". Unset obor.libtorch, OBOR_LIBTORCH, obor.native and OBOR_NATIVE where they name"
          + " another one, and rebuild Obor's own library with native-config/build-native.sh if you"
          + " changed it.";
    }
    if (lower.contains("wrong elf class")
        || lower.contains("invalid elf header")
        || lower.contains("file too short")
        || lower.contains("exec format error")
        || lower.contains("incompatible architecture")
        || lower.contains("not a valid win32 application")
        || lower.contains("-bit .so on a")) {
      return "The file is damaged, or is built for another processor than this JVM ("
          + platform.platform()
          + ").";
    }
    if (lower.contains("cannot open shared object file")
        || lower.contains("can't find dependent libraries")
        || lower.contains("library not loaded")) {
      return "A library that "
          + library.name()
          + " needs is not on this system. It needs "
          + platform.needs()
          + "; a LibTorch with CUDA needs the CUDA libraries that it was installed with.";
    }
    return "It needs " + platform.needs() + ".";
  }

  private static boolean isMusl(String said) {
    return said.contains("musl")
        || said.contains("Error relocating")
        || said.contains("Error loading shared library")
        || Files.exists(Path.of("/etc/alpine-release"));
  }
}
