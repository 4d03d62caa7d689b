package dev.obor.load;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The list of what a laid out folder holds. It is the last file to be written, and what says, in
 * milliseconds, whether the folder is whole.
 *
 * @param entries the files by their names
 */
record LayoutManifest(Map<String, Entry> entries) {
  private static final String FILE = "manifest";
  private static final String FIRST_LINE = "obor-layout 1";
  private static final int LONGEST = 64 * 1024;
  // Coarse file systems keep even seconds only.
  private static final long MILLIS_STEP = 2000;

  /**
   * A file as it was laid out.
   *
   * @param size its size in bytes
   * @param stamp its CRC-32, or what stood for it
   * @param modified the time at which it was changed, in milliseconds
   */
  record Entry(long size, long stamp, long modified) {
    /** Returns whether the file is as it was laid out. */
    boolean intact(Path file) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return attributes.isRegularFile()
            && attributes.size() == size
            && attributes.lastModifiedTime().toMillis() == modified;
      } catch (IOException e) {
        return false;
      }
    }

    boolean holds(PackedLibrary library) {
      return size == library.size() && stamp == library.stamp();
    }
  }

  /** Returns whether a folder holds a layout, whole and unchanged. */
  static boolean intact(Path folder, Layout layout) {
    LayoutManifest manifest = read(folder);
    if (manifest == null) {
      return false;
    }
    for (PackedLibrary library : layout.libraries()) {
      if (manifest.find(folder, library) == null) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the file of a folder that holds a library, whole and unchanged; null where there is
   * none.
   */
  @Nullable Path find(Path folder, PackedLibrary library) {
    Entry entry = entries.get(library.fileName());
    Path file = folder.resolve(library.fileName());
    return entry != null && entry.holds(library) && entry.intact(file) ? file : null;
  }

  /** Returns the manifest of a folder, or null where it has none that can be understood. */
  static @Nullable LayoutManifest read(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      if (Files.size(file) > LONGEST) {
        return null;
      }
      List<String> lines = Files.readAllLines(file);
      if (lines.isEmpty() || !lines.get(0).equals(FIRST_LINE)) {
        return null;
      }
      Map<String, Entry> entries = new HashMap<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4) {
          return null;
        }
        entries.put(
            parts[0],
            new Entry(
                Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3])));
      }
      return new LayoutManifest(entries);
    } catch (IOException | NumberFormatException e) {
      return null;
    }
  }

  /** Gives a file that was just written a time that every file system keeps. */
  static void settle(Path file) throws IOException {
    long now = System.currentTimeMillis();
    Files.setLastModifiedTime(file, FileTime.fromMillis(now - now % MILLIS_STEP));
  }

  /** Writes the manifest of a folder whose files are all there. */
  static void write(Path folder, Layout layout) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(FIRST_LINE);
    for (PackedLibrary library : layout.libraries()) {
      long modified = Files.getLastModifiedTime(folder.resolve(library.fileName())).toMillis();
      lines.add(library.fileName() + " " + library.size() + " " + library.stamp() + " " + modified);
    }
    try (FileOutputStream out = new FileOutputStream(folder.resolve(FILE).toFile())) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
      out.getFD().sync();
    }
  }
}
