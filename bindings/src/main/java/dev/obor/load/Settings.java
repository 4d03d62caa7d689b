package dev.obor.load;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What the user set: a system property, or else the environment variable that goes with it. */
final class Settings {
  /**
   * Something that the user set.
   *
   * @param name the property or variable that it was set by
   * @param value what it was set to
   */
  record Setting(String name, String value) {
    /** Returns the value as a path from the root. */
    Path path() {
      try {
        return Path.of(value).toAbsolutePath().normalize();
      } catch (InvalidPathException e) {
        throw new NativeLoadException(name + "=" + value + " is not a path: " + e.getReason(), e);
      }
    }

    /** Returns {@code name=value}. */
    @Override
    public String toString() {
      return name + "=" + value;
    }
  }

  private final Properties properties;
  private final Map<String, String> variables;

  Settings(Properties properties, Map<String, String> variables) {
    this.properties = properties;
    this.variables = variables;
  }

  /** Returns the settings of this process. */
  static Settings ofProcess() {
    return new Settings(System.getProperties(), System.getenv());
  }

  /** Returns the folder with the LibTorch to use in place of the jars' one. */
  @Nullable Setting libtorch() {
    return find("obor.libtorch", "OBOR_LIBTORCH");
  }

  /** Returns the file to use in place of Obor's own library. */
  @Nullable Setting nativeLibrary() {
    return find("obor.native", "OBOR_NATIVE");
  }

  /** Returns the BLAS that was asked for. */
  @Nullable Setting blas() {
    return find("obor.blas", "OBOR_BLAS");
  }

  /**
   * Returns the folder that keeps laid out libraries: the one that was set, or the user's own
   * cache.
   */
  Path cache() {
    Setting cache = find("obor.cache", "OBOR_CACHE");
    if (cache != null) {
      return cache.path();
    }
    Path home = Path.of(property("user.home", "."));
    String system = property("os.name", "");
    Path base;
    if (system.startsWith("Windows")) {
      base = variable("LOCALAPPDATA", home.resolve("AppData").resolve("Local"));
    } else if (system.startsWith("Mac")) {
      base = home.resolve("Library").resolve("Caches");
    } else {
      base = variable("XDG_CACHE_HOME", home.resolve(".cache"));
    }
    return base.resolve("obor").toAbsolutePath().normalize();
  }

  /** Returns the folder for temporary files. */
  Path temporary() {
    return Path.of(property("java.io.tmpdir", ".")).toAbsolutePath();
  }

  /** Returns this machine's platform, as the presets name it. */
  String platform() {
    String system = property("os.name", "unknown");
    String processor = property("os.arch", "unknown");
    return system(system) + "-" + processor(processor);
  }

  private static String system(String name) {
    if (name.startsWith("Windows")) {
      return "windows";
    }
    if (name.startsWith("Mac")) {
      return "macosx";
    }
    return name.equals("Linux") ? "linux" : name.replace(' ', '_');
  }

  private static String processor(String name) {
    return switch (name) {
      case "amd64", "x86_64", "x86-64" -> "x86_64";
      case "aarch64", "arm64" -> "arm64";
      default -> name;
    };
  }

  private String property(String name, String otherwise) {
    String value = properties.getProperty(name);
    return value == null ? otherwise : value;
  }

  /** Returns the folder that a variable names, if it names one from the root as it should. */
  private Path variable(String name, Path otherwise) {
    String value = variables.get(name);
    if (value == null || value.isBlank()) {
      return otherwise;
    }
    try {
      Path path = Path.of(value);
      return path.isAbsolute() ? path : otherwise;
    } catch (InvalidPathException e) {
      return otherwise;
    }
  }

  private @Nullable Setting find(String property, String variable) {
    String value = properties.getProperty(property);
    if (value != null && !value.isBlank()) {
      return new Setting(property, value.trim());
    }
    value = variables.get(variable);
    return value == null || value.isBlank() ? null : new Setting(variable, value.trim());
  }
}
