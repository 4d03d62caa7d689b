package dev.obor.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A library on the class path, still packed.
 *
 * @param fileName the name under which it is laid out
 * @param origin the jar or folder that holds it, for people
 * @param file the file itself where it is one already, outside any jar; otherwise null
 * @param size its size in bytes
 * @param stamp its CRC-32 where the jar tells; otherwise the time in milliseconds at which it
 *     changed
 * @param crc whether the stamp is the CRC-32
 * @param content opens it for reading
 */
record PackedLibrary(
    String fileName,
    String origin,
    @Nullable Path file,
    long size,
    long stamp,
    boolean crc,
    Content content) {
  /** Opens the bytes of a library. */
  @FunctionalInterface
  interface Content {
    /** Opens them; the caller closes the stream. */
    InputStream open() throws IOException;
  }
}
