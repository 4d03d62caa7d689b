package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Gets files of datasets and unpacks them: the functions of Python's {@code
 * torchvision.datasets.utils}.
 *
 * <pre>{@code
 * Downloads.downloadAndExtractArchive(url, Path.of("data"), o -> o.md5("f68b3c2dcbeaaa9f…"));
 * }</pre>
 *
 * <p>A file is there whole or not at all: what comes is kept beside it until it is complete and its
 * checksum is right. A broken connection is taken up where it broke; a server that is busy is asked
 * again. Unlike torchvision, a download from {@code https} never falls back to {@code http}.
 *
 * <p>All functions may be called from several threads and processes at once.
 */
public final class Downloads {
  private Downloads() {}

  /** Keyword arguments of the functions. */
  public static final class Options {
    private @Nullable String filename;
    private @Nullable String md5;
    private boolean progress = true;
    private boolean overwrite;
    private @Nullable Path extractRoot;
    private boolean removeFinished;
    private int maxRedirectHops = 3;
    private @Nullable Long maxBytes;

    Options() {}

    /** Sets the name of the file; without it the last part of the address. */
    public Options filename(String value) {
      this.filename = value;
      return this;
    }

    /** Sets the checksum, MD5 or with 64 digits SHA-256; null means that none is compared. */
    public Options md5(@Nullable String value) {
      this.md5 = value;
      return this;
    }

    /** Sets what the SHA-256 must begin with, instead of a whole checksum. */
    public Options sha256Prefix(String value) {
      this.md5 = Checksums.SHA256 + value;
      return this;
    }

    /** Sets whether a bar shows how far the download is, where somebody watches; default true. */
    public Options progress(boolean value) {
      this.progress = value;
      return this;
    }

    /** Sets whether a file that is there is fetched again; default false. */
    public Options overwrite(boolean value) {
      this.overwrite = value;
      return this;
    }

    /** Sets the folder to unpack to; without it the one that the archive is in. */
    public Options extractRoot(Path value) {
      this.extractRoot = value;
      return this;
    }

    /** Sets whether the archive is deleted when it is unpacked; default false. */
    public Options removeFinished(boolean value) {
      this.removeFinished = value;
      return this;
    }

    /** Sets how often a server may lead to another address; default 3. */
    public Options maxRedirectHops(int value) {
      this.maxRedirectHops = value;
      return this;
    }

    /**
     * Sets how many bytes an archive may unpack to; without it a hundred times its own size, and 64
     * MiB at least.
     */
    public Options maxBytes(long value) {
      this.maxBytes = value;
      return this;
    }
  }

  private static Options read(Consumer<Options> options) {
    Options o = new Options();
    options.accept(o);
    return o;
  }

  // ---- checksums

  /**
   * Whether a file is there and has the checksum: Python's {@code check_integrity(fpath, md5)}.
   *
   * @param md5 MD5, or with 64 digits SHA-256; null means that being there is enough
   */
  public static boolean checkIntegrity(Path fpath, @Nullable String md5) {
    if (!Files.isRegularFile(fpath)) {
      return false;
    }
    try {
      return md5 == null || Checksums.matches(fpath, md5);
    } catch (IOException e) {
      throw new TorchException(fpath + " cannot be read: " + e);
    }
  }

  /** Whether a file is there: Python's {@code check_integrity(fpath)}. */
  public static boolean checkIntegrity(Path fpath) {
    return checkIntegrity(fpath, null);
  }

  /** The MD5 of a file in small hexadecimal digits: Python's {@code calculate_md5(fpath)}. */
  public static String calculateMd5(Path fpath) {
    try {
      return Checksums.of(fpath, null);
    } catch (IOException e) {
      throw new TorchException(fpath + " cannot be read: " + e);
    }
  }

  // ---- downloads

  /** Gets a file: Python's {@code download_url(url, root)}. */
  public static void downloadUrl(String url, Path root) {
    downloadUrl(url, root, o -> {});
  }

