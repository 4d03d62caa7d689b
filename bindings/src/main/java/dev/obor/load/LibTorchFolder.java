package dev.obor.load;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the user's with a LibTorch in it: {@code torch/lib} of a Python installation, or
 * {@code lib} of a LibTorch archive.
 *
 * @param folder the folder that holds the libraries
 * @param libraries the libraries to open, in order
 * @param version its version, or null where no file beside it tells
 */
record LibTorchFolder(Path folder, List<Path> libraries, @Nullable String version) {
  private static final int LONGEST = 64 * 1024;
  private static final Pattern PYTHON =
      Pattern.compile("(?m)^__version__\\s*=\\s*['\"]([^'\"]+)['\"]");
  private static final Pattern ARCHIVE = Pattern.compile("\\A\\s*(\\d\\S*)");
  private static final Pattern CMAKE = Pattern.compile("set\\(PACKAGE_VERSION\\s+\"([^\"]+)\"\\)");

  /**
   * Finds LibTorch in a folder and checks that it is the version that Obor is built for.
   *
   * @param setting what named the folder
   * @param row what the platform's libraries are
   * @param expected the version that Obor is built for
   * @throws NativeLoadException if the folder is not there, lacks a library, or has another version
   */
  static LibTorchFolder open(Settings.Setting setting, PlatformRow row, String expected) {
    Path named = setting.path();
    if (!Files.isDirectory(named)) {
      throw new NativeLoadException(setting + " is not a folder.\n" + howToFind());
    }
    Path folder = folderOf(named, row);
    if (folder == null) {
      throw new NativeLoadException(
          setting
              + " holds no LibTorch: there is no "
              + missing(named, row)
              + " in it, nor in its folder lib.\n"
              + howToFind());
    }
    String version = versionOf(folder);
    if (version != null && !withoutBuild(version).equals(expected)) {
      throw new NativeLoadException(
          setting
              + " holds LibTorch "
              + version
              + ", but this Obor is built for "
              + expected
              + ".\nInstall that version (pip install torch=="
              + expected
              + "), or leave the setting out to use the LibTorch of the class path.");
    }
    List<Path> libraries = new ArrayList<>();
    for (PlatformRow.FolderFile file : row.folder()) {
      Path library = folder.resolve(file.name());
      if (file.required() || Files.isRegularFile(library)) {
        libraries.add(library);
      }
    }
    return new LibTorchFolder(folder, List.copyOf(libraries), version);
  }

  /**
   * Returns a version without what follows a plus: the kind of build, as in {@code 2.10.0+cu128}.
   */
  static String withoutBuild(String version) {
    int plus = version.indexOf('+');
    return plus < 0 ? version : version.substring(0, plus);
  }

  private static String howToFind() {
    return "Python tells its own: python -c \"import os, torch;"
        + " print(os.path.join(torch.__path__[0], 'lib'))\"";
  }

  private static @Nullable Path folderOf(Path named, PlatformRow row) {
    if (missing(named, row) == null) {
      return named;
    }
    Path lib = named.resolve("lib");
    return missing(lib, row) == null ? lib : null;
  }

  private static @Nullable String missing(Path folder, PlatformRow row) {
    for (PlatformRow.FolderFile file : row.folder()) {
      if (file.required() && !Files.isRegularFile(folder.resolve(file.name()))) {
        return file.name();
      }
    }
    return null;
  }

  /**
   * Reads the version where wheels, archives and installed packages write it, next to the folder.
   */
  private static @Nullable String versionOf(Path folder) {
    Path above = folder.resolve("..").normalize();
    String version = find(above.resolve("version.py"), PYTHON);
    if (version == null) {
      version = find(above.resolve("build-version"), ARCHIVE);
    }
    if (version == null) {
      version = find(above.resolve("share/cmake/Torch/TorchConfigVersion.cmake"), CMAKE);
    }
    return version;
  }

  private static @Nullable String find(Path file, Pattern pattern) {
    try (InputStream in = new FileInputStream(file.toFile())) {
      String text = new String(in.readNBytes(LONGEST), StandardCharsets.UTF_8);
      Matcher matcher = pattern.matcher(text);
      return matcher.find() ? matcher.group(1) : null;
    } catch (IOException e) {
      return null;
    }
  }
}
