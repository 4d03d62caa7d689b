package dev.obor.load;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Folders with all that is in them. */
final class FolderTree {
  private FolderTree() {}

  /** Deletes a folder with all that is in it, as far as that is possible. */
  static void delete(Path folder) {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              return remove(file);
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
              return remove(directory);
            }
          });
    } catch (IOException e) {
      // What an open file keeps in place is deleted by the next process that looks.
    }
  }

  private static FileVisitResult remove(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // As above: the rest can still go.
    }
    return FileVisitResult.CONTINUE;
  }

  /** Returns how long ago a folder was changed. */
  static Duration age(Path folder) throws IOException {
    return Duration.ofMillis(
        System.currentTimeMillis() - Files.getLastModifiedTime(folder).toMillis());
  }
}
