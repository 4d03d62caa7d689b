package dev.obor.vision.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gets a file from a server.
 *
 * <p>What comes goes into a file beside the target, whose name ends in {@code .part}, and is moved
 * into place when it is whole and has the right checksum. A connection that breaks is taken up
 * where it broke. What an earlier call left is taken up too, but only if there is a checksum that
 * shows in the end whether the parts fit.
 */
final class Download {
  private static final Map<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();
  private static final int MOST_SECONDS_TO_WAIT = 60;

  private final Settings settings;
  private final Path target;
  private final Path part;
  private final @Nullable String checksum;
  private final int maxRedirectHops;
  private @Nullable String validator;
  private boolean showsProgress = true;
  private boolean overwrite;

  /**
   * How patient downloads are.
   *
   * @param connectTimeout how long to wait for a connection, in ms
   * @param readTimeout how long to wait for more of the file, in ms
   * @param attempts how often to try when nothing more comes
   * @param pause how long to wait after the first failure, in ms; it doubles each time
   */
  record Settings(int connectTimeout, int readTimeout, int attempts, long pause) {
    static final Settings DEFAULT = new Settings(30_000, 60_000, 5, 1_000);
  }

  /** A failure after which the same server may be asked again. */
  private static final class Interrupted extends IOException {
    final long wait;

    Interrupted(String message, long wait, @Nullable Throwable cause) {
      super(message, cause);
      this.wait = wait;
    }
  }

  Download(Settings settings, Path target, @Nullable String checksum, int maxRedirectHops) {
    this.settings = settings;
    this.target = target.toAbsolutePath();
    this.part = this.target.resolveSibling(this.target.getFileName() + ".part");
    this.checksum = checksum;
    this.maxRedirectHops = maxRedirectHops;
  }

  /** Says whether a bar shows how far the download is. */
  Download progress(boolean value) {
    this.showsProgress = value;
    return this;
  }

  /** Says whether a file that is there is fetched again. */
  Download overwrite(boolean value) {
    this.overwrite = value;
    return this;
  }

  /**
   * Gets the file, unless it is there already.
   *
   * @throws DownloadException if it cannot be had
   * @throws dev.obor.TorchException if what came has another checksum
   */
  void from(String url) {
    ReentrantLock lock = LOCKS.computeIfAbsent(target, path -> new ReentrantLock());
    lock.lock();
    try {
      if (overwrite || !Downloads.checkIntegrity(target, checksum)) {
        Files.createDirectories(target.getParent());
        fetch(url);
      }
    } catch (IOException e) {
      throw new DownloadException(url + ": " + text(e), e);
    } finally {
      lock.unlock();
    }
  }

