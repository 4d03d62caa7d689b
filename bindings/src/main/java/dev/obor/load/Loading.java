package dev.obor.load;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attempt to find, lay out and open the native libraries. */
final class Loading {
  /** Opens a library; {@link System#load} outside tests. */
  @FunctionalInterface
  interface Opener {
    /** Opens the library in a file. */
    void open(String file);
  }

  private final Settings settings;
  private final PlatformTable table;
  private final ClassLoader loader;
  private final Opener opener;
  private final List<String> notes = new ArrayList<>();
  private final List<LoadedLibrary> libraries = new ArrayList<>();
  private final LayoutCache cache;
  private boolean cacheUsed;

  Loading(Settings settings, PlatformTable table, ClassLoader loader, Opener opener) {
    this.settings = settings;
    this.table = table;
    this.loader = loader;
    this.opener = opener;
    this.cache =
        new LayoutCache(settings.cache(), new TemporaryFolders(settings.temporary()), notes);
  }

  /**
   * Opens everything.
   *
   * @param check what to ask when everything is open
   * @throws NativeLoadException if something is missing, damaged, refused, or does not fit
   */
  LoadReport run(NativeCheck check) {
    long start = System.nanoTime();
    PlatformRow row = table.row(settings.platform());
    try (ClassPath classPath = new ClassPath(loader)) {
      Settings.Setting named = settings.libtorch();
      BlasChoice blas = named == null ? BlasChoice.of(settings, row, classPath) : ofLibTorch(named);
      // Everything is found before anything is unpacked: what is missing shows at once.
      LibTorchFolder folder =
          named == null ? null : LibTorchFolder.open(named, row, table.libtorchVersion());
      List<PackedLibrary> packed = folder == null ? find(classPath, row, blas.kind()) : List.of();
      PackedLibrary obor = findObor(classPath, row);
      String origin = folder == null ? originOf(packed, row) : folder.folder().toString();

      if (folder == null) {
        openPacked(packed, row, blas.kind());
      } else {
        openFolder(folder, row);
      }
      openObor(obor, row);
      LoadReport report =
          new LoadReport(
              row.platform(),
              table.libtorchVersion(),
              origin,
              blas.kind(),
              blas.reason(),
              cacheUsed ? settings.cache() : null,
              libraries,
              notes,
              (System.nanoTime() - start) / 1e6);
      check(check, report);
      return report;
    }
  }

  private static void check(NativeCheck check, LoadReport report) {
    try {
      check.check(report);
    } catch (NativeLoadException e) {
      throw new NativeLoadException(e.getMessage() + listOf(report.libraries()), e);
    } catch (UnsatisfiedLinkError e) {
      throw new NativeLoadException(
          "Obor's own native library does not fit its Java classes: it lacks "
              + e.getMessage()
              + ".\nBuild it again with native-config/build-native.sh, or use jars of one version."
              + listOf(report.libraries()),
          e);
    }
  }

  private static String listOf(List<LoadedLibrary> libraries) {
    StringBuilder list = new StringBuilder("\nThe libraries are:");
    for (LoadedLibrary library : libraries) {
      list.append("\n  ").append(library.path());
    }
    return list.toString();
  }

  private BlasChoice ofLibTorch(Settings.Setting libtorch) {
    Settings.Setting asked = settings.blas();
    if (asked != null) {
      notes.add(asked + " has no effect: the LibTorch of " + libtorch + " has a BLAS of its own");
    }
    return new BlasChoice(BlasKind.OF_LIBTORCH, "it came with the folder of " + libtorch.name());
  }

  private List<PackedLibrary> find(ClassPath classPath, PlatformRow row, BlasKind blas) {
    LibraryGroup.File first = row.libtorch().files().get(0);
    if (!classPath.has(row.libtorch().resourceOf(first))) {
      // Said of LibTorch itself, before its jar is missed for something smaller.
      throw MissingArtifact.of(row.libtorch(), first, row, table.oborVersion());
    }
    List<PackedLibrary> found = new ArrayList<>();
    for (LibraryGroup group : groups(row, blas)) {
      for (LibraryGroup.File file : group.files()) {
        PackedLibrary library = classPath.find(group.resourceOf(file), file.fileName());
        if (library == null) {
          throw MissingArtifact.of(group, file, row, table.oborVersion());
        }
        found.add(library);
      }
    }
    checkVersion(classPath, row.libtorch());
    return found;
  }

