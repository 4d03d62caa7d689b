package dev.obor.load;

import org.jspecify.annotations.Nullable;

/**
 * Loads LibTorch and Obor's own native library, once for a program.
 *
 * <p>LibTorch comes from the jars on the class path, unpacked into a cache of the user's, or from
 * the folder that {@code OBOR_LIBTORCH} or the property {@code obor.libtorch} names. The class is
 * safe for use by many threads at once.
 */
public final class NativeLibraries {
  private static final NativeLibraries OF_PROGRAM = new NativeLibraries();

  private volatile @Nullable LoadReport report;
  private volatile @Nullable NativeLoadException failure;
  private boolean loading;

  private NativeLibraries() {}

  /**
   * Loads everything, unless that was done.
   *
   * <p>The first call does the work and later ones return at once. An attempt that failed is not
   * repeated: it fails again with the same text.
   *
   * <p>Classes may call this from their static initializers. The check must not touch such a class:
   * two threads could then wait for each other, one with that class and one with the libraries.
   *
   * @param check what to ask when everything is open; only that of the call that loads is used
   * @throws NativeLoadException if the libraries cannot be loaded; its text says why and what to do
   */
  public static void load(NativeCheck check) {
    if (OF_PROGRAM.report == null) {
      OF_PROGRAM.loadOnce(check);
    }
  }

  private synchronized void loadOnce(NativeCheck check) {
    // A class that the check touches may ask for the libraries that are being checked.
    if (report != null || loading) {
      return;
    }
    NativeLoadException before = failure;
    if (before != null) {
      throw new NativeLoadException(before.getMessage(), before);
    }
    loading = true;
    try {
      report = loading().run(check);
    } catch (NativeLoadException e) {
      failure = e;
      throw e;
    } catch (RuntimeException | LinkageError e) {
      NativeLoadException unexpected =
          new NativeLoadException("Obor could not load its native libraries: " + e, e);
      failure = unexpected;
      throw unexpected;
    } finally {
      loading = false;
    }
  }

  private static Loading loading() {
    ClassLoader own = NativeLibraries.class.getClassLoader();
    return new Loading(
        Settings.ofProcess(),
        PlatformTable.standard(),
        own == null ? ClassLoader.getSystemClassLoader() : own,
        // Called from here, so that the libraries belong to the class loader of Obor's own classes.
        file -> System.load(file));
  }

  /** Returns what was loaded, or null where nothing was loaded yet. */
  public static @Nullable LoadReport report() {
    return OF_PROGRAM.report;
  }

  /** Returns why loading failed, or null where it did not fail. */
  public static @Nullable NativeLoadException failure() {
    return OF_PROGRAM.failure;
  }

  /** Returns Obor's version. Loads nothing. */
  public static String version() {
    return PlatformTable.standard().oborVersion();
  }
}
