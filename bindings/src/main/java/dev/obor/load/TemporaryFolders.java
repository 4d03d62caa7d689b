package dev.obor.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Folders that last as long as this process. */
final class TemporaryFolders {
  private static final String PREFIX = "obor-";
  private static final Duration LEFT_BEHIND = Duration.ofHours(1);

  private final Path parent;

  TemporaryFolders(Path parent) {
    this.parent = parent;
  }

  /** Fills a folder and returns what is of use in it. */
  @FunctionalInterface
  interface Filling {
    /** Fills an empty folder. */
    Path fill(Path folder) throws IOException;
  }

  /**
   * Makes a folder, fills it, and has it deleted when the process ends, where the system permits.
   *
   * @return what the filling returned
   */
  Path create(Filling filling) throws IOException {
    deleteLeftBehind();
    Path folder = Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
    boolean filled = false;
    try {
      Path result = filling.fill(folder);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> FolderTree.delete(folder), "obor-delete-temporary"));
      filled = true;
      return result;
    } finally {
      if (!filled) {
        FolderTree.delete(folder);
      }
    }
  }

  /** Deletes what processes left that were killed. */
  private void deleteLeftBehind() {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*-*")) {
      for (Path folder : folders) {
        if (leftBehind(folder)) {
          FolderTree.delete(folder);
        }
      }
    } catch (IOException e) {
      // Tidying up is a courtesy: what cannot be listed stays.
    }
  }

  private static boolean leftBehind(Path folder) {
    String name = String.valueOf(folder.getFileName());
    try {
      long pid =
          Long.parseLong(name.substring(PREFIX.length(), name.indexOf('-', PREFIX.length())));
      // Processes of another container that share this folder are not seen: only age tells.
      return ProcessHandle.of(pid).isEmpty() && FolderTree.age(folder).compareTo(LEFT_BEHIND) > 0;
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }
}
