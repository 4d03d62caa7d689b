package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.nio.file.Path;

/**
 * A file that is all of a dataset.
 *
 * @param url where it is to be had
 * @param name its name
 * @param md5 its checksum
 */
record DataFile(String url, String name, String md5) {
  /** Gets the file if that is wanted, and looks whether it is unharmed. */
  Path prepare(Path root, boolean download) {
    if (download) {
      Downloads.downloadUrl(url, root, o -> o.filename(name).md5(md5));
    }
    Path file = root.resolve(name);
    if (!Downloads.checkIntegrity(file, md5)) {
      throw new TorchException(
          "Dataset not found or corrupted. You can use download=True to download it\nIn Java: o ->"
              + " o.download(true). It belongs to "
              + file
              + ".");
    }
    return file;
  }
}
