package dev.obor.vision.datasets;

import dev.obor.TorchException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/**
 * Unpacks archives and compressed files that come from elsewhere.
 *
 * <p>No entry is written outside of the folder, links are refused, and what is written is bounded:
 * without another limit to a hundred times the archive, but never to less than 64 MiB.
 */
final class Archive {
  private static final long LEAST_LIMIT = 64L << 20;
  private static final int MOST_GROWTH = 100;
  private static final int MOST_ENTRIES = 20_000_000;
  private static final int XZ_MEMORY_KIB = 256 << 10;
  private static final Map<String, String> ALIASES =
      Map.of(".tbz", ".tar.bz2", ".tbz2", ".tar.bz2", ".tgz", ".tar.gz");

  private final Path file;
  private final Path folder;
  private final long limit;
  private long written;
  private int entries;

  Archive(Path file, Path folder, @Nullable Long maxBytes) throws IOException {
    this.file = file;
    this.folder = folder.toAbsolutePath().normalize();
    this.limit =
        maxBytes == null ? Math.max(LEAST_LIMIT, MOST_GROWTH * Files.size(file)) : maxBytes;
  }

  /** The kind of a file by its name. The suffix is what the name of the content lacks. */
  private record Kind(String suffix, boolean isTar, boolean isZip, @Nullable String compression) {
    static Kind of(Path file) {
      String name = String.valueOf(file.getFileName());
      int dot = name.lastIndexOf('.');
      if (dot <= 0) {
        throw new TorchException(
            "File '"
                + file
                + "' has no suffixes that could be used to detect the archive type and"
                + " compression.");
      }
      String suffix = name.substring(dot);
      String alias = ALIASES.get(suffix);
      if (alias != null) {
        return new Kind(suffix, true, false, alias.substring(4));
      }
      boolean isTar = name.substring(0, dot).endsWith(".tar");
      return switch (suffix) {
        case ".tar" -> new Kind(suffix, true, false, null);
        case ".zip" -> new Kind(suffix, false, true, null);
        case ".bz2", ".gz", ".xz" ->
            new Kind(isTar ? ".tar" + suffix : suffix, isTar, false, suffix);
        default ->
            throw new TorchException(
                "Unknown compression or archive type: '"
                    + suffix
                    + "'.\nKnown suffixes are: '['.bz2', '.gz', '.tar', '.tbz', '.tbz2', '.tgz',"
                    + " '.xz', '.zip']'.");
      };
    }
  }

  /**
   * Unpacks.
   *
   * @return the folder of an archive, or the file that was compressed
   */
  Path extract() throws IOException {
    Kind kind = Kind.of(file);
    Files.createDirectories(folder);
    if (kind.isZip()) {
      extractZip();
      return folder;
    }
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        InputStream in = decompressed(raw, kind.compression())) {
      if (kind.isTar()) {
        extractTar(in);
        return folder;
      }
      String name = String.valueOf(file.getFileName()).replace(kind.suffix(), "");
      Path target = inside(name);
      write(in, target);
      return target;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      // What decoders throw on damaged data, now and then.
      throw new IOException("damaged: " + e.getMessage(), e);
    }
  }

  static InputStream decompressed(InputStream in, @Nullable String compression) throws IOException {
    if (compression == null) {
      return in;
    }
    return switch (compression) {
      case ".gz" -> new GZIPInputStream(in, 1 << 16);
      case ".bz2" -> new BZip2CompressorInputStream(in, true);
      default -> new XZInputStream(in, XZ_MEMORY_KIB);
    };
  }

  private void extractZip() throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> all = zip.entries();
      while (all.hasMoreElements()) {
        ZipEntry entry = all.nextElement();
        count();
        Path target = inside(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          try (InputStream in = zip.getInputStream(entry)) {
            write(in, target);
          }
        }
      }
    }
  }

  private void extractTar(InputStream in) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8");
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      count();
      Path target = inside(entry.getName());
      if (entry.isDirectory()) {
        Files.createDirectories(target);
      } else if (isPlain(entry)) {
        write(tar, target);
      } else {
        throw new IOException("the entry " + entry.getName() + " is a link or a device");
      }
    }
  }

  private static boolean isPlain(TarArchiveEntry entry) {
    boolean isDevice = entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice();
    return entry.isFile() && !isDevice && !entry.isLink() && !entry.isSymbolicLink();
  }

  private void count() throws IOException {
    entries++;
    if (entries > MOST_ENTRIES) {
      throw new IOException("more than " + MOST_ENTRIES + " entries");
    }
  }

  /** The place of an entry. */
  private Path inside(String name) throws IOException {
    try {
      String lower = name.toLowerCase(Locale.ROOT);
      boolean isAbsolute =
          lower.startsWith("/") || lower.startsWith("\\") || lower.matches("[a-z]:.*");
      boolean climbs = false;
      for (String step : name.split("[/\\\\]", -1)) {
        climbs |= step.equals("..");
      }
      Path target = folder.resolve(name).normalize();
      if (!isAbsolute && !climbs && target.startsWith(folder)) {
        return target;
      }
    } catch (InvalidPathException e) {
      throw new IOException("the entry '" + name + "' has a name that no file can have", e);
    }
    throw new IOException("the entry '" + name + "' leads out of the folder");
  }

  private void write(InputStream in, Path target) throws IOException {
    if (target.equals(folder)) {
      throw new IOException("an entry has no name");
    }
    Path parent = target.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.copy(new Bounded(in), part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Counts what is read and stops at the limit; it does not close what it reads from. */
  private final class Bounded extends FilterInputStream {
    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      if (value >= 0) {
        add(1);
      }
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      return count < 0 ? count : add(count);
    }

    private int add(int count) throws IOException {
      written += count;
      if (written > limit) {
        throw new IOException(
            "it holds more than "
                + limit
                + " bytes, which is more than such an archive should; maxBytes allows more");
      }
      return count;
    }

    @Override
    public void close() {}
  }
}
