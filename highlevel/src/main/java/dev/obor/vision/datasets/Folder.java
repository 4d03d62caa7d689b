package dev.obor.vision.datasets;

import dev.obor.TorchException;
import dev.obor.ValueException;
import dev.obor.vision.image.BufferedImages;
import dev.obor.vision.image.DecompressionBombException;
import dev.obor.vision.image.ImageFiles;
import dev.obor.vision.image.Levels;
import dev.obor.vision.image.Pixels;
import dev.obor.vision.image.PortableMap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds and reads the files of datasets that are folders: the functions of Python's {@code
 * torchvision.datasets.folder}.
 *
 * <p>All functions may be called from any thread.
 */
public final class Folder {
  /** The endings of the files that {@link ImageFolder} reads: Python's {@code IMG_EXTENSIONS}. */
  public static final List<String> IMG_EXTENSIONS =
      List.of(".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm", ".tif", ".tiff", ".webp");

  /** Python sorts names by their characters, a supplementary one as one of them. */
  static final Comparator<String> BY_CHARACTERS =
      (a, b) -> Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());

  private static final int MOST_LEVELS = 64;

  private Folder() {}

  /**
   * A file and the number of its class: an element of Python's {@code dataset.samples}.
   *
   * @param path the file
   * @param target the class
   */
  public record Entry(Path path, int target) {}

  // ---- names

  /**
   * Whether a name ends in one of the endings, in small or capital letters: Python's {@code
   * has_file_allowed_extension(filename, extensions)}.
   */
  public static boolean hasFileAllowedExtension(String filename, Collection<String> extensions) {
    String name = filename.toLowerCase(Locale.ROOT);
    return extensions.stream().anyMatch(name::endsWith);
  }

  /** Whether a name is that of an image: Python's {@code is_image_file(filename)}. */
  public static boolean isImageFile(String filename) {
    return hasFileAllowedExtension(filename, IMG_EXTENSIONS);
  }

  // ---- folders

  /**
   * The names of the folders in a folder, sorted: the first part of what Python's {@code
   * find_classes(directory)} returns.
   *
   * @throws TorchException if there are none
   */
  public static List<String> findClasses(Path directory) {
    Set<String> names = new TreeSet<>(BY_CHARACTERS);
    try (Stream<Path> entries = Files.list(directory)) {
      entries.filter(Files::isDirectory).forEach(path -> names.add(name(path)));
    } catch (IOException e) {
      throw failed(directory, e);
    }
    if (names.isEmpty()) {
      throw new TorchException("Couldn't find any class folder in " + directory + ".");
    }
    return List.copyOf(names);
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }

  private static TorchException failed(Path path, Exception e) {
    TorchException failed = new TorchException(path + " cannot be read: " + e);
    failed.initCause(e);
    return failed;
  }

  /**
   * The files of each class, in the order in which Python finds them: Python's {@code
   * make_dataset(directory, class_to_idx, extensions=…, is_valid_file=…, allow_empty=…)}.
   *
   * @param classToIdx the folders and their numbers; null means all folders, as {@link
   *     #findClasses} numbers them
   * @param extensions the endings of the files to take, or null
   * @param isValidFile which files to take, or null; one of the two must be given
   * @param allowEmpty whether a class may have no files
   * @throws ValueException if there is no class, or not exactly one way to tell the files
   * @throws TorchException if a class has no files and may not
   */
  public static List<Entry> makeDataset(
      Path directory,
      @Nullable Map<String, Integer> classToIdx,
      @Nullable List<String> extensions,
      @Nullable Predicate<? super Path> isValidFile,
      boolean allowEmpty) {
    Map<String, Integer> classes = new TreeMap<>(BY_CHARACTERS);
    classes.putAll(classToIdx == null ? VisionDataset.indices(findClasses(directory)) : classToIdx);
    if (classes.isEmpty()) {
      throw new ValueException(
          "'class_to_index' must have at least one entry to collect any samples.");
    }
    if ((extensions == null) == (isValidFile == null)) {
      throw new ValueException(
          "Both extensions and is_valid_file cannot be None or not None at the same time");
    }
    List<Entry> entries = new ArrayList<>();
    Set<String> empty = new LinkedHashSet<>();
    classes.forEach(
        (name, number) -> {
          int before = entries.size();
          Path folder = directory.resolve(name);
          if (Files.isDirectory(folder)) {
            for (Path file : files(folder)) {
              boolean isTaken =
                  extensions == null
                      ? isValidFile != null && isValidFile.test(file)
                      : hasFileAllowedExtension(file.toString(), extensions);
              if (isTaken) {
                entries.add(new Entry(file, number));
              }
            }
          }
          if (entries.size() == before) {
            empty.add(name);
          }
        });
    if (!empty.isEmpty() && !allowEmpty) {
      String text = "Found no valid file for the classes " + String.join(", ", empty) + ". ";
      throw new TorchException(
          extensions == null
              ? text
              : text + "Supported extensions are: " + String.join(", ", extensions));
    }
    return List.copyOf(entries);
  }

  /** All files below a folder: folder by folder, both sorted by their whole path. */
  private static List<Path> files(Path folder) {
    Map<String, Set<String>> byFolder = new TreeMap<>(BY_CHARACTERS);
    try (Stream<Path> all = Files.walk(folder, MOST_LEVELS, FileVisitOption.FOLLOW_LINKS)) {
      all.filter(path -> !Files.isDirectory(path))
          .forEach(
              path ->
                  byFolder
                      .computeIfAbsent(
                          String.valueOf(path.getParent()), key -> new TreeSet<>(BY_CHARACTERS))
                      .add(name(path)));
    } catch (IOException | UncheckedIOException e) {
      throw failed(folder, e);
    }
    List<Path> files = new ArrayList<>();
    byFolder.forEach((parent, names) -> names.forEach(name -> files.add(Path.of(parent, name))));
    return files;
  }

  // ---- images

  /** Reads an image as RGB: Python's {@code default_loader(path)}. */
  public static BufferedImage defaultLoader(Path path) {
    return pilLoader(path);
  }

  /**
   * Reads an image file and makes it RGB: Python's {@code pil_loader(path)}.
   *
   * <p>It reads JPEG, PNG, GIF, BMP, PGM, PPM, and the formats for which the Java runtime, or a
   * plug-in for ImageIO, has a reader, such as TIFF and WebP.
   *
   * @return an image of {@link BufferedImage#TYPE_3BYTE_BGR}; opacity is left out, as Pillow does
   * @throws TorchException if the file cannot be read, is damaged or of another format
   */
  public static BufferedImage pilLoader(Path path) {
    return BufferedImages.image(Levels.rgb(pixels(path)));
  }

  /** Reads the pixels of an image file as they are. */
  static Pixels pixels(Path path) {
    byte[] file;
    try {
      if (!Files.isRegularFile(path)) {
        throw new TorchException("[Errno 2] No such file or directory: '" + path + "'");
      }
      file = Files.readAllBytes(path);
    } catch (IOException e) {
      throw failed(path, e);
    }
    try {
      if (ImageFiles.Format.of(file) != ImageFiles.Format.UNKNOWN) {
        return ImageFiles.pixels(file, false);
      }
      return PortableMap.is(file) ? PortableMap.pixels(file) : otherPixels(file, path);
    } catch (TorchException e) {
      String text = e.getMessage() + "\nThe file is " + path + ".";
      TorchException named =
          e instanceof DecompressionBombException
              ? new DecompressionBombException(text)
              : new TorchException(text);
      named.initCause(e);
      throw named;
    }
  }

  private static Pixels otherPixels(byte[] file, Path path) {
    try {
      Pixels pixels = ImageFiles.otherPixels(file);
      if (pixels != null) {
        return pixels;
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw failed(path, e);
    }
    throw new TorchException("cannot identify image file '" + path + "'");
  }
}
