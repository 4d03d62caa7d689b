package dev.obor.load;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a folder to one process at a time. The system releases the lock of a process that dies.
 *
 * <p>Some network file systems have no locks. Without one two processes may do the same work; the
 * second finds the result of the first when it moves its own into place.
 */
final class FolderLock implements AutoCloseable {
  private static final long PAUSE_MILLIS = 20;

  private final RandomAccessFile file;
  private final boolean held;

  private FolderLock(RandomAccessFile file, boolean held) {
    this.file = file;
    this.held = held;
  }

  /**
   * Waits for the lock of a folder.
   *
   * @param folder the folder, which must exist
   * @param patience how long to wait
   * @throws IOException if the folder cannot be written to, or the wait was in vain
   */
  static FolderLock acquire(Path folder, Duration patience) throws IOException {
    Path path = folder.resolve(".lock");
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
    boolean interrupted = false;
    try {
      long deadline = System.nanoTime() + patience.toNanos();
      while (true) {
        Boolean locked = lock(file);
        if (locked == null || locked) {
          return new FolderLock(file, locked != null);
        }
        if (System.nanoTime() >= deadline) {
          file.close();
          throw new IOException(
              "another process has held " + path + " for " + patience.toSeconds() + " seconds");
        }
        interrupted |= pause();
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns whether the lock could be had; null where the file system has no locks. */
  private static @Nullable Boolean lock(RandomAccessFile file) {
    try {
      FileLock lock = file.getChannel().tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // The same classes under another class loader of this process hold it.
      return false;
    } catch (IOException e) {
      return null;
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  /** Returns whether no other process can be at work in the folder. */
  boolean held() {
    return held;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
