package dev.obor.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file so that it is there whole or not at all.
 *
 * <p>The content goes into a new file beside the target, is forced to the disk and then moved into
 * the target's place. Whoever reads the target meanwhile, or after a crash, finds the old content
 * or the new one, never a part.
 *
 * <pre>{@code
 * WholeFile.write(Path.of("weights.bin"), out -> out.write(bytes));
 * }</pre>
 *
 * <p>Threads and processes may write the same target at once: the last one to finish wins.
 */
public final class WholeFile {
  private WholeFile() {}

  /** What goes into a file. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes everything.
     *
     * @param out a buffered stream, which the caller closes
     * @throws IOException if writing fails; the target is then left as it was
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /** What goes into a file, for those who write large parts at a time. */
  @FunctionalInterface
  public interface ChannelContent {
    /**
     * Writes everything.
     *
     * @param out a channel at the start of an empty file, which the caller closes
     * @throws IOException if writing fails; the target is then left as it was
     */
    void writeTo(FileChannel out) throws IOException;
  }

  /**
   * Writes a file, in the place of the one that may be there. A symbolic link is followed: the file
   * that it points to is replaced.
   *
   * @param file the target; its folder must exist
   * @param content writes what goes into it
   * @throws IOException if the content cannot be written or moved into place; the target is then as
   *     it was
   */
  public static void write(Path file, Content content) throws IOException {
    writeChannel(
        file,
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          content.writeTo(out);
          out.flush();
        });
  }

  /**
   * The same for content that goes to a channel.
   *
   * @throws IOException as for {@link #write}
   */
  public static void writeChannel(Path file, ChannelContent content) throws IOException {
    Path target = Files.isSymbolicLink(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(file + ": is a folder");
    }
    Path part = target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      move(part, target);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void move(Path part, Path target) throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