  private void checkVersion(ClassPath classPath, LibraryGroup libtorch) {
    String resource = libtorch.resourceOf(libtorch.files().get(0));
    String version = classPath.versionOf(resource, libtorch.dependency());
    if (version != null
        && !version.equals(table.libtorchVersion())
        && !version.startsWith(table.libtorchVersion() + "-")) {
      throw new NativeLoadException(
          "The class path has "
              + libtorch.dependency().group()
              + ":"
              + libtorch.dependency().artifact()
              + " "
              + version
              + ", but this Obor is built for LibTorch "
              + table.libtorchVersion()
              + ".\n"
              + "Use this version, and look for what brings the other one with mvn"
              + " dependency:tree:\n\n"
              + libtorch.dependency().xml());
    }
  }

  private @Nullable PackedLibrary findObor(ClassPath classPath, PlatformRow row) {
    Settings.Setting named = settings.nativeLibrary();
    if (named != null) {
      if (!Files.isRegularFile(named.path())) {
        throw new NativeLoadException(
            named
                + " is not a file. native-config/build-native.sh builds "
                + row.oborLibrary()
                + ".");
      }
      return null;
    }
    PackedLibrary obor = classPath.find(row.oborResource(), row.oborLibrary());
    if (obor == null) {
      throw MissingArtifact.obor(row);
    }
    return obor;
  }

  private static List<LibraryGroup> groups(PlatformRow row, BlasKind blas) {
    LibraryGroup mkl = row.mkl();
    LibraryGroup chosen = blas == BlasKind.MKL && mkl != null ? mkl : row.openblas();
    return List.of(row.openmp(), chosen, row.libtorch());
  }

  private static String originOf(List<PackedLibrary> packed, PlatformRow row) {
    String last = row.libtorch().files().get(0).fileName();
    for (PackedLibrary library : packed) {
      if (library.fileName().equals(last)) {
        return library.origin();
      }
    }
    return "the class path";
  }

  private void openPacked(List<PackedLibrary> packed, PlatformRow row, BlasKind blas) {
    String blasName = blas == BlasKind.MKL ? "mkl" : "openblas";
    String name = "libtorch-" + table.libtorchVersion() + "-" + row.platform() + "-" + blasName;
    Path folder = layOut(new Layout(name, packed));
    int next = 0;
    for (LibraryGroup group : groups(row, blas)) {
      for (LibraryGroup.File file : group.files()) {
        PackedLibrary library = packed.get(next++);
        if (file.opened()) {
          open(library.fileName(), library.origin(), folder.resolve(library.fileName()), row);
        }
      }
    }
  }

  private void openFolder(LibTorchFolder folder, PlatformRow row) {
    if (folder.version() == null) {
      notes.add("no file beside " + folder.folder() + " tells the version of its LibTorch");
    }
    for (Path library : folder.libraries()) {
      open(String.valueOf(library.getFileName()), folder.folder().toString(), library, row);
    }
  }

  private void openObor(@Nullable PackedLibrary obor, PlatformRow row) {
    if (obor == null) {
      Settings.Setting named = settings.nativeLibrary();
      if (named != null) {
        open(row.oborLibrary(), named.name(), named.path(), row);
      }
      return;
    }
    Path file = obor.file();
    if (file == null) {
      Layout layout = new Layout("obor-" + row.platform(), List.of(obor));
      file = layOut(layout).resolve(obor.fileName());
    }
    open(obor.fileName(), obor.origin(), file, row);
  }

  private Path layOut(Layout layout) {
    cacheUsed = true;
    return cache.layOut(layout);
  }

  private void open(String name, String origin, Path file, PlatformRow row) {
    LoadedLibrary library = new LoadedLibrary(name, origin, file);
    try {
      opener.open(file.toString());
    } catch (NativeLoadException e) {
      throw e;
    } catch (UnsatisfiedLinkError e) {
      throw LinkFailure.of(library, row, table.libtorchVersion(), e);
    }
    libraries.add(library);
  }
}
