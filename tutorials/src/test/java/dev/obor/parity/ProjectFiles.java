package dev.obor.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The committed files that parity is counted from, and the documents that are made of them. */
public final class ProjectFiles {
  private ProjectFiles() {}

  /** A file of the project, whichever of its modules the tests run in. */
  public static Path of(String path) {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.exists(folder.resolve("ci/parity"))) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw new IllegalStateException("run this inside of the project: there is no ci/parity here");
    }
    return folder.resolve(path);
  }

  public static String text(String path) {
    try {
      return Files.readString(of(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The lines of a file that are neither empty nor a comment. */
  static List<String> lines(String path) {
    return text(path).lines().filter(l -> !l.isBlank() && !l.startsWith("#")).toList();
  }

  /** The same, cut at their tabs into a fixed number of fields. */
  static List<List<String>> rows(String path, int fields) {
    return lines(path).stream().map(line -> row(path, line, fields)).toList();
  }

  private static List<String> row(String path, String line, int fields) {
    List<String> row = List.of(line.split("\t", -1));
    if (row.size() != fields || row.stream().anyMatch(String::isBlank)) {
      throw new IllegalStateException(
          path + ": expected " + fields + " fields between tabs in '" + line + "'");
    }
    return row;
  }

  public static void write(String path, String text) {
    try {
      Files.createDirectories(of(path).getParent());
      Files.writeString(of(path), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