  private static String text(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private void fetch(String url) throws IOException {
    try (FileChannel out =
            FileChannel.open(
                part,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        FileLock alone = out.lock()) {
      if (!overwrite && Downloads.checkIntegrity(target, checksum)) {
        return; // another process was faster
      }
      if (checksum == null) {
        out.truncate(0);
      }
      boolean hadPart = out.size() > 0;
      transfer(url, out);
      if (checksum != null && !Checksums.matches(part, checksum)) {
        if (hadPart) {
          out.truncate(0);
          transfer(url, out);
        }
        if (!hadPart || !Checksums.matches(part, checksum)) {
          throw corrupted(url, out);
        }
      }
      out.force(true);
      moveIntoPlace();
    } finally {
      if (Files.exists(part) && (checksum == null || Files.size(part) == 0)) {
        Files.deleteIfExists(part);
      }
    }
  }

  private DownloadException corrupted(String url, FileChannel out) throws IOException {
    String found = Checksums.of(part, checksum);
    out.truncate(0);
    if (checksum != null && checksum.startsWith(Checksums.SHA256)) {
      String prefix = checksum.substring(Checksums.SHA256.length());
      return new DownloadException(
          "invalid hash value (expected \"" + prefix + "\", got \"" + found + "\")\n" + url, null);
    }
    return new DownloadException(
        "File not found or corrupted.\n"
            + url
            + " gave a file with the checksum "
            + found
            + " instead of "
            + checksum
            + "; it was thrown away.",
        null);
  }

  private void moveIntoPlace() throws IOException {
    try {
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Tries until the file is whole; every attempt that brings something more gives new hope. */
  private void transfer(String url, FileChannel out) throws IOException {
    int failures = 0;
    while (true) {
      long before = out.size();
      try {
        attempt(url, out);
        return;
      } catch (Interrupted e) {
        failures = out.size() > before ? 1 : failures + 1;
        if (failures >= settings.attempts()) {
          throw new IOException(e.getMessage() + " (after " + failures + " attempts)", e);
        }
        pause(Math.max(e.wait, settings.pause() << (failures - 1)));
      }
    }
  }

  private static void pause(long milliseconds) throws IOException {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void attempt(String url, FileChannel out) throws IOException {
    long have = out.size();
    HttpURLConnection connection = open(url, have);
    try {
      int status = status(connection);
      if (status == HttpURLConnection.HTTP_PARTIAL) {
        checkRange(connection, have, out);
      } else if (status == 416) { // there is nothing behind what is there
        if (checksum == null || !Checksums.matches(part, checksum)) {
          out.truncate(0);
          throw new Interrupted("the server has no bytes behind the first " + have, 0, null);
        }
        return;
      } else if (status == HttpURLConnection.HTTP_OK) {
        out.truncate(0);
        have = 0;
      } else {
        throw refused(connection, status);
      }
      String tag = connection.getHeaderField("ETag");
      validator =
          tag != null && !tag.startsWith("W/") ? tag : connection.getHeaderField("Last-Modified");
      copy(connection, out, have);
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection open(String url, long have) throws IOException {
    URI uri = uri(url);
    for (int hop = 0; ; hop++) {
      URLConnection opened = uri.toURL().openConnection();
      if (!(opened instanceof HttpURLConnection connection)) {
        throw new IOException("only http and https can be read");
      }
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(settings.connectTimeout());
      connection.setReadTimeout(settings.readTimeout());
      connection.setRequestProperty("User-Agent", "pytorch/vision");
      connection.setRequestProperty("Accept-Encoding", "identity");
      if (have > 0 && (validator != null || checksum != null)) {
        connection.setRequestProperty("Range", "bytes=" + have + "-");
        if (validator != null) {
          connection.setRequestProperty("If-Range", validator);
        }
      }
      int status = status(connection);
      String location = connection.getHeaderField("Location");
      if (status < 300 || status > 399 || location == null) {
        return connection;
      }
      connection.disconnect();
      URI next = uri.resolve(uri(location));
      if (hop == maxRedirectHops) {
        throw new IOException(
            "Request to "
                + url
                + " exceeded "
                + maxRedirectHops
                + " redirects. The last redirect points to "
                + next
                + ".");
      }
      if ("https".equalsIgnoreCase(uri.getScheme())
          && !"https".equalsIgnoreCase(next.getScheme())) {
        throw new IOException("the server leads from https to " + next + ", which is not safe");
      }
      uri = next;
    }
  }

  private static URI uri(String url) throws IOException {
    try {
      return new URI(url.replace(" ", "%20"));
    } catch (URISyntaxException e) {
      throw new IOException("no address: " + url, e);
    }
  }

  private static int status(HttpURLConnection connection) throws IOException {
    try {
      return connection.getResponseCode();
    } catch (IOException e) {
      throw new Interrupted(text(e), 0, e);
    }
  }

  private static void checkRange(HttpURLConnection connection, long have, FileChannel out)
      throws IOException {
    String range = connection.getHeaderField("Content-Range");
    if (range == null || !range.toLowerCase(Locale.ROOT).startsWith("bytes " + have + "-")) {
      out.truncate(0);
      throw new Interrupted("the server gave another part than the one wanted: " + range, 0, null);
    }
  }

  private static IOException refused(HttpURLConnection connection, int status) throws IOException {
    String text = "HTTP Error " + status + ": " + connection.getResponseMessage();
    boolean mayPass = status >= 500 || status == 408 || status == 429;
    if (!mayPass) {
      return new IOException(text);
    }
    int seconds = connection.getHeaderFieldInt("Retry-After", 0);
    return new Interrupted(
        text, 1000L * Math.min(MOST_SECONDS_TO_WAIT, Math.max(0, seconds)), null);
  }

  private void copy(HttpURLConnection connection, FileChannel out, long have) throws IOException {
    long length = connection.getContentLengthLong();
    long total = length < 0 ? -1 : have + length;
    out.position(have);
    long read = 0;
    try (InputStream in = connection.getInputStream();
        DownloadProgress progress =
            DownloadProgress.onErrorOutput(
                showsProgress, String.valueOf(target.getFileName()), total, have)) {
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        read += count;
        progress.add(count);
      }
    } catch (IOException e) {
      throw new Interrupted(text(e), 0, e);
    }
    if (length >= 0 && read < length) {
      throw new Interrupted("only " + read + " of " + length + " bytes came", 0, null);
    }
  }
}
