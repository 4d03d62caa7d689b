package dev.obor.load;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Libraries that belong into one folder.
 *
 * @param name what they are, as the beginning of the folder's name
 * @param libraries the libraries
 */
record Layout(String name, List<PackedLibrary> libraries) {
  /** Makes a layout whose files all have names of their own. */
  Layout {
    libraries = List.copyOf(libraries);
    Set<String> names = new HashSet<>();
    for (PackedLibrary library : libraries) {
      if (!names.add(library.fileName())) {
        throw new IllegalArgumentException("two libraries named " + library.fileName());
      }
    }
  }

  /** Returns the name of the folder: another content has another name. */
  String folderName() {
    CRC32 key = new CRC32();
    for (PackedLibrary library : libraries) {
      String line = library.fileName() + " " + library.size() + " " + library.stamp() + "\n";
      key.update(line.getBytes(StandardCharsets.UTF_8));
    }
    String hex = Long.toHexString(key.getValue());
    return name + "-" + "0".repeat(8 - hex.length()) + hex;
  }

  /** Returns the size of all libraries together, in bytes. */
  long size() {
    long size = 0;
    for (PackedLibrary library : libraries) {
      size += library.size();
    }
    return size;
  }
}
