package dev.obor.load;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Copies a packed library into a file and checks, on the way, that it is what its jar says. */
final class Extraction {
  private static final int CHUNK = 128 * 1024;

  private Extraction() {}

  /**
   * Copies a library.
   *
   * @param library the library
   * @param target the file to write
   * @param durable whether the file must outlive a power failure
   * @throws IOException if the file cannot be written
   * @throws NativeLoadException if the library cannot be read, or is not what its jar says
   */
  static void copy(PackedLibrary library, Path target, boolean durable) throws IOException {
    // Plain streams: the channels of java.nio close themselves in a thread that is interrupted.
    try (InputStream in = open(library);
        FileOutputStream out = new FileOutputStream(target.toFile())) {
      CRC32 crc = new CRC32();
      byte[] chunk = new byte[CHUNK];
      long size = 0;
      for (int read = read(library, in, chunk); read >= 0; read = read(library, in, chunk)) {
        size += read;
        if (size > library.size()) {
          throw damaged(
              library, "it is longer than the " + library.size() + " bytes it should have", null);
        }
        crc.update(chunk, 0, read);
        out.write(chunk, 0, read);
      }
      if (size != library.size()) {
        throw damaged(library, "it has " + size + " bytes and not " + library.size(), null);
      }
      if (library.crc() && crc.getValue() != library.stamp()) {
        throw damaged(library, "its checksum is wrong", null);
      }
      if (durable) {
        out.getFD().sync();
      }
    }
  }

  private static InputStream open(PackedLibrary library) {
    try {
      return library.content().open();
    } catch (IOException e) {
      throw damaged(library, String.valueOf(e.getMessage()), e);
    }
  }

  private static int read(PackedLibrary library, InputStream in, byte[] chunk) {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw damaged(library, String.valueOf(e.getMessage()), e);
    }
  }

  private static NativeLoadException damaged(
      PackedLibrary library, String how, @Nullable Throwable cause) {
    return new NativeLoadException(
        "Obor could not read "
            + library.fileName()
            + " from "
            + library.origin()
            + ": "
            + how
            + ".\nThe jar is damaged: delete it, so that Maven fetches it again.",
        cause);
  }
}
