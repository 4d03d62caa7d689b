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
  private final Processor processor;

  Settings(Properties properties, Map<String, String> variables, Processor processor) {
    this.properties = properties;
    this.variables = variables;
    this.processor = processor;
  }

  /** Settings of a machine whose processor is not known. */
  Settings(Properties properties, Map<String, String> variables) {
    this(properties, variables, new Processor(false, false));
  }

  /** Returns the settings of this process. */
  static Settings ofProcess() {
    return new Settings(System.getProperties(), System.getenv(), Processor.ofMachine());
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

  /** Returns what is known of this machine's processor. */
  Processor processor() {
    return processor;
  }

  /** Returns the kernel that OpenBLAS was told to use. */
  @Nullable String openBlasKernel() {
    return variables.get("OPENBLAS_CORETYPE");
  }

  /**
   * Returns the folder that keeps laid out libraries: the one that was set, or the user's own
   * cache; null for a user without a home.
   */
  @Nullable Path cache() {
    Setting cache = find("obor.cache", "OBOR_CACHE");
    if (cache != null) {
      return cache.path();
    }
    Path home = absolute(properties.getProperty("user.home"));
    String system = property("os.name", "");
    Path base;
    if (system.startsWith("Windows")) {
      base = absolute(variables.get("LOCALAPPDATA"));
      base = base == null && home != null ? home.resolve("AppData").resolve("Local") : base;
    } else if (system.startsWith("Mac")) {
      base = home == null ? null : home.resolve("Library").resolve("Caches");
    } else {
      base = absolute(variables.get("XDG_CACHE_HOME"));
      base = base == null && home != null ? home.resolve(".cache") : base;
    }
    return base == null ? null : base.resolve("obor").normalize();
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

  /** Returns a path that begins at a root, as the system's own settings should. */
  private static @Nullable Path absolute(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      Path path = Path.of(value);
      return path.isAbsolute() ? path : null;
    } catch (InvalidPathException e) {
      return null;
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