  /**
   * Gets a file, unless it is there with the right checksum: Python's {@code download_url(url,
   * root, filename=…, md5=…, max_redirect_hops=…)}.
   *
   * @param root the folder to put it in, which is made if needed
   * @throws DownloadException if the file cannot be had, or has another checksum; a file that was
   *     there before is then as it was
   */
  public static void downloadUrl(String url, Path root, Consumer<Options> options) {
    download(Download.Settings.DEFAULT, url, root, read(options));
  }

  static Path download(Download.Settings settings, String url, Path root, Options o) {
    Path target = root.resolve(o.filename == null ? basename(url) : o.filename);
    new Download(settings, target, o.md5, o.maxRedirectHops)
        .progress(o.progress)
        .overwrite(o.overwrite)
        .from(url);
    return target;
  }

  /** The last part of an address. */
  static String basename(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  /**
   * Gets an archive and unpacks it: Python's {@code download_and_extract_archive(url,
   * download_root, …)}.
   *
   * @throws DownloadException if the archive cannot be had
   * @throws TorchException if it cannot be unpacked
   */
  public static void downloadAndExtractArchive(
      String url, Path downloadRoot, Consumer<Options> options) {
    downloadAndExtract(Download.Settings.DEFAULT, List.of(url), downloadRoot, read(options));
  }

  /** The same with several addresses, which are asked in turn until one has the file. */
  public static void downloadAndExtractArchive(
      List<String> urls, Path downloadRoot, Consumer<Options> options) {
    downloadAndExtract(Download.Settings.DEFAULT, urls, downloadRoot, read(options));
  }

  static void downloadAndExtract(
      Download.Settings settings, List<String> urls, Path root, Options o) {
    Path archive = downloadFromAny(settings, urls, root, o);
    extract(archive, o.extractRoot == null ? root : o.extractRoot, o);
  }

  private static Path downloadFromAny(
      Download.Settings settings, List<String> urls, Path root, Options o) {
    if (urls.size() == 1) {
      return download(settings, urls.get(0), root, o);
    }
    List<DownloadException> failures = new ArrayList<>();
    StringBuilder text = new StringBuilder("Error downloading ");
    text.append(o.filename == null ? basename(urls.get(0)) : o.filename).append(":\n");
    for (String url : urls) {
      try {
        return download(settings, url, root, o);
      } catch (DownloadException e) {
        failures.add(e);
        text.append("Tried ").append(url).append(", got:\n").append(e.getMessage()).append('\n');
      }
    }
    DownloadException all = new DownloadException(text.toString(), null);
    failures.forEach(all::addSuppressed);
    throw all;
  }

  // ---- archives

  /** Unpacks an archive into its own folder: Python's {@code extract_archive(from_path)}. */
  public static Path extractArchive(Path fromPath) {
    Path parent = fromPath.toAbsolutePath().getParent();
    return extractArchive(fromPath, parent == null ? Path.of("") : parent, o -> {});
  }

  /** Unpacks an archive: Python's {@code extract_archive(from_path, to_path)}. */
  public static Path extractArchive(Path fromPath, Path toPath) {
    return extractArchive(fromPath, toPath, o -> {});
  }

  /**
   * Unpacks an archive, or a compressed file: Python's {@code extract_archive(from_path, to_path,
   * remove_finished)}.
   *
   * <p>The name tells the kind: {@code .tar}, {@code .zip}, {@code .gz}, {@code .bz2}, {@code .xz},
   * {@code .tgz}, {@code .tbz}, {@code .tbz2}, and a compressed {@code .tar}. No entry can lead out
   * of the folder, links are refused, and an archive that grows beyond {@link Options#maxBytes} is
   * given up.
   *
   * @return the folder, or the file that was compressed
   * @throws TorchException if the kind is not known, or the archive is damaged or refused
   */
  public static Path extractArchive(Path fromPath, Path toPath, Consumer<Options> options) {
    return extract(fromPath, toPath, read(options));
  }

  private static Path extract(Path from, Path to, Options o) {
    try {
      Path result = new Archive(from, to, o.maxBytes).extract();
      if (o.removeFinished) {
        Files.deleteIfExists(from);
      }
      return result;
    } catch (IOException e) {
      TorchException wrong = new TorchException(from + " cannot be unpacked: " + e.getMessage());
      wrong.initCause(e);
      throw wrong;
    }
  }
}
