package dev.obor.vision.datasets;

import dev.obor.TorchException;
import dev.obor.files.Json;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.image.Levels;
import dev.obor.vision.image.Mode;
import dev.obor.vision.image.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds and reads the files of datasets: lists, folders and single images. */
final class DatasetFiles {
  /** A list beyond this size is none. */
  private static final long MOST_BYTES = 1L << 30;

  private DatasetFiles() {}

  // ---- errors

  /** That a dataset is not there. */
  static TorchException notFound(Path where) {
    return absent("Dataset not found. You can use download=True to download it", where);
  }

  /** That a dataset is not there or damaged. */
  static TorchException notFoundOrCorrupted(Path where) {
    return absent(
        "Dataset not found or corrupted. You can use download=True to download it", where);
  }

  /** That something is not there, in Python's words. */
  static TorchException absent(String text, Path where) {
    return new TorchException(
        text + "\nIn Java: o -> o.download(true). It belongs to " + where + ".");
  }

  static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw notFound(folder);
    }
  }

  static TorchException failed(Path path, Exception e) {
    TorchException failed =
        new TorchException(
            e instanceof NoSuchFileException
                ? "[Errno 2] No such file or directory: '" + path + "'"
                : path + " cannot be read: " + e.getMessage());
    failed.initCause(e);
    return failed;
  }

  /** That a file is not what it should be. */
  static TorchException damaged(Path file, String what) {
    return new TorchException(file + ": damaged, " + what);
  }

  // ---- texts

  static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new TorchException(file + " is too large for a list");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  /** The lines of a file, without their ends. */
  static List<String> lines(Path file) {
    return text(file).lines().toList();
  }

  /** The words of each line. */
  static List<List<String>> words(Path file) {
    return lines(file).stream().map(DatasetFiles::words).toList();
  }

  /** What stands between white space. */
  static List<String> words(String line) {
    return line.isBlank() ? List.of() : List.of(line.strip().split("\\s+"));
  }

  /** A whole number that a file has. */
  static int number(String text, Path file) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw damaged(file, "'" + text + "' is no whole number");
    }
  }

  static @Nullable Object json(Path file) {
    try {
      return Json.read(text(file));
    } catch (TorchException e) {
      TorchException named = new TorchException(file + ": " + e.getMessage());
      named.initCause(e);
      throw named;
    }
  }

  // ---- folders

  /**
   * What a folder holds, sorted by name: what {@code os.listdir} gives in Python, which has no
   * order of its own.
   */
  static List<Path> list(Path folder, Predicate<? super Path> wanted) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> found = new ArrayList<>(entries.filter(wanted).toList());
      found.sort(Comparator.comparing(DatasetFiles::name, Folder.BY_CHARACTERS));
      return found;
    } catch (IOException e) {
      throw failed(folder, e);
    }
  }

  static List<Path> list(Path folder) {
    return list(folder, path -> true);
  }

  static List<String> names(Path folder) {
    return list(folder).stream().map(DatasetFiles::name).toList();
  }

  static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  // ---- images

  /** Reads an image as it is: Python's {@code Image.open(path)}. */
  static BufferedImage open(Path path) {
    return BufferedImages.image(Folder.pixels(path));
  }

  /** Reads an image in grey: Python's {@code Image.open(path).convert("L")}. */
  static BufferedImage openGray(Path path) {
    Pixels pixels = Folder.pixels(path);
    return BufferedImages.image(Levels.converted(pixels, Mode.L));
  }
}
