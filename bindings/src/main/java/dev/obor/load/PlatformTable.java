package dev.obor.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The table of platforms: which libraries each one has, where they come from, in which order they
 * open.
 */
final class PlatformTable {
  private static final String RESOURCE = "platforms.properties";

  private final Properties values;

  private PlatformTable(Properties values) {
    this.values = values;
  }

  /** Reads the table that is packed with these classes. */
  static PlatformTable standard() {
    try (InputStream in = PlatformTable.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new NativeLoadException(
            "Obor's jar is damaged: it has no dev/obor/load/" + RESOURCE + ".");
      }
      return read(in);
    } catch (IOException e) {
      throw new NativeLoadException(
          "Obor's jar is damaged: dev/obor/load/" + RESOURCE + " could not be read: " + e, e);
    }
  }

  /** Reads a table. */
  static PlatformTable read(InputStream in) throws IOException {
    Properties values = new Properties();
    values.load(in);
    return new PlatformTable(values);
  }

  /** Returns Obor's version. */
  String oborVersion() {
    return value("obor.version");
  }

  /** Returns the version of LibTorch that Obor is built for. */
  String libtorchVersion() {
    String version = value("pytorch.version");
    int dash = version.indexOf('-');
    return dash < 0 ? version : version.substring(0, dash);
  }

  /** Returns the names of the platforms that the table has. */
  List<String> platforms() {
    return words("platforms");
  }

  /**
   * Returns the row of a platform.
   *
   * @throws NativeLoadException if the table has none
   */
  PlatformRow row(String platform) {
    if (!platforms().contains(platform)) {
      throw new NativeLoadException(
          "Obor has no native libraries for "
              + platform
              + ": LibTorch is published for "
              + String.join(", ", platforms())
              + ".\n"
              + "On one of these machines, run a JDK for its own processor: a JDK for another one,"
              + " which the system emulates, looks like another platform.");
    }
    return new PlatformRow(
        name(platform),
        value(platform + ".needs"),
        name(value(platform + ".obor")),
        folder(platform),
        group(platform, "openmp", "the OpenMP runtime"),
        group(platform, "openblas", "OpenBLAS"),
        mkl(platform),
        group(platform, "libtorch", "LibTorch"));
  }

  private @Nullable LibraryGroup mkl(String platform) {
    return values.containsKey(platform + ".mkl.open") ? group(platform, "mkl", "MKL") : null;
  }

  private List<PlatformRow.FolderFile> folder(String platform) {
    List<PlatformRow.FolderFile> files = new ArrayList<>();
    for (String word : words(platform + ".folder")) {
      boolean optional = word.startsWith("?");
      files.add(new PlatformRow.FolderFile(name(optional ? word.substring(1) : word), !optional));
    }
    return List.copyOf(files);
  }

  private LibraryGroup group(String platform, String group, String title) {
    String key = platform + "." + group;
    List<LibraryGroup.File> files = new ArrayList<>();
    for (String word : words(key + ".open")) {
      files.add(file(word, true));
    }
    if (values.containsKey(key + ".beside")) {
      for (String word : words(key + ".beside")) {
        files.add(file(word, false));
      }
    }
    return new LibraryGroup(
        title,
        Dependency.parse(value(key + ".dependency")),
        value(key + ".artifact"),
        folderName(value(key + ".resources")),
        List.copyOf(files));
  }

  private static LibraryGroup.File file(String word, boolean opened) {
    int arrow = word.indexOf("->");
    String resource = arrow < 0 ? word : word.substring(0, arrow);
    String fileName = arrow < 0 ? word : word.substring(arrow + 2);
    return new LibraryGroup.File(name(resource), name(fileName), opened);
  }

  private List<String> words(String key) {
    List<String> words = new ArrayList<>();
    StringTokenizer tokens = new StringTokenizer(value(key));
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
    return words;
  }

  private String value(String key) {
    String value = values.getProperty(key);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException(RESOURCE + " has no " + key);
    }
    if (value.contains("${")) {
      throw new IllegalStateException(
          RESOURCE + " was copied without its versions; build it with Maven: " + key + "=" + value);
    }
    return value.trim();
  }

  private static String folderName(String folder) {
    for (String part : folder.split("/", -1)) {
      name(part);
    }
    return folder;
  }

  /** Returns a name if it is one: a file that no folder above or below can be reached with. */
  private static String name(String name) {
    boolean plain = !name.isEmpty() && !name.startsWith(".");
    for (int i = 0; i < name.length() && plain; i++) {
      char c = name.charAt(i);
      plain = (Character.isLetterOrDigit(c) && c < 128) || "._-+".indexOf(c) >= 0;
    }
    if (!plain) {
      throw new IllegalStateException(
          RESOURCE + " has a name that is not a plain file name: " + name);
    }
    return name;
  }
}
