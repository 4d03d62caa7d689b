package dev.obor.load;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The folder that keeps laid out libraries between runs.
 *
 * <p>A layout is built in a folder beside its place and moved there when it is whole. One process
 * at a time builds; the others wait and find its result. A layout that was damaged is replaced.
 * Where the folder cannot be written to, a temporary one takes its place.
 */
final class LayoutCache {
  private static final String BUILDING = ".building-";
  private static final String REPLACED = ".replaced-";
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final long MEBIBYTE = 1L << 20;

  private final @Nullable Path root;
  private final TemporaryFolders temporary;
  private final List<String> notes;

  /**
   * Makes a cache.
   *
   * @param root its folder, which need not exist; null where there is no place for it
   * @param temporary where to go when the folder cannot be written to
   * @param notes where to write what a person should know
   */
  LayoutCache(@Nullable Path root, TemporaryFolders temporary, List<String> notes) {
    this.root = root;
    this.temporary = temporary;
    this.notes = notes;
  }

  /**
   * Returns the folder that holds a layout, whole.
   *
   * @throws NativeLoadException if there is no place for it, or a jar cannot be read
   */
  Path layOut(Layout layout) {
    if (root == null) {
      return layOutForNow(layout, "this user has no home folder");
    }
    Path folder = root.resolve(layout.folderName());
    if (LayoutManifest.intact(folder, layout)) {
      return folder;
    }
    try {
      layOutForLater(root, layout, folder);
      return folder;
    } catch (IOException e) {
      return layOutForNow(layout, "the cache " + root + " could not be used (" + reason(e) + ")");
    }
  }

  private void layOutForLater(Path root, Layout layout, Path folder) throws IOException {
    Files.createDirectories(root);
    try (FolderLock lock = FolderLock.acquire(root, PATIENCE)) {
      if (LayoutManifest.intact(folder, layout)) {
        return;
      }
      if (lock.held()) {
        deleteLeftovers(root);
      }
      Path building = Files.createDirectory(root.resolve(unique(BUILDING)));
      try {
        build(layout, building, root);
        moveIntoPlace(root, layout, building, folder);
      } finally {
        FolderTree.delete(building);
      }
    }
  }

  private Path layOutForNow(Layout layout, String why) {
    try {
      Path folder = temporary.create(place -> buildIn(layout, place));
      say(
          why
              + ": the libraries were unpacked into "
              + folder
              + ", for this run only. Every start pays for that; the property obor.cache or the"
              + " variable OBOR_CACHE names another cache");
      return folder;
    } catch (IOException e) {
      throw new NativeLoadException(
          "Obor found no place to unpack its native libraries ("
              + layout.size() / MEBIBYTE
              + " MiB): "
              + why
              + ", nor could a temporary folder ("
              + reason(e)
              + ").\nName a folder that can be written to and has the space with the property"
              + " obor.cache or the variable OBOR_CACHE.",
          e);
    }
  }

  private static Path buildIn(Layout layout, Path parent) throws IOException {
    Path folder = Files.createDirectory(parent.resolve(layout.folderName()));
    build(layout, folder, null);
    return folder;
  }

  /** Fills a folder; one that stays shares what it can with its neighbours below a root. */
  private static void build(Layout layout, Path folder, @Nullable Path root) throws IOException {
    checkSpace(layout, folder, root);
    for (PackedLibrary library : layout.libraries()) {
      Path file = folder.resolve(library.fileName());
      if (root != null && linkFromNeighbour(library, file, root)) {
        continue;
      }
      Extraction.copy(library, file, root != null);
      LayoutManifest.settle(file);
    }
    LayoutManifest.write(folder, layout);
  }

  /** Fails before a disk is filled up, which other programs would feel. */
  private static void checkSpace(Layout layout, Path folder, @Nullable Path root)
      throws IOException {
    long needed = 0;
    for (PackedLibrary library : layout.libraries()) {
      needed += root != null && neighbour(library, root) != null ? 0 : library.size();
    }
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (usable < needed) {
      throw new IOException(
          "the disk is full: it has "
              + usable / MEBIBYTE
              + " MiB and "
              + needed / MEBIBYTE
              + " MiB are needed");
    }
  }

  /** Layouts share most of their bytes: a link to a neighbour's file costs nothing. */
  private static boolean linkFromNeighbour(PackedLibrary library, Path file, Path root) {
    Path neighbour = neighbour(library, root);
    if (neighbour == null) {
      return false;
    }
    try {
      Files.createLink(file, neighbour);
      return true;
    } catch (IOException | UnsupportedOperationException | SecurityException e) {
      return false;
    }
  }

  private static @Nullable Path neighbour(PackedLibrary library, Path root) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
      for (Path folder : folders) {
        LayoutManifest manifest = LayoutManifest.read(folder);
        Path file = manifest == null ? null : manifest.find(folder, library);
        if (file != null) {
          return file;
        }
      }
    } catch (IOException e) {
      return null;
    }
    return null;
  }

  private void moveIntoPlace(Path root, Layout layout, Path building, Path folder)
      throws IOException {
    Path replaced = null;
    if (Files.exists(folder)) {
      if (LayoutManifest.intact(folder, layout)) {
        return;
      }
      replaced = root.resolve(unique(REPLACED));
      Files.move(folder, replaced, StandardCopyOption.ATOMIC_MOVE);
      say("the layout in " + folder + " was damaged; it was unpacked again");
    }
    try {
      Files.move(building, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileSystemException e) {
      // Without locks another process may have been first.
      if (!LayoutManifest.intact(folder, layout)) {
        throw e;
      }
    } finally {
      if (replaced != null) {
        FolderTree.delete(replaced);
      }
    }
  }

  /** Deletes what processes left that were killed at work; nobody else is at work now. */
  private static void deleteLeftovers(Path root) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(root)) {
      for (Path folder : folders) {
        String name = String.valueOf(folder.getFileName());
        if (name.startsWith(BUILDING) || name.startsWith(REPLACED)) {
          FolderTree.delete(folder);
        }
      }
    }
  }

  private static String unique(String prefix) {
    return prefix + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
  }

  private void say(String note) {
    notes.add(note);
    LoggerFactory.getLogger("dev.obor").warn("{}", note);
  }

  private static String reason(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage();
    if (e instanceof AccessDeniedException) {
      return "no permission for " + message;
    }
    return message.isEmpty() ? e.getClass().getSimpleName() : message;
  }
}
