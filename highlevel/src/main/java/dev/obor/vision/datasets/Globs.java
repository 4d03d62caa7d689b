package dev.obor.vision.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Finds files by patterns, as Python's {@code sorted(glob(pattern))}. */
final class Globs {
  private Globs() {}

  /**
   * The files and folders below a folder that a pattern fits, sorted by their whole paths.
   *
   * @param pattern parts with slashes between them; a {@code *} stands for any characters, but not
   *     for a dot at the beginning of a name
   */
  static List<Path> find(Path folder, String pattern) {
    List<Path> found = List.of(folder);
    for (String part : pattern.split("/", -1)) {
      List<Path> below = new ArrayList<>();
      for (Path path : found) {
        if (part.contains("*")) {
          below.addAll(fitting(path, part));
        } else if (Files.exists(path.resolve(part))) {
          below.add(path.resolve(part));
        }
      }
      found = below;
    }
    List<Path> sorted = new ArrayList<>(found);
    sorted.sort(Comparator.comparing(Path::toString, Folder.BY_CHARACTERS));
    return sorted;
  }

  private static List<Path> fitting(Path folder, String part) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Pattern name = Pattern.compile(Pattern.quote(part).replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    return DatasetFiles.list(
        folder,
        path -> {
          String text = DatasetFiles.name(path);
          return !text.startsWith(".") && name.matcher(text).matches();
        });
  }

  /** The same sorted as Python sorts paths: a folder comes before what begins with its name. */
  static List<Path> byParts(List<Path> paths) {
    List<Path> sorted = new ArrayList<>(paths);
    sorted.sort(
        Comparator.comparing(
            path -> path.toString().replace('/', '\0').replace('\\', '\0'), Folder.BY_CHARACTERS));
    return sorted;
  }
}
